import type { INodeParameters } from 'n8n-workflow';
import { systemClock } from '../../nodes/shared/transport/clock';
import { openDesk as openConnectorsDesk } from '../openConnectors/support';
import { locator, openDesk } from '../operations/support';
import { callNode, type NodeCallResult } from '../support/callNode';
import type { StoredCredential } from '../support/engine';
import { CONNECTORS_TOOL, outcomeOf, spending } from './support';

const direct = openDesk({ seed: 'empty' });
const connectors = openConnectorsDesk({ seed: 'empty' });

/** How n8n's agents call a node: under another ID each time, without execution, cancel signal and context. Some versions name the node, others its tool. */
let calls = 0;
const call = async (credential: StoredCredential, parameters: INodeParameters, type?: string): Promise<NodeCallResult> =>
	await callNode({ credential, parameters, type, settings: { id: `node-${++calls}`, name: 'Target Node' }, mode: 'internal', hasNoContext: true });

describe.each(spending)('$key, called by an agent of n8n', ({ type, operation, parametersOf }) => {
	const desk = type === CONNECTORS_TOOL ? connectors : direct;
	const request = (more: INodeParameters = {}): INodeParameters => ({ ...parametersOf(desk), ...more });
	const posts = () => desk.seen().filter(({ method }) => method === 'POST');

	afterEach(() => jest.restoreAllMocks());

	test.each([['the node', undefined], ['its tool', type]])('spends once for two calls, also a minute later, through %s', async (_name, called) => {
		const [credential, parameters] = [desk.credential(), request()];
		const answers = [await call(credential, parameters, called), await call(credential, parameters, called)];
		const elapsed = systemClock.elapsed.bind(systemClock);
		jest.spyOn(systemClock, 'elapsed').mockImplementation(() => elapsed() + 60_000);
		answers.push(await call(credential, parameters, called));
		expect(answers.map(outcomeOf)).toEqual(['sent', 'skipped', 'skipped']);
		expect(posts()).toHaveLength(1);
	});

	test('spends once for two calls at the same time', async () => {
		const [credential, parameters] = [desk.credential(), request()];
		const answers = await Promise.all([call(credential, parameters), call(credential, parameters, type)]);
		expect(answers.map(outcomeOf).sort()).toEqual(['sent', 'skipped']);
		expect(posts()).toHaveLength(1);
	});

	test('spends for a second call when the first one was refused', async () => {
		const [credential, parameters] = [desk.credential(), request()];
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { success: false, message: 'Budget exceeded' } } });
		expect(outcomeOf(await call(credential, parameters))).toMatch(/^Refused: Budget exceeded/);
		expect(outcomeOf(await call(credential, parameters))).toBe('sent');
	});

	test('asks for nothing again after an answer that was lost', async () => {
		const [credential, parameters] = [desk.credential(), request()];
		desk.control.fault({ match: { method: 'POST' }, times: 'always', action: { kind: 'drop', stage: 'after' } });
		const answers = [await call(credential, parameters), await call(credential, parameters)].map(outcomeOf);
		// What can be found in Sendoso's list is reconciled; the rest stays unknown and says so.
		expect(answers[0]).toMatch(/^Outcome unknown: .*Do not make this call again|^reconciled$/);
		expect(answers[1]).toMatch(/^Outcome unknown: .*Do not make this call again|^skipped$/);
		expect(posts()).toHaveLength(1);
	}, 60_000);

	const hasDryRun = operation.fields.some(({ name, options = [] }) => name === 'options' && options.some((option) => 'name' in option && option.name === 'dryRun'));

	test(hasDryRun ? 'spends after a dry run' : 'has no dry run', async () => {
		const credential = desk.credential();
		const rehearsed = request({ options: { dryRun: true } });
		const first = await call(credential, rehearsed);
		if (hasDryRun) {
			expect([outcomeOf(first), outcomeOf(await call(credential, rehearsed)), outcomeOf(await call(credential, { ...rehearsed, options: {} }))]).toEqual(['validated', 'validated', 'sent']);
			expect(posts()).toHaveLength(1);
		} else expect(outcomeOf(first)).toBe('sent');
	});

	if (operation.fields.some(({ name }) => name === 'recipientEmails' || name === 'numberOfGifts')) {
		test('spends nothing on more gifts than an agent may send, unless somebody allows more', async () => {
			const six = { recipientEmails: Array.from({ length: 6 }, (_, index) => `person${index}@example.org`).join(), numberOfGifts: 6 };
			const credential = desk.credential();
			expect(outcomeOf(await call(credential, request(six)))).toMatch(/^Not sent: this run would make 6 sends, more than the 5 that 'Maximum Sends' allows/);
			expect(posts()).toEqual([]);
			expect(outcomeOf(await call(credential, request({ ...six, options: { maximumSends: 6 } })))).toBe('sent');
		});
	}
});

describe('what an agent of n8n reads is read anew', () => {
	const read = async (credential: StoredCredential, parameters: INodeParameters) => (await call(credential, parameters)).items.map(({ json }) => json);

	test('campaigns, and one of them', async () => {
		const credential = direct.credential();
		const names = async () => (await read(credential, { resource: 'touch', operation: 'getAll' })).map(({ name }) => name);
		const touch = direct.control.touches.add({ name: 'Spring' });
		expect(await names()).toEqual(['Spring']);
		direct.control.touches.update(touch.id, { name: 'Summer' });
		direct.control.touches.add({ name: 'Autumn' });
		expect((await names()).sort()).toEqual(['Autumn', 'Summer']);
		const name = async () => (await read(credential, { resource: 'touch', operation: 'get', touchId: locator(touch.id) }))[0]?.name;
		expect(await name()).toBe('Summer');
		direct.control.touches.update(touch.id, { name: 'Winter' });
		expect(await name()).toBe('Winter');
	});

	test('sends, and one of them', async () => {
		const credential = direct.credential();
		const touch = direct.control.touches.add({ delivery_type: 'email' });
		const send = direct.control.sends.add({ touchId: touch.id, status: 'Sent' });
		const statuses = async () => (await read(credential, { resource: 'send', operation: 'getAll' })).map(({ status }) => status);
		const status = async () => (await read(credential, { resource: 'send', operation: 'get', sendGid: send.send_gid }))[0]?.status;
		expect([await statuses(), await status()]).toEqual([['Sent'], 'Sent']);
		direct.control.sends.advance(send.id, 'Used');
		expect([await statuses(), await status()]).toEqual([['Used'], 'Used']);
	});

	test('campaigns over SAP', async () => {
		const credential = connectors.credential();
		const names = async () => (await read(credential, { resource: 'touch', operation: 'getAll' })).map(({ name }) => name);
		const touch = connectors.control.touches.add({ name: 'Spring' });
		expect(await names()).toEqual(['Spring']);
		connectors.control.touches.update(touch.id, { name: 'Summer' });
		expect(await names()).toEqual(['Summer']);
	});
});
