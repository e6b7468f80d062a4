import { type INodeParameters, sleep } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { endsNodeAtRefusal } from '../support/engine';
import { unseenErrorsOf } from '../support/unseenErrors';
import { people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

let touchId = 0;
beforeEach(() => {
	touchId = openTouch(desk, 'email').id;
});

const egift = (requestOptions: INodeParameters): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', requestOptions });
const batching = (batchInterval: unknown = 30, batchSize = 1) => ({ batching: { batch: { batchSize, batchInterval: batchInterval as number } } });
const failing = "$('Nowhere').first().json.timeout";
/** One thing for item 4, another for the others. */
const fourth = (odd: string, usual: string) => `={{ $itemIndex === 4 ? ${odd} : ${usual} }}`;
const continuing = { settings: { onError: 'continueRegularOutput' as const } };

/** Does something, and then what takes longer than the end of a run that n8n gave up. */
const withSequel = async (work: () => Promise<void>) =>
	await unseenErrorsOf(async () => {
		await work();
		await desk.run(egift({}), { items: people(1) });
	});

test.each<[string, INodeParameters, RegExp]>([
	['a proxy that n8n refuses', { ...batching(), proxy: fourth("'nowhere'", "''") }, /^The proxy is not val/],
	['a proxy that n8n fails at', { ...batching(), proxy: fourth("'http://user:100%@proxy.example.com:3128'", "''") }, /URI malformed/],
	['an expression that fails in the timeout', { ...batching(), timeout: fourth(failing, '5000') }, /Referenced node doesn't exist/],
	['an expression that fails in the proxy', { ...batching(), proxy: fourth(failing, "''") }, /Referenced node doesn't exist/],
	['an expression that fails in the batching', batching(fourth(failing, '30')), /Referenced node doesn't exist/],
])('of a run in batches nothing goes out when a later item has %s', async (_, requestOptions, message) => {
	const unseen = await withSequel(async () => {
		const { error } = await desk.run(egift(requestOptions), { items: people(6) });
		expect(error?.message).toMatch(message);
		expect(posts(desk)).toEqual([]);
	});
	expect([unseen, posts(desk).length]).toEqual([[], 1]);
});

const TIMEOUT = "Not sent: 'Timeout' in the Request Options must be a number of milliseconds above 0";

describe.each<[string, INodeParameters]>([
	['all at once', {}],
	['in batches', batching()],
])('of a run whose items start %s', (_, more) => {
	test.each(["'abc'", '-1', '0', "''", 'null', '[]', 'true'])('nothing goes out when a later item has the timeout %s', async (timeout) => {
		const { error } = await desk.run(egift({ ...more, timeout: fourth(timeout, '5000') }), { items: people(6) });
		expect(error?.message).toBe(TIMEOUT);
		expect(error?.description).toMatch(/Change 'Timeout' in the node's Request Options, or remove it\..*\[item 4\]$/);
		expect(posts(desk)).toEqual([]);
	});

	test('each item has the timeout of its own, a text as well', async () => {
		const crowd = people(6);
		desk.control.fault({ times: 'always', match: { method: 'POST', bodyIncludes: `"${crowd[4]?.email}"` }, action: { kind: 'delay', milliseconds: 1_500, stage: 'after' } });
		const { items } = await desk.run(egift({ ...more, timeout: fourth("'300'", '5000') }), { items: crowd, settings: { onError: 'continueRegularOutput' } });
		expect(items.map(({ json }) => json.error ?? (json.sendoso as { outcome: string }).outcome)).toEqual(['sent', 'sent', 'sent', 'sent', expect.stringMatching(/^Outcome unknown|reconciled/), 'sent']);
	});
});

test('in continue mode the others go out, and the item says what is wrong with its timeout', async () => {
	const { items } = await desk.run(egift({ timeout: fourth("'abc'", '5000') }), { items: people(6), ...continuing });
	expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined, undefined, undefined, TIMEOUT, undefined]);
	expect(posts(desk)).toHaveLength(5);
});

test('in continue mode the others go out when n8n refuses the Request Options of an item', async () => {
	const { items } = await desk.run(egift({ ...batching(), timeout: fourth(failing, '5000') }), { items: people(6), ...continuing });
	// Where n8n ends the node at that item, it gives the input out, and those before it went out with their batches.
	expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, false, false, false, !endsNodeAtRefusal, false]);
	expect(posts(desk)).toHaveLength(endsNodeAtRefusal ? 4 : 5);
});

test('one batch goes out as items without batches do when n8n refuses the last of it', async () => {
	const { items } = await desk.run(egift({ ...batching(1_000, 50), proxy: fourth("'nowhere'", "''") }), { items: people(5), ...continuing });
	if (endsNodeAtRefusal) await sleep(2_500);
	expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, false, false, false, !endsNodeAtRefusal]);
	expect(posts(desk)).toHaveLength(endsNodeAtRefusal ? 0 : 4);
});

test('a timeout that an agent gets and nobody can read is refused', async () => {
	const { error } = await desk.run(egift({ timeout: '={{ "abc" }}' }), { items: people(1), type: 'n8n-nodes-sendoso.sendosoTool' });
	expect(error?.message).toBe(`${TIMEOUT}. Change 'Timeout' in the node's Request Options, or remove it.`);
	expect(posts(desk)).toEqual([]);
});

test('a pause between batches that an expression gives is waited for, however long it is', async () => {
	const { items, error } = await desk.run(egift(batching('={{ "2600" }}')), { items: people(2) });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	const [first, second] = posts(desk);
	expect(Number(second?.arrivedAt) - Number(first?.arrivedAt)).toBeGreaterThan(2_500);
});

test('an item that fails before the last batch was started ends the run when n8n listens, and what went out is told', async () => {
	const unseen = await unseenErrorsOf(async () => {
		const crowd = people(5);
		desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${crowd[1]?.email}"` }, action: { kind: 'status', status: 422, body: { success: false, message: 'Blocked' } } });
		const { error } = await desk.run(egift(batching(200)), { items: crowd });
		expect(error?.message).toBe('Refused: Blocked');
		expect(error?.description).toMatch(/1 send of this run went out: item 0 \(tracking code \w+\)\. \[item 1\]$/);
		expect(posts(desk)).toHaveLength(2);
	});
	expect(unseen).toEqual([]);
});

test('a read that fails before the last batch was started does the same', async () => {
	const unseen = await unseenErrorsOf(async () => {
		const { error } = await desk.run({ resource: 'touch', operation: 'get', touchId: locator('={{ $json.touch }}'), requestOptions: batching(200) }, { items: [{ touch: 4_711 }, { touch: touchId }, { touch: touchId }] });
		expect(error?.description).toContain('[item 0]');
	});
	expect(unseen).toEqual([]);
});
