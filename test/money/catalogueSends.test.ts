import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { makeCatalogue } from '../../sandbox/store/catalogue';
import { locator, openDesk, openTouch } from '../operations/support';
import { callNode } from '../support/callNode';
import { posts } from './support';

const desk = openDesk({ seed: 'empty' });
const toolType = 'n8n-nodes-sendoso.sendosoTool';

const [variant = '', other = ''] = makeCatalogue().flatMap(({ variantIds }) => variantIds);
const person = { recipientEmail: '={{ $json.email ?? "priya@example.net" }}', recipientFirstName: 'Priya', recipientLastName: 'Raman' };
const product = (more: INodeParameters = {}): INodeParameters => ({ resource: 'product', operation: 'send', variantId: locator(variant), ...person, ...more });
const recommended = (more: INodeParameters = {}): INodeParameters => ({ resource: 'recommendation', operation: 'send', ...person, ...more });
const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => (json.sendoso as IDataObject | undefined)?.outcome);
const bodies = () => posts(desk).map(({ body }) => body as IDataObject);
const loseAnswer = () => desk.control.fault({ match: { method: 'POST', path: '/api/v3/*/send' }, action: { kind: 'drop', stage: 'after' } });

describe.each([['a product', product], ['a recommendation', recommended]])('%s goes to one person once', (name, gift) => {
	test('in two rows of one run, in any spelling of the address', async () => {
		const { items, error } = await desk.run(gift(), { items: [{ email: 'priya@example.net' }, { email: ' PRIYA@example.net' }] });
		expect(error).toBeUndefined();
		expect(outcomes(items)).toEqual(['sent', 'skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('in two executions, one after the other and at the same time', async () => {
		const credential = desk.credential();
		const both = await Promise.all([desk.run(gift(), { credential }), desk.run(gift(), { credential })]);
		const third = await desk.run(gift(), { credential });
		expect([...both, third].flatMap(({ items }) => outcomes(items)).sort()).toEqual(['sent', 'skipped', 'skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('through two credentials', async () => {
		expect(outcomes((await desk.run(gift())).items)).toEqual(['sent']);
		expect(outcomes((await desk.run(gift())).items)).toEqual(['skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('in two processes, as far as the list tells: a gift without a campaign counts, and is shown', async () => {
		await desk.run(gift());
		await desk.restart();
		const { items } = await desk.run(gift());
		expect(items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'skipped', matchedSend: { send_gid: desk.control.sends.list()[0]?.send_gid, touch: null } } });
		const { error } = await desk.run(gift({ duplicateCheck: 'fail' }));
		expect(error?.message).toBe('Duplicate: somebody sent a gift to this address before. Do not make this call again');
		expect(error?.description).toContain('Sendoso lists a gift without a campaign, whose product it does not tell, from');
		expect(posts(desk)).toHaveLength(1);
		expect(outcomes((await desk.run(gift({ duplicateCheck: 'off' }))).items)).toEqual(['sent']);
	});

	test('by an agent, in one conversation and where n8n tells no execution', async () => {
		const credential = desk.credential();
		const execution = { id: 'conversation', signal: new AbortController().signal, nodeContext: {} };
		const calls = [
			await callNode({ credential, parameters: gift(), type: toolType, execution }),
			await callNode({ credential, parameters: gift(), type: toolType, execution }),
			await callNode({ credential, parameters: gift(), type: toolType }),
			await callNode({ credential, parameters: gift() }),
		];
		expect(calls.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
		expect(posts(desk)).toHaveLength(1);
	});

	test('when Retry On Fail runs the rows again', async () => {
		desk.control.fault({ match: { method: 'POST', nth: 2 }, action: { kind: 'status', status: 422, body: { message: 'Not for them' } } });
		const { items } = await desk.run(gift(), { items: [{ email: 'ana@example.net' }, { email: 'ben@example.net' }], settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		expect(outcomes(items)).toEqual(['sent', 'sent']);
		expect(desk.control.sends.list().map(({ recipient }) => recipient?.email).sort()).toEqual(['ana@example.net', 'ben@example.net']);
	});

	test('although its answer was lost: told as unknown, with what the list has, and never repeated', async () => {
		loseAnswer();
		const credential = desk.credential();
		const nodeContext = {};
		const { error } = await desk.run(gift(), { credential, execution: { id: '1', nodeContext }, settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(error?.message).toMatch(/^Outcome unknown: .*Do not make this call again/s);
		const [listed] = desk.control.sends.list();
		expect(error?.description).toContain(`it has one new send without a campaign to this address, which probably is this one: ${listed?.send_gid} (`);
		expect(error?.description).toContain("with the filter 'Recipient Email' (as far as known it is listed without a campaign)");
		// The list shows it by now, and so does the process.
		expect(outcomes((await desk.run(gift(), { credential })).items)).toEqual(['skipped']);
		const retried = await desk.run(gift(), { credential, execution: { id: '2', nodeContext }, mode: 'retry' });
		expect(retried.error?.message).toMatch(/^Outcome unknown: /);
		await desk.restart();
		expect((await desk.run(gift(), { execution: { id: '3', nodeContext }, mode: 'retry' })).error?.message).toMatch(/^Outcome unknown: /);
		expect(posts(desk)).toHaveLength(1);
	});

	test('although its answer was lost and no list shows it', async () => {
		loseAnswer();
		const stop = desk.control.beforeAnswer((pending) => {
			if (pending.request.path === '/api/v3/send') pending.answer = { current_page: 1, per_page: 100, total_count: 0, sends: [] };
		});
		const credential = desk.credential();
		const first = await desk.run(gift(), { credential });
		const second = await desk.run(gift(), { credential });
		stop();
		expect(first.error?.description).toContain('no matching send was found yet');
		expect(second.error?.message).toMatch(/^Not sent: the same gift was asked for at .* and its outcome is still unknown/);
		expect(posts(desk)).toHaveLength(1);
	});

	test('although an answer that says no names a send', async () => {
		const stop = desk.control.beforeAnswer((pending) => {
			if (pending.request.method === 'POST') pending.answer = { success: false, message: 'Out of funds', send: { id: '71002' } };
		});
		expect((await desk.run(gift())).error?.message).toMatch(/^Outcome unknown: /);
		stop();
	});

	test('not at all while the list of sends can not be read', async () => {
		desk.control.fault({ times: 'always', match: { path: '/api/v3/send' }, action: { kind: 'status', status: 403, body: { message: 'Not for you' } } });
		expect((await desk.run(gift())).error?.message).toBe("Not sent: the duplicate check could not read Sendoso's list of sends. Not for you");
		expect(posts(desk)).toEqual([]);
	});

	test('within the maximum of an execution, and of an agent', async () => {
		const many = (count: number) => Array.from({ length: count }, (_, index) => ({ email: `person${index}@example.net` }));
		expect((await desk.run(gift({ options: { maximumSends: 2 } }), { items: many(3) })).error?.message).toContain("more than the 2 that 'Maximum Sends' allows");
		expect(posts(desk)).toEqual([]);
		await callNode({ credential: desk.credential(), parameters: gift(), items: many(6), type: toolType, execution: { id: `agent with ${name}` }, settings: { onError: 'continueRegularOutput' } });
		expect(posts(desk)).toHaveLength(5);
	});

	test('waits for an approval when an agent sends it, unless the workflow says otherwise', async () => {
		const agent = async (more: INodeParameters, email: string) => await callNode({ credential: desk.credential(), parameters: gift(more), items: [{ email }], type: toolType, execution: { id: email } });
		await agent({}, 'ana@example.net');
		await agent({ additionalFields: { requireApproval: false } }, 'ben@example.net');
		await callNode({ credential: desk.credential(), parameters: gift(), items: [{ email: 'chloe@example.net' }] });
		await desk.run(gift(), { items: [{ email: 'dan@example.net' }] });
		expect(bodies().map((body) => body.require_approval)).toEqual([true, false, true, undefined]);
	});
});

describe('different gifts for one person', () => {
	test('of one process go out, although the list does not tell them apart', async () => {
		const credential = desk.credential();
		const touch = openTouch(desk, 'email');
		const egift = { resource: 'send', operation: 'createEgift', touchId: locator(touch.id), recipientEmail: person.recipientEmail };
		for (const gift of [product(), product({ variantId: locator(other) }), recommended(), egift]) {
			const { items, error } = await desk.run(gift, { credential });
			expect([error, outcomes(items)]).toEqual([undefined, ['sent']]);
		}
		for (const gift of [product(), product({ variantId: locator(other) }), recommended()]) expect(outcomes((await desk.run(gift, { credential })).items)).toEqual(['skipped']);
	});

	test('of another process may be the same one: nothing is sent', async () => {
		await desk.run(product());
		await desk.restart();
		expect(outcomes((await desk.run(product({ variantId: locator(other) }))).items)).toEqual(['skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('one send of this process explains one row of the list, no second one that came at the same time', async () => {
		const credential = desk.credential();
		const stop = desk.control.on('send', () => {
			stop();
			// Somebody else sends at the same moment.
			desk.control.sends.add({ kind: 'catalogue', recipientEmail: 'priya@example.net' });
		});
		await desk.run(product(), { credential });
		const rows = desk.control.sends.list();
		expect(rows.map(({ touch }) => touch)).toEqual([null, null]);
		expect(outcomes((await desk.run(product({ variantId: locator(other) }), { credential })).items)).toEqual(['skipped']);
	});

	test('a send that came to nothing explains no other row', async () => {
		const credential = desk.credential();
		const stop = desk.control.on('send', () => {
			stop();
			desk.control.sends.add({ kind: 'catalogue', recipientEmail: 'priya@example.net' });
		});
		await desk.run(product(), { credential });
		desk.control.sends.advance(desk.control.sends.list({ createdByRequest: true })[0]?.id ?? 0, 'Cancelled');
		expect(outcomes((await desk.run(product({ variantId: locator(other) }), { credential })).items)).toEqual(['skipped']);
	});

	test("somebody else's send that came to nothing is not taken for one that is not listed yet", async () => {
		const credential = desk.credential();
		const stop = desk.control.on('send', () => {
			stop();
			const send = desk.control.sends.add({ kind: 'catalogue', recipientEmail: 'priya@example.net' });
			desk.control.sends.advance(send.id, 'Cancelled');
		});
		await desk.run(product(), { credential });
		const end = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method !== 'GET' || request.path !== '/api/v3/send') return;
			const page = answer as { sends: Array<{ status: string }>; total_count: number };
			page.sends = page.sends.filter(({ status }) => status === 'Cancelled');
			page.total_count = page.sends.length;
		});
		expect(outcomes((await desk.run(product(), { credential })).items)).toEqual(['skipped']);
		end();
		expect(posts(desk)).toHaveLength(1);
	});

	test.each([{ touch: { id: 0 } }, { touch: { id: 'null' } }, { touch: {} }, { recipient: { email: 'Priya Raman <priya@example.net>' } }, { recipient: { email: 'mailto:priya@example.net' } }])('a row that tells it in another way counts, too: %j', async (odd) => {
		await desk.run(product());
		await desk.restart();
		const stop = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method === 'GET') for (const send of (answer as { sends: object[] }).sends) Object.assign(send, odd);
		});
		const { items } = await desk.run(product());
		stop();
		expect(outcomes(items)).toEqual(['skipped']);
		expect((items[0]?.json.sendoso as { warnings: string[] }).warnings).toEqual([expect.stringContaining('it may be another one')]);
	});

	test('a row without campaign and address is told as one that could not be compared', async () => {
		await desk.run(product());
		await desk.restart();
		const stop = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method === 'GET') for (const send of (answer as { sends: object[] }).sends) Object.assign(send, { recipient: null });
		});
		const { items } = await desk.run(product());
		stop();
		expect(items[0]?.json.sendoso).toMatchObject({ outcome: 'sent', warnings: ['Sendoso lists 1 send with neither campaign nor address, which could not be compared with this one.'] });
	});

	test('a variant in another spelling is the same one', async () => {
		const credential = desk.credential();
		await desk.run(product(), { credential });
		for (const spelling of [variant.toUpperCase(), variant.replaceAll('-', '\u2010'), ` ${variant}`]) {
			const { items } = await desk.run(product({ variantId: locator(spelling) }), { credential });
			expect([spelling, outcomes(items), (items[0]?.json.sendoso as { warnings: string[] }).warnings]).toEqual([spelling, ['skipped'], []]);
		}
		expect(posts(desk)).toHaveLength(1);
	});

	test.each([[{ products: [], send: null }, ''], [{}, ''], [[], ''], [{ message: 'No recommendation found' }, ': No recommendation found']])('an answer that names no send is no success: %j', async (answer, words) => {
		const stop = desk.control.beforeAnswer((pending) => {
			if (pending.request.method === 'POST') pending.answer = answer;
		});
		const { error } = await desk.run(recommended());
		stop();
		expect(error?.message).toContain(`Outcome unknown: Sendoso's answer names no send${words}. A gift was asked for and may have been created`);
	});

	test('a send that came to nothing may be made again', async () => {
		const credential = desk.credential();
		await desk.run(product(), { credential });
		desk.control.sends.advance(desk.control.sends.list()[0]?.id ?? 0, 'Cancelled');
		// Young enough, the list is not read again.
		await desk.restart();
		expect(outcomes((await desk.run(product())).items)).toEqual(['sent']);
	});
});
