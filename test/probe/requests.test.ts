/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Contract } from '../../scripts/probe/contract/contract';
import { Pace } from '../../scripts/probe/http/pace';
import { isAnswer, Reader } from '../../scripts/probe/http/reader';
import { startServer } from './servers';
import { factsOf, freshStandIn, openStandIn, probeStandIn, settingsOf } from './support';

const { sandbox } = openStandIn();
const folder = join(__dirname, '..', '..', 'scripts', 'probe');

/** A server that answers all requests in one way and keeps them. */
async function answering(status: number, headers: Record<string, string> = {}, body = '{}'): Promise<{ url: string; seen: IncomingMessage[] }> {
	return await startServer((response) => response.writeHead(status, headers).end(body));
}

const readerOf = (baseUrl: string, mostRequests?: number) => new Reader({ baseUrl, authorization: 'Bearer contract-sample-token', pace: new Pace(0), mostRequests });

test('one place makes requests, and it can only make one kind', () => {
	const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.ts'));
	const sources = files.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')] as const);
	const askers = sources.filter(([, text]) => /axios|node:(http|https|http2|net|tls|dgram|child_process)|\bfetch\(|XMLHttpRequest|undici/.test(text));
	expect(askers.map(([path]) => path)).toEqual(['http/reader.ts']);
	const text = askers[0]?.[1] ?? '';
	expect(text.match(/axios\.(?!isAxiosError)\w+/g)).toEqual(['axios.request']);
	expect(text.match(/method: .*/g)).toEqual(["method: 'GET',"]);
	expect(text).not.toMatch(/\bdata:|axios\(/);
});

test('every read of both contracts is asked, or left out for a reason that the report tells', async () => {
	freshStandIn(sandbox());
	const report = await probeStandIn(sandbox());
	const told = new Set(factsOf(report).map(({ id }) => id));
	const untold = (['sendoso.openapi.yaml', 'open-connectors.openapi.yaml'] as const).flatMap((file) => new Contract(file).reads()).filter((path) => !told.has(`GET ${path}`));
	// A page for a browser; and what was asked to see whether it is refused, each with a fact of its own.
	expect(untold).toEqual(['/oauth/authorize', '/groups/{groupId}', '/journals', '/payments']);
	for (const id of ['sap-group', 'sap-doubtful']) expect(told).toContain(id);
	const { control } = sandbox();
	expect(control.violations()).toEqual([]);
	expect(control.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
	expect(control.requests().every(({ body }) => body === null || JSON.stringify(body) === '{}')).toBe(true);
});

test('what needs more than a token is left out, and said to be', async () => {
	freshStandIn(sandbox());
	const { sendoso } = settingsOf(sandbox());
	const report = await probeStandIn(sandbox(), { sendoso: { ...sendoso, scimAccessToken: undefined, recipient: undefined }, openConnectors: undefined });
	const unasked = factsOf(report).filter(({ verdict }) => verdict === 'not asked').map(({ id }) => id);
	expect(unasked).toEqual(['GET /api/scim/v2/Users', 'GET /api/scim/v2/Users/{user_id}', 'GET /api/v3/gifts/status/{tracking_code}', 'GET /api/v3/smartsend/recommendations'].sort((left, right) => unasked.indexOf(left) - unasked.indexOf(right)));
	expect(sandbox().control.requests().some(({ path }) => /scim|smartsend|open|elements/.test(path))).toBe(false);
});

test('an account without any records is read without a word of complaint about them', async () => {
	freshStandIn(sandbox());
	sandbox().control.reset('empty');
	const facts = factsOf(await probeStandIn(sandbox(), { openConnectors: undefined }));
	expect(facts.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
	sandbox().control.reset({ touches: 48, groups: 12, users: 40, sends: 130 });
});

test('a token without scopes is told by the paths that it does not open', async () => {
	freshStandIn(sandbox());
	const { sendoso } = settingsOf(sandbox());
	const { access_token: accessToken } = sandbox().control.issueToken({ scope: 'public' });
	const facts = factsOf(await probeStandIn(sandbox(), { sendoso: { ...sendoso, accessToken }, openConnectors: undefined }));
	expect(facts.find(({ id }) => id === 'catalogue-scopes')).toMatchObject({ verdict: 'differs', seen: '/api/v3/marketplace/products, /api/v3/smartsend/recommendations' });
	expect(facts.find(({ id }) => id === 'GET /api/v3/marketplace/products')).toMatchObject({ verdict: 'not seen' });
	expect(facts.find(({ id }) => id === 'core-scopes')).toMatchObject({ verdict: 'as expected' });
});

test('the first 429 ends the questions to that API, and to what shares its limit', async () => {
	freshStandIn(sandbox());
	const { control } = sandbox();
	control.fault({ match: { path: '/api/v3/groups' }, action: { kind: 'status', status: 429, body: {} } });
	const report = await probeStandIn(sandbox(), { openConnectors: undefined });
	expect(factsOf(report).find(({ id }) => id === 'core-too-many')).toMatchObject({ verdict: 'differs', seen: '429 after 5 answers, without Retry-After' });
	const paths = control.requests().map(({ path }) => path);
	expect(paths.filter((path) => path.startsWith('/api/v3/'))).toEqual(['/api/v3/me', ...Array<string>(4).fill('/api/v3/users'), '/api/v3/groups']);
	control.faults.clear();
});

test('a redirect is an answer: the token goes nowhere else', async () => {
	const other = await answering(200);
	const asked = await answering(302, { Location: other.url });
	const reading = await readerOf(asked.url).get('/api/v3/me');
	expect(isAnswer(reading) && reading.status).toBe(302);
	expect(asked.seen).toHaveLength(1);
	expect(other.seen).toEqual([]);
});

test('no proxy of the environment sees a request', async () => {
	const proxy = await answering(200);
	const asked = await answering(200);
	process.env.HTTP_PROXY = proxy.url;
	process.env.http_proxy = proxy.url;
	await readerOf(asked.url).get('/api/v3/me');
	delete process.env.HTTP_PROXY;
	delete process.env.http_proxy;
	expect([asked.seen.length, proxy.seen.length]).toEqual([1, 0]);
});

test.each(['/..', '/../../oauth/token', '/a/../..'])('a path such as %s does not leave the API', async (path) => {
	const asked = await answering(200);
	expect(await readerOf(`${asked.url}/elements/api-v2`).get(path)).toEqual({ missing: 'an id would have led to another address' });
	expect(asked.seen).toEqual([]);
});

test('there is an end of requests, whatever happens', async () => {
	const asked = await answering(200);
	const reader = readerOf(asked.url, 3);
	for (let index = 0; index < 6; index += 1) await reader.get('/x');
	expect(asked.seen).toHaveLength(3);
});

test('an answer without end is not read to its end', async () => {
	const { url } = await answering(200, {}, 'x'.repeat(8_000_001));
	expect(await readerOf(url).get('/x')).toEqual({ missing: 'an answer of more than 8 MB was not read' });
});

test.each([
	['an answer that is no JSON', 200, '<html>'],
	['nothing at all', 204, ''],
])('%s is an answer', async (_name, status, body) => {
	const { url } = await answering(status, {}, body);
	expect(isAnswer(await readerOf(url).get('/x'))).toBe(true);
});

test.each([
	['records in one another', `${'['.repeat(5000)}${']'.repeat(5000)}`],
	['records', `[${Array<string>(10_001).fill('{}').join()}]`],
])('an answer with far too many %s is not looked at', async (_name, body) => {
	const { url } = await answering(200, {}, body);
	expect(await readerOf(url).get('/x')).toEqual({ missing: 'an answer with too many records, or too many in one another, was not looked at' });
});

test('who does not answer is named by the code of the error alone', async () => {
	expect(await readerOf('http://127.0.0.1:1').get('/x')).toEqual({ missing: 'no answer (ECONNREFUSED)' });
});

test('after two requests in a row without an answer nothing more is asked', async () => {
	const silent = await startServer((response, _path, seen) => seen.length === 2 && response.end('{}'));
	// Long enough for a machine that does other things beside.
	const reader = new Reader({ baseUrl: silent.url, authorization: 'Bearer contract-sample-token', pace: new Pace(0), deadlineMs: 1_500 });
	const readings = [];
	for (let index = 0; index < 6; index += 1) readings.push(await reader.get('/x'));
	expect(silent.seen).toHaveLength(4);
	const late = { missing: 'no answer within 1.5 seconds' };
	const stopped = { missing: '2 requests in a row got no answer: nothing more was asked' };
	expect(readings.map((reading) => (isAnswer(reading) ? reading.status : reading))).toEqual([late, 200, late, late, stopped, stopped]);
});

test('ten seconds are the longest that one answer is waited for', async () => {
	const silent = await startServer(() => undefined);
	const start = performance.now();
	expect(await readerOf(silent.url).get('/x')).toEqual({ missing: 'no answer within 10 seconds' });
	expect(performance.now() - start).toBeLessThan(20_000);
}, 30_000);
