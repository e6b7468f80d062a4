import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../../nodes/SendosoOpenConnectors/resources';
import { locator, openDesk } from '../support';

const desk = openDesk();
type Action = Parameters<typeof desk.control.fault>[0]['action'];
const posts = () => desk.seen().filter(({ method }) => method === 'POST');
const twoTries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

/** Everything that costs money, found in the descriptions, so that a new operation can't be forgotten. */
const spending = resources.flatMap(({ option, operations }) =>
	operations.filter(({ safety }) => safety === 'spends').map(({ option: { value } }): [string, string] => [String(option.value), String(value)]),
);

const asked = ([resource, operation]: [string, string], more: INodeParameters = {}): INodeParameters => ({
	resource,
	operation,
	touchId: locator(desk.control.touches.add({ delivery_type: 'email' }).id),
	recipientEmail: 'rowan@example.org',
	recipientEmails: 'rowan@example.org',
	numberOfGifts: 1,
	userId: locator(48_001),
	balance: '5',
	duplicateCheck: 'off',
	...more,
});

const fail = (action: Action) => desk.control.fault({ match: { method: 'POST' }, times: 'always', action });
const status = (code: number, body: object = { requestId: 'request-1', message: 'no' }): Action => ({ kind: 'status', status: code, body, stage: 'before' });

const lost: Array<[string, Action]> = [
	['a connection that broke before it', { kind: 'drop', stage: 'before' }],
	['a connection that broke after it', { kind: 'drop', stage: 'after' }],
	['half an answer', { kind: 'cutBody' }],
	['an answer that is no JSON', { kind: 'malformedBody' }],
	['an empty answer', { kind: 'status', status: 204, stage: 'before' }],
	['a redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/elsewhere', stage: 'before' }],
	['a conflict', status(409)],
	['a limit of size or time', status(429, { message: 'The response size exceeds the limit' })],
	['a failure', status(500)],
];

describe.each(spending)('%s.%s', (...operation) => {
	// A lost gift is looked for in the list, which takes its time: some of the ways to lose it have to do.
	const ways = operation[1] === 'create' ? lost.filter((_, place) => place % 2 === 1) : lost;

	test.each(ways)('goes out once when it met %s', async (_name, action) => {
		fail(action);
		const { items, error } = await desk.run(asked(operation));
		expect(posts()).toHaveLength(1);
		// A gift whose answer was lost may be found in the list; anything else stays unknown.
		if (error === undefined) expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'reconciled' } });
		else expect(error.message).toMatch(/^Outcome unknown: /);
	});

	test('goes out once whatever n8n tries', async () => {
		fail(status(502, { requestId: 'request-1', message: 'maybe' }));
		const { error } = await desk.run(asked(operation), { settings: twoTries });
		expect(error?.message).toMatch(/^Outcome unknown: maybe/);
		expect(error?.description).toContain('Elements-Request-Id');
		expect(posts()).toHaveLength(1);
	});

	test.each([{ success: false }, { success: 'False' }, [{ success: false }], [{ success: false }, { success: 'false' }]])('goes out once when a good status says no: %j', async (no) => {
		fail(status(200, Array.isArray(no) ? [{ ...no[0], message: 'The card was declined' }, ...no.slice(1)] : { ...no, message: 'The card was declined' }));
		const { error } = await desk.run(asked(operation), { settings: twoTries });
		expect(error?.message).toBe('Refused: The card was declined');
		expect(posts()).toHaveLength(1);
	});

	test.each([401, 403])('stops the run at %i', async (code) => {
		fail(status(code));
		const { items } = await desk.run(asked(operation), { items: [{}, {}, {}], settings: { onError: 'continueRegularOutput' } });
		expect(posts()).toHaveLength(1);
		const messages = items.map(({ json, error }) => String(error?.message ?? json.error));
		expect(messages.map((message) => message.split(':')[0]).sort()).toEqual(['Not sent', 'Not sent', 'Refused']);
	});

	test('may go out again after a refusal', async () => {
		desk.control.fault({ match: { method: 'POST' }, action: status(422) });
		const { error } = await desk.run(asked(operation), { settings: twoTries });
		expect(error).toBeUndefined();
		expect(posts()).toHaveLength(2);
	});

	test('says where to look when nobody knows what became of it', async () => {
		fail(status(502));
		const { error } = await desk.run(asked(operation));
		const own = resources.find(({ option }) => option.value === operation[0])?.operations.map(({ option }) => option.name) ?? [];
		const named = [...(error?.description ?? '').matchAll(/'(?:Send|User)' > '([^']+)'/g)].map(([, name]) => name);
		expect(own).toEqual(expect.arrayContaining(named));
		expect(error?.description).toMatch(/in Sendoso/);
		expect(error?.description).toContain('Outcome unknown: item 0.');
	});

	test('one bad item keeps all others from being sent', async () => {
		const { error } = await desk.run(asked(operation, { touchId: locator('={{ $json.id }}'), userId: locator('={{ $json.id }}') }), { items: [{ id: 220_145 }, { id: '..' }] });
		expect(error?.message).toMatch(/^Not sent: /);
		expect(error?.description).toContain('[item 1]');
		expect(posts()).toEqual([]);
	});

	test('is not made more often than allowed', async () => {
		const { error } = await desk.run(asked(operation, { options: { maximumSends: 1 } }), { items: [{}, {}] });
		expect(error?.message).toMatch(/^Not sent: this run would make 2 sends, more than the 1 /);
		expect(posts()).toEqual([]);
	});
});

test('a 429 makes the other items wait as long as it asks', async () => {
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 429, headers: { 'Retry-After': '1' }, body: { message: 'too fast' }, stage: 'before' } });
	const { items } = await desk.run(asked(['user', 'addBalance']), { items: [{}, {}], settings: { onError: 'continueRegularOutput' } });
	const [first = NaN, second = NaN] = desk.control.requests().filter(({ method }) => method === 'POST').map(({ time }) => Date.parse(time));
	expect(second - first).toBeGreaterThanOrEqual(950);
	expect(items.map(({ json, error }) => String(error?.message ?? json.error ?? 'sent').split(':')[0])).toEqual(['Outcome unknown', 'sent']);
});

test('the operations are those that the interface names', () => {
	expect(spending.map((names) => names.join('.')).sort()).toEqual(['send.create', 'send.createBulk', 'send.createEgiftLinks', 'user.addBalance']);
});
