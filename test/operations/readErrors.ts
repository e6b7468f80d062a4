import type { INodeParameters } from 'n8n-workflow';
import { patience } from '../../nodes/shared/transport/rateLimiter';
import { type Desk, expectError } from './support';

/** One answer of a read, and what the node says about it. */
type Case = [name: string, answer: { status: number; body?: unknown; headers?: Record<string, string> }, message: string, advice: string, requests: number];

const atOnce = { 'Retry-After': '0' };

const cases: Case[] = [
	['403', { status: 403, body: { success: false, message: 'Not for you' } }, 'Not for you', 'scopes', 1],
	['422', { status: 422, body: { message: 'No such value' } }, 'No such value', "node's parameters", 1],
	['429 again and again', { status: 429, headers: atOnce, body: { success: false, message: 'Too many requests' } }, 'Too many requests', "'Requests per Second'", 3],
	['429 without a body', { status: 429, headers: atOnce }, 'Sendoso is receiving too many requests from this application', "'Requests per Second'", 3],
	['500 again and again', { status: 500, headers: atOnce, body: '<h1>Oops</h1>' }, 'Sendoso could not process the request (status 500)', 'Try again later', 4],
	['a redirect', { status: 302, headers: { ...atOnce, Location: 'http://127.0.0.1:9/stolen' } }, 'Sendoso answered with a redirect (status 302), which is not followed', 'host in the credential', 4],
	['429 that names a long wait', { status: 429, headers: { 'Retry-After': '300' }, body: {} }, 'Sendoso is receiving too many requests from this application', 'Sendoso asks to wait 5 minutes before the next request.', 1],
	['403 without a body', { status: 403 }, 'Sendoso does not allow this for the connected account', 'plan does not include it', 1],
	['422 with a list of errors', { status: 422, body: { errors: { zip: ['is invalid', 'of ana@example.com'], city: 'is blank' } } }, 'zip: is invalid; of (address); city: is blank', "node's parameters", 1],
	['200 with success false', { status: 200, body: { success: false, message: 'Not today' } }, 'Not today', "node's parameters", 1],
	['200 with success false as text', { status: 200, body: { success: 'False' } }, 'Sendoso refused the request, and does not say why', "node's parameters", 1],
	['200 with success false in a list', { status: 200, body: [{ success: false, message: 'Not today' }] }, 'Not today', "node's parameters", 1],
	['200 with a page', { status: 200, headers: atOnce, body: '<html></html>' }, 'Sendoso answered with something that is not the expected JSON', 'host in the credential', 4],
	['200 with other JSON', { status: 200, body: ['text'] }, 'Sendoso answered with something that is not the expected JSON', 'host in the credential', 1],
];

/**
 * Tests what every reading operation says about answers that it can't use.
 *
 * @param special said of a 403 where more than the usual scopes are needed, and of a 429 where another pace holds
 */
export function itExplainsRefusals(desk: Desk, parameters: () => INodeParameters, { whatOpensIt, pace }: { whatOpensIt?: string; pace?: string } = {}) {
	const { longestMs } = patience;
	afterEach(() => (patience.longestMs = longestMs));

	test.each(cases)('explains %s', async (_name, answer, message, advice, requests) => {
		// Two waits, of none and of a second: the next one would be too long.
		patience.longestMs = 2_500;
		desk.control.fault({ times: 'always', match: { path: '/api/*' }, action: { kind: 'status', ...answer } });
		const result = await desk.run(parameters());
		expectError(result, message, answer.status === 403 ? (whatOpensIt ?? advice) : advice.includes('Requests per Second') ? (pace ?? advice) : advice);
		expect(desk.seen()).toHaveLength(requests);
		expect(result.items).toEqual([]);
	});

	test('explains a token that stays refused', async () => {
		const credential = desk.credential();
		desk.control.revokeTokens();
		expectError(await desk.run(parameters(), { credential }), 'The access token is invalid', 'Reconnect');
	});

	test('survives one passing fault', async () => {
		desk.control.fault({ match: { path: '/api/*' }, action: { kind: 'status', status: 503, headers: atOnce } });
		expect((await desk.run(parameters())).error).toBeUndefined();
	});

	test('goes on with the other items on the error output', async () => {
		desk.control.fault({ match: { path: '/api/*' }, action: { kind: 'status', status: 403, body: { message: 'Not for you' } } });
		const { outputs } = await desk.run(parameters(), { items: [{}, {}], settings: { onError: 'continueErrorOutput' } });
		expect(outputs[1]).toEqual([expect.objectContaining({ json: { error: 'Not for you' }, pairedItem: { item: 0 } })]);
		expect(outputs[0]?.length).toBeGreaterThan(0);
		expect(new Set(outputs[0]?.map(({ pairedItem }) => JSON.stringify(pairedItem)))).toEqual(new Set(['{"item":1}']));
	});
}
