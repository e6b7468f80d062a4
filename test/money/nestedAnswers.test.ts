import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { openDesk as openConnectorDesk } from '../openConnectors/support';

const direct = openDesk();
const connector = openConnectorDesk();
const sends: Array<[string, () => INodeParameters, typeof direct.run, typeof direct.control.fault]> = [
	['direct', () => ({ operation: 'createEgift', touchId: locator(openTouch(direct, 'email').id) }), async (...run) => await direct.run(...run), (fault) => direct.control.fault(fault)],
	['over SAP', () => ({ operation: 'create', touchId: locator(connector.control.touches.add({ delivery_type: 'email' }).id) }), async (...run) => await connector.run(...run), (fault) => connector.control.fault(fault)],
];

describe.each(sends)('%s', (_name, parameters, run, fault) => {
	test.each([99, 101, 5_000, 20_000, 100_000])('a gift whose answer is nested %d deep was sent', async (levels) => {
		fault({ match: { method: 'POST' }, action: { kind: 'nested', levels } });
		const { items, error, requests } = await runOnce();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent', wasSent: true } });
		expect(items[0]?.json.tracking_code).toEqual(expect.any(String));
		expect(requests).toBe(1);
		expect(JSON.stringify(items).includes('nested too deeply')).toBe(levels > 100);

		async function runOnce() {
			const result = await run({ resource: 'send', recipientEmail: `nested${levels}@example.org`, ...parameters() });
			const sent = [direct, connector].flatMap((desk) => desk.seen()).filter(({ method }) => method === 'POST');
			return { ...result, requests: sent.length };
		}
	});

	test('a list with a row that is nested too deeply is read', async () => {
		fault({ times: 'always', match: { method: 'GET' }, action: { kind: 'nested', levels: 20_000 } });
		const { items, error } = await run({ resource: 'touch', operation: 'getAll', limit: 10, simplify: false });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(10);
	});

	test('a refusal that is nested too deeply is told in its own words', async () => {
		const words = `{"message":"Not this one","errors":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
		fault({ times: 'always', action: { kind: 'status', status: 422, body: words } });
		const { error } = await run({ resource: 'send', recipientEmail: 'nested@example.org', ...parameters() });
		expect(error?.message).toContain('Not this one');
	});
});

test('what costs nothing was created, however deep its answer is nested', async () => {
	direct.control.fault({ match: { method: 'POST' }, action: { kind: 'nested', levels: 20_000 } });
	const [group] = direct.control.groups.list();
	const { items, error } = await direct.run({ resource: 'user', operation: 'invite', firstName: 'Mei', lastName: 'Laurent', email: 'mei@example.org', groupId: locator(group?.id) });
	expect([error, items.length]).toEqual([undefined, 1]);
	expect(direct.control.invitations()).toHaveLength(1);
});
