import { probe } from '../../scripts/probe/probe';
import { markdownOf } from '../../scripts/probe/report/markdown';
import type { OpenConnectorsSettings, SendosoSettings } from '../../scripts/probe/settings';
import { Survey } from '../../scripts/probe/survey';
import { startServer } from './servers';
import { factsOf, HURRY } from './support';

const sap = (url: string): OpenConnectorsSettings => ({ baseUrl: `${url}/elements/api-v2`, userSecret: 'u', organizationSecret: 'o', elementToken: 'e', connectorKey: 'sendoso' });
const sendoso = (origin: string): SendosoSettings => ({ origin, accessToken: 'contract-sample-token', scimAccessToken: undefined, recipient: undefined });
const SIZE = '{"message":"Request quota exceeded for this bucket size"}';

test.each([
	['the large page alone', (path: string) => path.includes('pageSize=100'), 22, 'none'],
	['every page', (path: string) => path.includes('/touches'), 4, '429 after 3 answers, without Retry-After'],
	['another address', (path: string) => path.includes('/me'), 2, '429 after 1 answers, without Retry-After'],
])('a 429 that speaks of a size is believed once: %s', async (_name, isRefused, requests, seen) => {
	const { url, seen: asked } = await startServer((response, path) => (isRefused(path) ? response.writeHead(429).end(SIZE) : response.end('[]')));
	const report = await probe({ sendoso: undefined, openConnectors: sap(url) }, HURRY);
	expect(asked.length).toBe(requests);
	expect(factsOf(report).find(({ id }) => id === 'platform-too-many')?.seen).toBe(seen);
});

test('a server that falls silent is left alone, and the report tells', async () => {
	const { url, seen } = await startServer((response, path) => (path === '/api/v3/me' ? response.end('{}') : response.destroy()));
	const report = await probe({ sendoso: sendoso(url), openConnectors: undefined }, HURRY);
	expect(seen.length).toBe(3);
	expect(factsOf(report).find(({ id }) => id === 'core-unanswered')).toMatchObject({ verdict: 'differs', seen: '2 of 3; 2 requests in a row got no answer: nothing more was asked' });
});

test.each([
	['an id of half a letter', '{"groups":[{"id":"\\ud800"}],"total_groups":1,"per_page":5}', '/groups?'],
	['an id that is no text', '{"groups":[{"id":{"toString":1}}],"sends":[{"id":{"toString":1},"status":{"toString":1}}],"touches":[{"id":1,"created_at":{"toString":1}}]}', '/'],
	['a name of half a letter', '{"users":[{"\\ud800":1,"id":null}]}', '/users'],
	['twenty thousand records in one another', `{"users":[${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}]}`, '/users'],
	['more records than one call takes', `{"users":[${Array<string>(600_000).fill('{"id":"x"}').join()}]}`, '/users'],
])('%s takes nothing of the rest away', async (_name, odd, path) => {
	const server = await startServer((response, asked) => response.end(asked.includes(path) && asked !== '/api/v3/me' ? odd : asked.startsWith('/elements') ? '[]' : '{"id":1}'));
	const report = await probe({ sendoso: sendoso(server.url), openConnectors: sap(server.url) }, HURRY);
	expect(report.failures).toEqual([]);
	expect(report.parts.map(({ facts }) => facts.length > 40)).toEqual([true, true]);
});

test('what nobody foresaw ends its part, and is told by its kind; all other facts are kept', async () => {
	const server = await startServer((response, path) => response.end(path.startsWith('/elements') ? '[]' : '{"id":1}'));
	const broken = jest.spyOn(Survey.prototype, 'body').mockImplementationOnce(async () => await Promise.reject(new RangeError('ines.karlsson@example.org')));
	const report = await probe({ sendoso: sendoso(server.url), openConnectors: sap(server.url) }, HURRY);
	broken.mockRestore();
	const [failure] = report.failures;
	expect(report.failures).toHaveLength(1);
	expect(failure).toMatch(/^Sendoso's own API, core: stopped after \d+ requests: RangeError$/);
	expect(factsOf(report).map(({ id }) => id)).toEqual(expect.arrayContaining(['users-page-size', 'core-token', 'catalogue-pages', 'sap-ping', 'sap-bulk']));
	expect(markdownOf(report)).toContain(`Not probed to the end: ${failure ?? ''}`);
});

test('names of members that few rows have are counted, not told', async () => {
	const names = { JohnSmith: 1, alice_johnson: 1, secret_token_abcdef: 1 };
	const users = [...Array<object>(3).fill({ id: 1, nickname: 'x' }), { id: 4, ...names }];
	const body = JSON.stringify({ ...names, users, touches: [{ id: 1, alice_johnson: 1 }], message: 'x' });
	let touches = 0;
	// The second time, the one campaign is spelled in another way.
	const server = await startServer((response, path) => response.writeHead(path.endsWith('999') ? 404 : 200).end(path.includes('/touches?page=1&') && (touches += 1) % 2 === 0 ? body.replace('"alice_johnson":1}]', '"alice_johnson":2}]') : body));
	const written = markdownOf(await probe({ sendoso: sendoso(server.url), openConnectors: undefined }, HURRY));
	expect(written).not.toMatch(/JohnSmith|alice_johnson|secret_token/);
	expect(written).toContain('- `/api/v3/users`: `users[].nickname`, 8 in too few rows to be named');
	expect(written).toContain('other texts in 1 with a name of its own');
});

test('names of headers that are none of those known are counted, not told', async () => {
	const headers = { 'x-rate-limit-alice': '1', 'x-ratelimit-ines': '1', 'x-rate-limit-remaining': '1', 'ratelimit-reset': '1', 'retry-after': '1', 'x-request-id': '1', 'alice-request-id': '1', 'elements-ines-karlsson': '1', 'elements-request-id': '1' };
	const server = await startServer((response, path) => response.writeHead(200, headers).end(path.startsWith('/elements') ? '[]' : '{"id":1}'));
	const report = await probe({ sendoso: sendoso(server.url), openConnectors: sap(server.url) }, HURRY);
	expect(markdownOf(report)).not.toMatch(/alice|ines/);
	const seen = Object.fromEntries(factsOf(report).map(({ id, seen: told }) => [id, told]));
	expect(seen['core-rate-limit-headers']).toBe('ratelimit-reset, retry-after, x-rate-limit-remaining, 2 with names of their own');
	expect(seen['core-request-id']).toBe('elements-request-id, x-request-id, 1 with a name of its own');
	expect(seen['sap-headers']).toBe('elements-request-id, 1 with a name of its own');
});
