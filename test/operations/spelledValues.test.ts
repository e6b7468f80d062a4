import type { INodeParameters } from 'n8n-workflow';
import { locator as connectorLocator, openDesk as openConnectorDesk } from '../openConnectors/support';
import { locator, openDesk, openTouch } from './support';

const desk = openDesk();
const connector = openConnectorDesk();
const jsonOf = (items: Array<{ json: object }>) => items.map(({ json }) => json);

/** A value as it stands in a workflow that a program wrote, and as an expression gives it from a sheet. */
const ways = (value: unknown): unknown[] => [value, `={{ ${JSON.stringify(value)} }}`];

describe('Dry Run', () => {
	const spelled = ['true', 'TRUE', ' True ', 1, '1', 'yes', 'Yes'].flatMap(ways);

	test.each(spelled)('of %j sends nothing', async (dryRun) => {
		const touchId = locator(openTouch(desk, 'email').id);
		const { items, error } = await desk.run({ resource: 'send', operation: 'createEgift', touchId, recipientEmail: 'ana@example.org', options: { dryRun: dryRun as boolean } });
		expect([error, items[0]?.json.sendoso]).toEqual([undefined, expect.objectContaining({ outcome: 'validated' })]);
		expect(desk.seen().filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test.each(spelled)('of %j sends nothing over SAP Open Connectors', async (dryRun) => {
		const { id } = connector.control.touches.add({});
		const { items, error } = await connector.run({ resource: 'send', operation: 'create', touchId: connectorLocator(id), recipientEmail: 'ana@example.org', options: { dryRun: dryRun as boolean } });
		expect([error, items[0]?.json.sendoso]).toEqual([undefined, expect.objectContaining({ outcome: 'validated' })]);
		expect(connector.seen().filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test.each(['', '={{ "" }}', '={{ $json.nothing }}', 'perhaps', '={{ [true] }}', 2])('of %j is refused, and sends nothing', async (dryRun) => {
		const touchId = locator(openTouch(desk, 'email').id);
		const { error } = await desk.run({ resource: 'send', operation: 'createEgift', touchId, recipientEmail: 'ana@example.org', options: { dryRun: dryRun as never } });
		expect(error?.message).toMatch(/^Not sent: 'Dry Run' is (?:empty|neither true nor false)$/);
		expect(desk.seen()).toEqual([]);
	});
});

test('Return All, Simplify and a status filter mean what they say, however they are spelled', async () => {
	const { control } = desk;
	const all = control.sends.count();
	for (const returnAll of ways('true')) expect((await desk.run({ resource: 'send', operation: 'getAll', returnAll: returnAll as boolean })).items).toHaveLength(all);
	for (const returnAll of ways('false')) expect((await desk.run({ resource: 'send', operation: 'getAll', returnAll: returnAll as boolean, limit: 3 })).items).toHaveLength(3);
	for (const simplify of ways('no')) expect(Object.keys((await desk.run({ resource: 'send', operation: 'getAll', limit: 1, simplify: simplify as boolean })).items[0]?.json ?? {})).toContain('status_updates');
	const used = jsonOf((await desk.run({ resource: 'send', operation: 'getAll', returnAll: true, filters: { status: ['Used'] } })).items);
	expect(used.length).toBeGreaterThan(0);
	expect(used.length).toBeLessThan(all);
	for (const status of [...ways('used'), ...ways('Used (Redeemed)'), ...ways(['USED']), ...ways('["Used"]')]) {
		expect(jsonOf((await desk.run({ resource: 'send', operation: 'getAll', returnAll: true, filters: { status: status as string } })).items)).toEqual(used);
	}
});

test('Duplicate Check by its label fails where it should', async () => {
	const touch = openTouch(desk, 'email');
	desk.control.sends.add({ touchId: touch.id, recipientEmail: 'ana@example.org' });
	for (const duplicateCheck of [...ways('Fail'), ...ways('FAIL')]) {
		const { error } = await desk.run({ resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: 'ana@example.org', duplicateCheck: duplicateCheck as string });
		expect(error?.message).toMatch(/^Duplicate: /);
	}
	expect(desk.seen().filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a campaign without a mode, as text or number, is that campaign', async () => {
	const { id } = openTouch(desk, 'email');
	const spelled: unknown[] = [{ __rl: true, value: id }, { value: String(id) }, ...ways(id), ...ways(String(id)), '={{ ({ mode: "id", value: $json.id }) }}'];
	for (const touchId of spelled) {
		const run = await desk.run({ resource: 'send', operation: 'createEgift', touchId: touchId as INodeParameters, recipientEmail: 'ana@example.org', duplicateCheck: 'off' }, { items: [{ id }] });
		expect([touchId, run.error?.message]).toEqual([touchId, undefined]);
	}
	for (const { body } of desk.seen()) expect(body).toMatchObject({ send: { touch_id: id } });
	expect(desk.seen()).toHaveLength(spelled.length);
});

test('a boolean of the body goes out as one', async () => {
	const touchId = locator(openTouch(desk, 'mail').id);
	for (const hideProductInfo of ways('yes')) {
		await desk.run({ resource: 'send', operation: 'createWithAddressCollection', touchId, recipientName: 'Ana', recipientEmail: 'ana@example.org', duplicateCheck: 'off', hideProductInfo: hideProductInfo as boolean });
	}
	expect(desk.seen().map(({ body }) => (body as { send: { hide_product_info: unknown } }).send.hide_product_info)).toEqual([true, true]);
});

test('an address that nobody can tell apart from another one is that one', async () => {
	const touchId = locator(openTouch(desk, 'email').id);
	const items = ['ana@example.org', 'a\u200Bna@example.org', '\uFEFFANA@example.org', 'mailto:ana@example.org'].map((email) => ({ email }));
	const run = await desk.run({ resource: 'send', operation: 'createEgift', touchId, recipientEmail: '={{ $json.email }}' }, { items });
	expect(run.items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['sent', 'skipped', 'skipped', 'skipped']);
	expect(desk.seen().filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a date that is none does not go out as a text', async () => {
	const touchId = locator(openTouch(desk, 'email').id);
	for (const nothing of ['={{ DateTime.fromISO("2026-02-30") }}', '={{ new Date("soon") }}']) {
		const { error } = await desk.run({ resource: 'send', operation: 'createEgift', touchId, recipientEmail: 'ana@example.org', additionalFields: { customMessage: nothing } });
		expect(error?.message).toBe("Not sent: 'Custom Message' is not a text");
	}
	expect(desk.seen()).toEqual([]);
});

test('fields that n8n would drop beside an odd spelling are told, never lost', async () => {
	const conditions = { values: [{ field: 'name', operator: 'equal', value: 'x' }] };
	const { error } = await connector.run({ resource: 'touch', operation: 'getAll', filterBy: 'Conditions', conditions });
	expect(error?.message).toBe("'Filter By' is spelled in a way that makes n8n drop 'Conditions'");
	const wanted = await connector.run({ resource: 'touch', operation: 'getAll', filterBy: '={{ "Conditions" }}', conditions });
	expect(wanted.error).toBeUndefined();
	expect(connector.seen().filter(({ path }) => path === '/touches').map(({ query }) => query.where)).toEqual(["name = 'x'"]);
});
