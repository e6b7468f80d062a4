import type { INodeParameters } from 'n8n-workflow';
import { demoClient, demoScimClient, type FaultAction } from '../../sandbox';
import { patience } from '../../nodes/shared/transport/rateLimiter';
import type { Desk } from './support';

const atOnce = { 'Retry-After': '0' };
const status = (code: number, body?: unknown, headers?: Record<string, string>): FaultAction => ({ kind: 'status', status: code, body, headers });

/** Answers that prove that nothing was created: first words, and how often the request went out. */
const refusals: Array<[name: string, action: FaultAction, message: string, requests: number]> = [
	['400', status(400, { success: false, message: "email can't be blank" }), "Refused: email can't be blank", 1],
	['403', status(403, { success: false, message: 'Not for you' }), 'Refused: Not for you', 1],
	['422', status(422, { success: false, description: 'Blocked recipient' }), 'Refused: Blocked recipient', 1],
	['429 again and again', status(429, {}, atOnce), 'Refused: Sendoso is receiving too many requests from this application', 3],
	['200 with success false', { kind: 'unsuccessful', message: 'Out of funds' }, 'Refused: Out of funds', 1],
	['200 with success false as text', status(200, { success: 'False', message: 'Out of funds' }), 'Refused: Out of funds', 1],
	['200 with success false in each row', status(200, [{ success: false, message: 'Out of funds' }, { success: 'false' }]), 'Refused: Out of funds', 1],
	['422 with a list of errors', status(422, { message: ['Not sent', 'to ana@example.com'], errors: [{ field: 'zip', message: 'is invalid' }] }), 'Refused: Not sent; to (address): zip: is invalid', 1],
];

/** Answers after which nobody knows. */
const unknowns: Array<[name: string, action: FaultAction, words: RegExp]> = [
	['500', status(500, 'Oops'), /status 500/],
	['503 that says when to retry', status(503, '', atOnce), /status 503/],
	['408', status(408), /status 408/],
	['409', status(409, { message: 'Conflict' }), /Conflict/],
	['a redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/' }, /redirect \(status 307\)/],
	['a dropped connection', { kind: 'drop' }, /answer was lost/],
	['a page instead of JSON', status(200, '<html></html>'), /not the expected JSON/],
];

/** What is special about an operation. */
interface Specialty {
	/** Whether the node looks for a send whose answer was lost. It waits before it looks, so that few cases must do. */
	looksAfterwards?: boolean;
	/** Whether a conflict says that nothing was created. */
	refusesConflicts?: boolean;
}

/** Tests that a sending or creating operation repeats only what was certainly refused, and says which it was. */
export function itNeverRepeats(desk: Desk, parameters: () => INodeParameters, path: string, { looksAfterwards = false, refusesConflicts = false }: Specialty = {}) {
	const posts = () => desk.control.requests().filter(({ method }) => method === 'POST');
	const created = () => posts().flatMap((request) => request.created);
	/** Without the list of sends nobody can find out later what became of a lost answer. */
	const hideSends = () => desk.control.fault({ times: 'always', match: { method: 'GET', path: '/api/v3/send' }, action: status(403, { message: 'Not for you' }) });

	const { longestMs } = patience;
	afterEach(() => (patience.longestMs = longestMs));

	test.each(refusals)('tells %s as refused', async (_name, action, message, requests) => {
		// Two waits, of none and of a second: the next one would be too long.
		patience.longestMs = 2_500;
		desk.control.fault({ times: 'always', match: { method: 'POST', path }, action });
		const { error, items } = await desk.run(parameters());
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/No (send of this run went out|change of this run was made)\..*\[item 0\]$/s);
		expect(posts()).toHaveLength(requests);
		expect([items, created()]).toEqual([[], []]);
	});

	test('tells how long to wait where Sendoso says so', async () => {
		patience.longestMs = 2_500;
		for (const [name, value, words] of [['Retry-After', '90', '90 seconds'], ['X-Rate-Limit-Reset', String(Math.ceil(Date.now() / 1_000) + 10_000), '3 hours']] as const) {
			desk.control.fault({ match: { method: 'POST', path }, action: { kind: 'tooManyRequests', header: { name, value } } });
			const { error } = await desk.run(parameters());
			expect(error?.message).toBe('Refused: Too many requests');
			expect(error?.description).toContain(`Sendoso asks to wait ${words} before the next request.`);
		}
	});

	test.each(looksAfterwards ? unknowns.slice(0, 1) : unknowns.filter(([name]) => !refusesConflicts || name !== '409'))('tells %s as unknown, and never repeats it', async (_name, action, words) => {
		hideSends();
		desk.control.fault({ times: 'always', match: { method: 'POST', path }, action });
		const { error, items } = await desk.run(parameters());
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(error?.message).toMatch(words);
		expect(error?.message).toMatch(/was asked for and may have been/);
		expect(error?.description).toMatch(/It may have been.*Outcome unknown: item 0\. \[item 0\]$/s);
		expect(posts()).toHaveLength(1);
		expect([items, created()]).toEqual([[], []]);
	});

	test('Retry On Fail never repeats an unknown one, and still names it', async () => {
		hideSends();
		desk.control.fault({ match: { method: 'POST', path }, action: { kind: 'drop' } });
		const { error } = await desk.run(parameters(), { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(posts()).toHaveLength(1);
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(error?.description).toMatch(/Outcome unknown: item 0\. .*\[item 0\]$/);
	});

	test('repeats after one 429', async () => {
		desk.control.fault({ match: { method: 'POST', path }, action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '0' } } });
		expect((await desk.run(parameters())).error).toBeUndefined();
		expect(posts().map((request) => request.created.length)).toEqual([0, 1]);
	});

	test('repeats once with a renewed token', async () => {
		const credential = desk.credential(parameters().resource === 'scimUser' ? demoScimClient.id : undefined);
		const { id: clientId, secret: clientSecret } = parameters().resource === 'scimUser' ? demoScimClient : demoClient;
		Object.assign(credential.data, { clientId, clientSecret });
		desk.control.expireTokens();
		expect((await desk.run(parameters(), { credential })).error).toBeUndefined();
		expect(credential.renewals).toBe(1);
		expect(created()).toHaveLength(1);
	});

	test('tells a token that stays refused as refused', async () => {
		const credential = desk.credential();
		desk.control.revokeTokens();
		const { error } = await desk.run(parameters(), { credential });
		expect(error?.message).toBe('Refused: The access token is invalid');
		expect(error?.description).toMatch(/Reconnect.*\[item 0\]$/s);
		expect(created()).toEqual([]);
	});

	test('does not send a scope that is missing twice', async () => {
		const credential = desk.credential();
		const { access_token, refresh_token } = desk.control.issueToken({ scope: 'public' });
		credential.data.oauthTokenData = { access_token, refresh_token, token_type: 'bearer' };
		const { error } = await desk.run(parameters(), { credential });
		expect(error?.message).toMatch(/^Refused: The token lacks the scope/);
		expect(error?.description).toMatch(/\bscopes\b|'Enabled Scopes'/);
		expect(posts()).toHaveLength(1);
	});

	test('leaves no token, secret or body in what n8n stores', async () => {
		const credential = desk.credential();
		desk.control.fault({ match: { method: 'POST', path }, action: { kind: 'status', status: 422, body: { message: 'No', private: 'PRIVATE-TEXT' } } });
		const { stored } = await desk.run(parameters(), { credential });
		const { access_token, refresh_token } = credential.data.oauthTokenData as unknown as Record<string, string>;
		for (const secret of [access_token, refresh_token, 'sandbox-client-secret', 'PRIVATE-TEXT']) expect(stored).not.toContain(secret);
	});
}
