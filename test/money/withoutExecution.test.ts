import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { callNode, type NodeCall } from '../support/callNode';
import type { StoredCredential } from '../support/engine';
import { hideListAfterSend, posts } from './support';

const desk = openDesk({ seed: 'empty' });

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const ana = [{ email: 'ana@example.org' }];
const toolType = 'n8n-nodes-sendoso.sendosoTool';
const factsOf = ({ items }: { items: Array<{ json: IDataObject }> }) => items.map(({ json }) => json.sendoso as IDataObject);
let ids = 0;
/** Calls as n8n's MCP Server Trigger and its agents do: no execution is told, and each call has another node id. */
const call = async (credential: StoredCredential, parameters: INodeParameters, more: Partial<NodeCall> = {}) =>
	await callNode({ credential, parameters, items: ana, settings: { id: `node-${++ids}` }, ...more });

describe.each([['a node', undefined], ['a tool', toolType]] as const)('calls of %s that belong to no execution', (_name, type) => {
	test('each read the list of sends: a gift that was listed meanwhile is not sent', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		await call(credential, egift(touch.id), { items: [{ email: 'ben@example.org' }], type });
		const listed = desk.control.sends.add({ touchId: touch.id, recipientEmail: 'ana@example.org' });
		const again = await call(credential, egift(touch.id), { type });
		expect(factsOf(again)).toEqual([expect.objectContaining({ outcome: 'skipped', matchedSend: expect.objectContaining({ send_gid: listed.send_gid }) as unknown })]);
		expect(posts(desk)).toHaveLength(1);
	});

	test('each see the status that a send has now, and newer sends', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		const sent = desk.control.sends.add({ touchId: touch.id, status: 'Sent' });
		const status = async (sendGid: string) => (await call(credential, { resource: 'send', operation: 'get', sendGid }, { type, settings: {} })).items[0]?.json.status;
		expect(await status(sent.send_gid)).toBe('Sent');
		desk.control.sends.advance(sent.id, 'Used');
		expect(await status(sent.send_gid)).toBe('Used');
		expect(await status(desk.control.sends.add({ touchId: touch.id, status: 'Sent' }).send_gid)).toBe('Sent');
	});

	test('send after a dry run of the same, and answer its repetition with what became of it', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		const rehearsed = await call(credential, egift(touch.id, { options: { dryRun: true } }), { type });
		const sent = await call(credential, egift(touch.id), { type });
		const again = await call(credential, egift(touch.id), { type });
		expect([rehearsed, sent, again].map((result) => factsOf(result)[0]?.outcome)).toEqual(['validated', 'sent', 'skipped']);
		expect(again.items[0]?.json).toMatchObject({ tracking_code: sent.items[0]?.json.tracking_code, sendoso: { wasSent: false, matchedSend: null } });
		expect(posts(desk)).toHaveLength(1);
	});

	test('make one send of two calls at the same time, even with the check off', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		const both = await Promise.all([1, 2].map(async () => await call(credential, egift(touch.id, { duplicateCheck: 'off' }), { type })));
		expect(both.map((result) => factsOf(result)[0]?.outcome).sort()).toEqual(['sent', 'skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('tell again that an outcome is unknown, and not to call again, instead of sending', async () => {
		const touch = openTouch(desk, 'email');
		const credential = desk.credential();
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
		const stop = hideListAfterSend(desk);
		const first = await call(credential, egift(touch.id), { type });
		const again = await call(credential, egift(touch.id), { type });
		stop();
		for (const { error } of [first, again]) expect(error?.message).toMatch(/^Outcome unknown: .*Do not make this call again before you know what became of it$/);
		expect(posts(desk)).toHaveLength(1);
	}, 30_000);
});

test('a call about something else is a call of its own', async () => {
	const [touch, other] = [openTouch(desk, 'email'), openTouch(desk, 'email')];
	const credential = desk.credential();
	for (const [touchId, email] of [[touch.id, 'ana@example.org'], [touch.id, 'ben@example.org'], [other.id, 'ana@example.org']]) {
		expect(factsOf(await call(credential, egift(touchId), { items: [{ email }] }))).toEqual([expect.objectContaining({ outcome: 'sent' })]);
	}
	const message = { additionalFields: { customMessage: 'Another one' } };
	expect(factsOf(await call(credential, egift(touch.id, message)))).toEqual([expect.objectContaining({ outcome: 'skipped' })]);
	expect(posts(desk)).toHaveLength(3);
});

test('a refusal is no repetition: what was refused goes out when it is asked for again', async () => {
	const touch = openTouch(desk, 'email');
	const credential = desk.credential();
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	expect((await call(credential, egift(touch.id))).error?.message).toMatch(/^Refused: /);
	expect(factsOf(await call(credential, egift(touch.id)))).toEqual([expect.objectContaining({ outcome: 'sent' })]);
});
