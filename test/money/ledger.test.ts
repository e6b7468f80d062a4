import type { IContextObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import type { NodeRunRequest } from '../support/engine';
import { hideListAfterSend, people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const factsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.sendoso as IDataObject);
const HOUR = 3_600_000;

const realNow = Date.now.bind(Date);
let passedMs = 0;

/** Lets time pass for n8n and for Sendoso alike. */
function pass(milliseconds: number) {
	passedMs += milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passedMs);
}

afterEach(() => {
	passedMs = 0;
	jest.restoreAllMocks();
});

/** An execution, and retries of it in an n8n that was restarted: only what n8n kept of the node is left. */
function execution(parameters: INodeParameters, more: Partial<NodeRunRequest> = {}) {
	let kept: IContextObject = {};
	const run = async (id: string, mode: 'manual' | 'retry') => {
		const nodeContext = structuredClone(kept);
		const result = await desk.run(parameters, { ...more, mode, execution: { id, nodeContext } });
		kept = JSON.parse(JSON.stringify(nodeContext)) as IContextObject;
		return result;
	};
	return {
		run: async () => await run('failed', 'manual'),
		async retry(hours = 100, id = 'retried') {
			await desk.restart();
			pass(hours * HOUR);
			return await run(id, 'retry');
		},
		/** Two clicks on "Retry execution". */
		async retryTwice() {
			await desk.restart();
			pass(HOUR);
			return await Promise.all(['one', 'other'].map(async (id) => await run(id, 'retry')));
		},
		kept: () => JSON.stringify(kept),
	};
}

test.each([
	['days later, with a window that is over by then', { options: { duplicateWindowDays: 1 } }],
	['with the duplicate check off', { duplicateCheck: 'off' }],
])('a run that failed at its twelfth gift is retried: nobody twice, nobody left out, %s', async (_name, more) => {
	const touch = openTouch(desk, 'email');
	const crowd = people(20);
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${crowd[11]?.email}"` }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const workflow = execution(egift(touch.id, more), { items: crowd });
	expect((await workflow.run()).error?.message).toMatch(/^Refused: /);
	const before = desk.control.sends.list({ touchId: touch.id });
	expect(before.length).toBeGreaterThanOrEqual(11);
	const { items, error } = await workflow.retry();
	expect(error).toBeUndefined();
	const all = desk.control.sends.list({ touchId: touch.id });
	expect(all.map(({ recipient }) => recipient?.email).sort()).toEqual(crowd.map(({ email }) => email).sort());
	const codes = new Map(all.map((send) => [send.recipient?.email, send.tracking_code]));
	expect(items.map(({ json }) => json.tracking_code)).toEqual(crowd.map(({ email }) => codes.get(email)));
	expect(factsOf(items).map(({ outcome }) => outcome)).toEqual(crowd.map(() => 'sent'));
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(crowd.map((_, item) => ({ item })));
});

test('what failed again names what the earlier execution sent', async () => {
	const touch = openTouch(desk, 'email');
	const crowd = people(3);
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${crowd[2]?.email}"` }, times: 'always', action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const workflow = execution(egift(touch.id), { items: crowd });
	await workflow.run();
	const { error } = await workflow.retry();
	for (const { email } of crowd.slice(0, 2)) expect(error?.description).toContain(String(desk.control.sends.list({ email })[0]?.tracking_code));
	expect(error?.description).toContain('2 sends of this run went out');
});

test('a row whose expression changed is the same row', async () => {
	const touch = openTouch(desk, 'email');
	const crowd = people(2);
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${crowd[1]?.email}"` }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const workflow = execution(egift(touch.id, { additionalFields: { customMessage: '={{ $now.toMillis() + $execution.id }}' }, duplicateCheck: 'off' }), { items: crowd });
	await workflow.run();
	expect((await workflow.retry()).error).toBeUndefined();
	expect(posts(desk)).toHaveLength(3);
	expect(desk.control.sends.count()).toBe(2);
});

test('the send that was found is not kept with the execution', async () => {
	const touch = openTouch(desk, 'email');
	const workflow = execution(egift(touch.id, { findSend: true }), { items: people(1) });
	const { items } = await workflow.run();
	expect(factsOf(items)[0]?.matchedSend).toMatchObject({ status: expect.any(String) as unknown });
	expect(workflow.kept()).toContain('tracking_code');
	expect(workflow.kept()).not.toContain('matchedSend');
	const again = (await workflow.retry()).items;
	expect(again[0]?.json).toMatchObject({ tracking_code: items[0]?.json.tracking_code, sendoso: { outcome: 'sent', wasSent: true } });
});

describe('a send whose outcome was unknown', () => {
	async function lost(stage: 'before' | 'after', email = people(1)[0]?.email ?? '', more: INodeParameters = {}) {
		const touch = openTouch(desk, 'email');
		const workflow = execution(egift(touch.id, more), { items: [{ email }] });
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop', stage } });
		const stop = hideListAfterSend(desk);
		expect((await workflow.run()).error?.message).toMatch(/^Outcome unknown: /);
		stop();
		return { touch, workflow, email };
	}

	test.each([['skip'], ['off']])('is found when the execution is retried (check: %s)', async (duplicateCheck) => {
		const { workflow, email } = await lost('after', undefined, { duplicateCheck });
		const [made] = desk.control.sends.list({ email });
		const { items, error } = await workflow.retry();
		expect(error).toBeUndefined();
		expect(factsOf(items)).toEqual([expect.objectContaining({ outcome: 'reconciled', wasSent: true, matchedSend: expect.objectContaining({ send_gid: made?.send_gid }) as unknown })]);
		expect(posts(desk)).toHaveLength(1);
	});

	test.each([['skip'], ['off']])('is found by both of two retries (check: %s)', async (duplicateCheck) => {
		const { workflow } = await lost('after', undefined, { duplicateCheck });
		const both = await workflow.retryTwice();
		expect(both.map(({ items }) => factsOf(items)[0]?.outcome)).toEqual(['reconciled', 'reconciled']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('of two rows for one gift is taken by one of them, and the other one stays unknown', async () => {
		const touch = openTouch(desk, 'email');
		const [person = {}] = people(1);
		const workflow = execution(egift(touch.id, { duplicateCheck: 'off' }), { items: [person, person], settings: { onError: 'continueRegularOutput' } });
		desk.control.fault({ match: { method: 'POST', nth: 1 }, action: { kind: 'drop', stage: 'after' } });
		desk.control.fault({ match: { method: 'POST', nth: 2 }, action: { kind: 'drop' } });
		const stop = hideListAfterSend(desk);
		expect((await workflow.run()).items.map(({ json }) => json.error)).toEqual([expect.stringMatching(/^Outcome unknown: /), expect.stringMatching(/^Outcome unknown: /)]);
		stop();
		const { items } = await workflow.retry();
		expect(items.map(({ json }) => json.error ?? (json.sendoso as IDataObject).outcome)).toEqual(['reconciled', expect.stringMatching(/^Outcome unknown: /)]);
		expect(posts(desk)).toHaveLength(2);
	});

	test.each([['skip'], ['off']])('goes out when nothing of it is listed although its time is over (check: %s)', async (duplicateCheck) => {
		const { workflow } = await lost('before', undefined, { duplicateCheck });
		const { items, error } = await workflow.retry(1);
		expect(error).toBeUndefined();
		expect(factsOf(items)[0]?.outcome).toBe('sent');
		expect(desk.control.sends.count()).toBe(1);
	});

	test('stays unknown as long as it may still be created', async () => {
		const { workflow } = await lost('before');
		const { error } = await workflow.retry(0.1);
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(error?.description).toMatch(/it is not listed yet\. Retry the execution after \d{4}-/);
		expect(posts(desk)).toHaveLength(1);
		expect((await workflow.retry(1)).error).toBeUndefined();
		expect(desk.control.sends.count()).toBe(1);
	});

	test('stays unknown where an approval may hold it back', async () => {
		const { workflow } = await lost('before', 'ana+gift@example.org');
		const { error } = await workflow.retry();
		expect(error?.description).toContain('may be waiting for an approval');
		expect(posts(desk)).toHaveLength(1);
	});

	test('stays unknown when the list cannot be read', async () => {
		const { workflow } = await lost('before');
		desk.control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'Not for you' } } });
		const { error } = await workflow.retry();
		expect(error?.description).toContain("Sendoso's list could not be read");
		expect(posts(desk)).toHaveLength(1);
	});

	test('stays unknown when two listed sends may be it', async () => {
		const { workflow, touch, email } = await lost('after');
		desk.control.sends.add({ touchId: touch.id, recipientEmail: email });
		const { error } = await workflow.retry();
		expect(error?.description).toContain("can't be told from other sends of the same gift");
		expect(posts(desk)).toHaveLength(1);
	});

	test('is not taken for an older send of the same gift', async () => {
		const { workflow, touch, email } = await lost('before');
		const old = desk.control.sends.add({ touchId: touch.id, recipientEmail: email, createdAt: desk.control.clock.now() - HOUR, status: 'Cancelled' });
		const { items } = await workflow.retry(1);
		expect(factsOf(items)[0]?.outcome).toBe('sent');
		expect(desk.control.sends.list({ email })).toHaveLength(2);
		expect(old.status).toBe('Cancelled');
	});
});

test('links whose answer was lost stay unknown: nothing can look for them', async () => {
	const touch = openTouch(desk, 'email');
	const emails = people(2).map(({ email }) => email);
	const workflow = execution({ ...egift(touch.id), operation: 'createEgiftLinks', recipientEmails: emails }, { items: [{}] });
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
	expect((await workflow.run()).error?.message).toMatch(/^Outcome unknown: /);
	expect((await workflow.retry()).error?.message).toMatch(/^Outcome unknown: /);
	expect(posts(desk)).toHaveLength(1);
});

test('links that came in part come out as they were, the missing one as unknown', async () => {
	const touch = openTouch(desk, 'email');
	const [first = '', second = ''] = people(2).map(({ email }) => email);
	const stop = desk.control.beforeAnswer((pending) => {
		const answer = pending.answer as { egift_links?: Array<{ recipient_email_or_phone_number: string }> };
		answer.egift_links &&= answer.egift_links.filter(({ recipient_email_or_phone_number: email }) => email === first);
	});
	const workflow = execution({ ...egift(touch.id), operation: 'createEgiftLinks', recipientEmails: [first, second] }, { items: [{}], settings: { onError: 'continueErrorOutput' } });
	const before = await workflow.run();
	stop();
	const after = await workflow.retry();
	expect(after.outputs.map((items) => items.map(({ json }) => json))).toEqual(before.outputs.map((items) => items.map(({ json }) => json)));
	expect(posts(desk)).toHaveLength(1);
});

test('an invitation that was made is not made again', async () => {
	const group = desk.control.groups.list()[0] ?? desk.control.groups.add({ name: 'Marketing' });
	const crowd = people(2);
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${crowd[1]?.email}"` }, action: { kind: 'status', status: 422, body: { message: 'No' } } });
	const workflow = execution({ resource: 'user', operation: 'invite', firstName: 'Ana', lastName: 'Example', email: '={{ $json.email }}', role: 'regular', groupId: locator(group.id) }, { items: crowd });
	await workflow.run();
	expect((await workflow.retry()).error).toBeUndefined();
	expect(posts(desk).map(({ body }) => (body as { user?: { email: string } }).user?.email ?? JSON.stringify(body))).toHaveLength(3);
});

test('a row that names another person by now comes out as it was, and says so', async () => {
	const touch = openTouch(desk, 'email');
	const [ana, ben, cid] = people(3);
	desk.control.fault({ match: { method: 'POST', bodyIncludes: `"${ben?.email}"` }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const recipientEmail = "={{ $execution.id === 'failed' ? $json.email : $json.later }}";
	const workflow = execution(egift(touch.id, { recipientEmail }), { items: [{ ...ana, later: cid?.email }, { ...ben, later: ben?.email }] });
	await workflow.run();
	const facts = factsOf((await workflow.retry()).items);
	const words = expect.stringMatching(/^In the earlier execution this row was for another recipient, campaign or product/) as unknown;
	expect(facts).toEqual([
		expect.objectContaining({ outcome: 'sent', recipientEmail: ana?.email, warnings: [words] }),
		expect.objectContaining({ outcome: 'sent', recipientEmail: ben?.email, warnings: [] }),
	]);
	expect(desk.control.sends.list({ touchId: touch.id }).map(({ recipient }) => recipient?.email).sort()).toEqual([ana?.email, ben?.email].sort());
});

test('a row that stays unknown keeps nobody else from a gift, and the error tells of all that went out', async () => {
	const touch = openTouch(desk, 'email');
	const crowd = [{ email: 'ana+gift@example.org' }, ...people(5)];
	const workflow = execution(egift(touch.id), { items: crowd });
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
	const stop = hideListAfterSend(desk);
	await workflow.run();
	stop();
	const { error } = await workflow.retry();
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(desk.control.sends.list({ touchId: touch.id })).toHaveLength(5);
	for (const send of desk.control.sends.list({ touchId: touch.id })) expect(error?.description).toContain(send.tracking_code);
	expect((await workflow.retry(1, 'again')).error?.description).toContain('5 sends of this run went out');
	expect(desk.control.sends.list({ touchId: touch.id })).toHaveLength(5);
});

test('an agent that words its call anew does not get past an unknown outcome of the same gift', async () => {
	const touch = openTouch(desk, 'email');
	const [person = {}] = people(1);
	const type = 'n8n-nodes-sendoso.sendosoTool';
	const parameters = egift(touch.id, { additionalFields: { customMessage: "={{ $execution.id === 'failed' ? 'Thank you' : 'Thanks' }}" } });
	const workflow = execution(parameters, { items: [person], type });
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
	const stop = hideListAfterSend(desk);
	expect((await workflow.run()).error?.message).toMatch(/^Outcome unknown: /);
	stop();
	const { error } = await workflow.retry(0.1);
	expect(error?.message).toMatch(/^Not sent: the same gift was asked for earlier in this execution, and its outcome is still unknown/);
	expect(posts(desk)).toHaveLength(1);
	expect((await workflow.retry(1, 'later')).error).toBeUndefined();
	expect(desk.control.sends.count()).toBe(1);
});

test('the list that another credential sees says nothing of a send whose outcome is unknown', async () => {
	const touch = openTouch(desk, 'email');
	const nodeContext: IContextObject = {};
	const items = people(1);
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop' } });
	const stop = hideListAfterSend(desk);
	await desk.run(egift(touch.id), { items, execution: { id: 'failed', nodeContext } });
	stop();
	await desk.restart();
	pass(HOUR);
	const { error } = await desk.run(egift(touch.id), { items, mode: 'retry', credential: { ...desk.credential(), id: 'another' }, execution: { id: 'retried', nodeContext } });
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(error?.description).toContain('it was made with another credential');
	expect(posts(desk)).toHaveLength(1);
});
