import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { callNode, type NodeCall } from '../support/callNode';
import { hideListAfterSend, posts } from './support';

const desk = openDesk({ seed: 'empty' });
const type = 'n8n-nodes-sendoso.sendosoTool';

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const factsOf = ({ items }: { items: Array<{ json: IDataObject }> }) => items.map(({ json }) => json.sendoso as IDataObject);

/** One execution of an agent, whose calls of the tool all have the same place in it. */
function conversation(more: Partial<NodeCall> = {}) {
	const execution = { id: 'execution-of-an-agent', signal: new AbortController().signal, nodeContext: {} };
	const credential = desk.credential();
	return async (email: string, parameters: INodeParameters) => await callNode({ credential, parameters, items: [{ email }], type, execution, ...more });
}

describe.each([['with the type of a tool', type], ['without it', 'n8n-nodes-sendoso.sendoso']])('calls of an agent in one execution, %s', (_name, nodeType) => {
	test('are told by what they ask for: other people get their gifts, and a repetition gets the same answer', async () => {
		const touch = openTouch(desk, 'email');
		const call = conversation({ type: nodeType });
		const answers = [];
		for (const email of ['ana@example.org', 'ben@example.org', 'ana@example.org']) answers.push(await call(email, egift(touch.id)));
		expect(answers.map((answer) => factsOf(answer)[0]?.recipientEmail)).toEqual(['ana@example.org', 'ben@example.org', 'ana@example.org']);
		expect(answers[2]?.items[0]?.json.tracking_code).toBe(answers[0]?.items[0]?.json.tracking_code);
		expect(answers[1]?.items[0]?.json.tracking_code).not.toBe(answers[0]?.items[0]?.json.tracking_code);
		expect(posts(desk)).toHaveLength(2);
	});

	test('send after a rehearsal', async () => {
		const touch = openTouch(desk, 'email');
		const call = conversation({ type: nodeType });
		const outcomes = [];
		for (const dryRun of [true, true, false]) outcomes.push(factsOf(await call('ana@example.org', egift(touch.id, { options: { dryRun } })))[0]?.outcome);
		expect(outcomes).toEqual(['validated', 'validated', 'sent']);
	});
});

test('a repetition in another run of the execution gets the same answer, and sends nothing', async () => {
	const touch = openTouch(desk, 'email');
	const row = [{ email: 'ana@example.org' }];
	const { turns } = await desk.run(egift(touch.id), { type, turns: [row, [{ email: 'ben@example.org' }], row] });
	expect(turns.map((items) => factsOf({ items })[0]?.outcome)).toEqual(['sent', 'sent', 'sent']);
	expect(turns[2]?.[0]?.json.tracking_code).toBe(turns[0]?.[0]?.json.tracking_code);
	expect(turns[2]?.[0]?.pairedItem).toEqual({ item: 0 });
	expect(posts(desk)).toHaveLength(2);
});

test('a rehearsal sees a campaign that was changed because of the last one', async () => {
	const touch = openTouch(desk, 'email');
	const call = conversation();
	const { start_date: begins } = touch;
	desk.control.touches.update(touch.id, { start_date: new Date(desk.control.clock.now() + 86_400_000).toISOString() });
	expect((await call('ana@example.org', egift(touch.id, { options: { dryRun: true } }))).error?.message).toContain('the campaign starts only at');
	desk.control.touches.update(touch.id, { start_date: begins });
	expect(factsOf(await call('ana@example.org', egift(touch.id, { options: { dryRun: true } })))[0]?.outcome).toBe('validated');
});

test('the status of a send is read anew by each call', async () => {
	const touch = openTouch(desk, 'email');
	const call = conversation();
	const sent = desk.control.sends.add({ touchId: touch.id, status: 'Sent' });
	const status = async () => (await call('', { resource: 'send', operation: 'get', sendGid: sent.send_gid })).items[0]?.json.status;
	expect(await status()).toBe('Sent');
	desk.control.sends.advance(sent.id, 'Used');
	expect(await status()).toBe('Used');
});

test('the message of an unknown outcome says not to call again: an agent sees nothing else', async () => {
	const touch = openTouch(desk, 'email');
	const call = conversation();
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
	const stop = hideListAfterSend(desk);
	for (let calls = 0; calls < 2; calls++) {
		expect((await call('ana@example.org', egift(touch.id))).error?.message).toMatch(/^Outcome unknown: .*\. Do not make this call again before you know what became of it$/);
	}
	stop();
	expect(posts(desk)).toHaveLength(1);
}, 30_000);
