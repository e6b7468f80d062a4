import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk } from '../support';

const desk = openDesk();
const touchId = locator('220145');

const spending: Array<[string, INodeParameters]> = [
	['create', { resource: 'send', operation: 'create', touchId, recipientEmail: 'rowan@example.org' }],
	['createBulk', { resource: 'send', operation: 'createBulk', touchId, recipientEmails: 'rowan@example.org' }],
	['createEgiftLinks', { resource: 'send', operation: 'createEgiftLinks', touchId, numberOfGifts: 1 }],
];

const notAmounts: unknown[] = [-5, '-5', 'abc', 0, '0', '', null, [], {}, '1,50', '1e3', '٥', 10.005, 'NaN', true, '{{', '10 USD'];

describe.each(spending)('%s', (_name, parameters) => {
	test.each(notAmounts.map((amount) => [JSON.stringify(amount), amount]))('the amount %s is refused before any request', async (_text, amount) => {
		const { error } = await desk.run({ ...parameters, additionalFields: { amount: '={{ $json.amount }}' } }, { items: [{ amount }] });
		expect(error?.message).toMatch(/^Not sent: 'Amount' (must be a number of at least 0\.01 with at most 2 decimals|is empty)$/);
		expect(error?.description).toContain("'Amount'");
		expect(desk.seen()).toEqual([]);
	});

	test('an amount that was added and left alone is no zero', async () => {
		await desk.run({ ...parameters, additionalFields: { amount: 10 } }, {});
		const amounts = desk.seen().flatMap(({ method, body }) => (method === 'POST' ? [(body as { send: { amount?: unknown } }).send.amount] : []));
		expect(amounts.every((amount) => amount === 10)).toBe(true);
	});

	test.each(['touch_id', 'email', 'amount', 'Amount', 'send', 'recipient_users'])('another %s does not come in by Extra Body', async (name) => {
		const { error } = await desk.run({ ...parameters, options: { extraBody: JSON.stringify({ [name]: 5 }) } });
		expect(error?.message).toMatch(/^Not sent: 'Extra Body' must not hold /);
		expect(desk.seen()).toEqual([]);
	});
});

test.each(['x', 'a@b', 'a b@example.org', 'a@example.org, b@example.org', 5, {}, '[object Object]'])('the sender %j is no address', async (email) => {
	const { error } = await desk.run({ ...spending[1]?.[1], additionalFields: { email: '={{ $json.email }}' } }, { items: [{ email }] });
	expect(error?.message).toBe("Not sent: 'Sender Email' is not an e-mail address");
	expect(desk.seen()).toEqual([]);
});

test.each([0, -1, 1.5, 'abc', '', null, '1e2', 1e9])('%j links are refused', async (count) => {
	const { error } = await desk.run({ ...spending[2]?.[1], numberOfGifts: '={{ $json.count }}' }, { items: [{ count }] });
	expect(error?.message).toMatch(/^Not sent: /);
	expect(desk.seen()).toEqual([]);
});

test.each([-5, 0, 'abc', '', '1,5', '0x10', 1e20, '5.005', null, {}])('the balance %j is refused', async (balance) => {
	const { error } = await desk.run({ resource: 'user', operation: 'addBalance', userId: locator('5'), balance: '={{ $json.balance }}' }, { items: [{ balance }] });
	expect(error?.message).toMatch(/^Not sent: 'Balance' /);
	expect(desk.seen()).toEqual([]);
});

test.each([{ id: 5 }, [5], '[object Object]', 'x[object Object]', true, '\ud800', '.', '..', null])('the campaign %j is no ID', async (id) => {
	for (const [, parameters] of spending) {
		const { error } = await desk.run({ ...parameters, touchId: locator('={{ $json.id }}') }, { items: [{ id }] });
		expect(error?.message).toMatch(/^Not sent: 'Campaign \(Touch\)' is (not an ID|empty)$/);
	}
	expect(desk.seen()).toEqual([]);
});
