import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import { endsNodeAtRefusal } from '../support/engine';
import { unseenErrorsOf } from '../support/unseenErrors';
import { people, posts } from './support';

const desk = openDesk({ seed: 'empty' });

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const factsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.sendoso as IDataObject | undefined);
const DAY = 86_400_000;

test('no send of a run starts before the first one was answered', async () => {
	const touch = openTouch(desk, 'email');
	desk.control.fault({ match: { method: 'POST', nth: 1 }, action: { kind: 'delay', milliseconds: 400, stage: 'after' } });
	const { error } = await desk.run(egift(touch.id), { items: people(8) });
	expect(error).toBeUndefined();
	const [first, ...others] = posts(desk);
	expect(others).toHaveLength(7);
	for (const { arrivedAt } of others) expect(arrivedAt).toBeGreaterThanOrEqual(Number(first?.endedAt));
});

test('what n8n itself refuses of a later item keeps the earlier ones from going out unseen', async () => {
	const touch = openTouch(desk, 'email');
	const [odd, good] = [people(3), people(1)];
	const { error } = await desk.run(egift(touch.id, { requestOptions: { proxy: `={{ $json.email === '${odd[2]?.email}' ? 'nowhere' : '' }}` } }), { items: odd });
	expect(error?.message).toMatch(/^The proxy is not val/);
	// One that waits in the line behind them.
	await desk.run(egift(touch.id), { items: good });
	expect(desk.control.sends.list({ touchId: touch.id }).map(({ recipient }) => recipient?.email)).toEqual([good[0]?.email]);
});

test.each([
	['a bad row', (touchId: unknown): INodeParameters => egift(touchId, { recipientEmail: 'no address' })],
	['a read that fails', (): INodeParameters => ({ resource: 'touch', operation: 'get', touchId: locator('nowhere') })],
])('what n8n itself refuses of a later item leaves no error of %s behind, which would end the process', async (_, parametersOf) => {
	const touch = openTouch(desk, 'email');
	const items = people(3);
	const unseen = await unseenErrorsOf(async () => {
		const { error } = await desk.run({ ...parametersOf(touch.id), requestOptions: { proxy: `={{ $json.email === '${items[2]?.email}' ? 'nowhere' : '' }}` } }, { items });
		expect(error?.message).toMatch(/^The proxy is not val/);
		// A run that begins later and takes longer than a failure of the first one.
		await desk.run(egift(touch.id), { items: people(1) });
	});
	expect(unseen).toEqual([]);
});

test.each(['a }} b', '{{ $json.x }}', 'x.constructor', 'two\u2028lines', `"quoted" 'and' \\ more`, 'Geschenk \u{1f381}'])('in continue mode the run of a node named %j ends as that of any other', async (name) => {
	const touch = openTouch(desk, 'email');
	const crowd = people(3);
	const refused = { requestOptions: { proxy: `={{ $json.email === '${crowd[2]?.email}' ? 'nowhere' : '' }}` } };
	await desk.run(egift(touch.id, refused), { items: crowd, settings: { name, onError: 'continueRegularOutput' } });
	if (endsNodeAtRefusal) await sleep(2_500);
	expect(posts(desk)).toHaveLength(endsNodeAtRefusal ? 0 : 2);
});

describe.each<[string, (last: string) => INodeParameters]>([
	['a proxy', (last) => ({ requestOptions: { proxy: `={{ $json.email === '${last}' ? 'nowhere' : '' }}` } })],
	['an expression', (last) => ({ recipientEmail: `={{ $json.email === '${last}' ? $('Nowhere').first().json.email : $json.email }}` })],
])('in continue mode %s that n8n refuses of an item', (_, parametersOf) => {
	test.each([
		['', {}, 2_500],
		[', also when the node is tried again', { retryOnFail: true, maxTries: 2, waitBetweenTries: 3_000 }, 6_000],
	])(`keeps ${endsNodeAtRefusal ? 'all others where n8n ends the node and gives its input out' : 'no other one'}%s`, async (_words, settings, waitMs) => {
		const touch = openTouch(desk, 'email');
		const crowd = people(3);
		const { items } = await desk.run(egift(touch.id, parametersOf(String(crowd[2]?.email))), { items: crowd, settings: { onError: 'continueRegularOutput', ...settings } });
		// Longer than the node waits for the engine to start the next item.
		if (endsNodeAtRefusal) await sleep(waitMs);
		expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, false, !endsNodeAtRefusal]);
		expect(posts(desk)).toHaveLength(endsNodeAtRefusal ? 0 : 2);
	});
});

test('a list in no order that is longer than what is looked through keeps gifts from going out', async () => {
	desk.control.setOrder('none');
	const touch = openTouch(desk, 'email');
	desk.control.sends.addMany(50_200, { touchId: touch.id, from: desk.control.clock.now() - 900 * DAY });
	const { error } = await desk.run(egift(touch.id), { items: people(1), credential: quick() });
	expect(error?.message).toBe("Not sent: the duplicate check could not read Sendoso's list of sends. Sendoso's list of sends comes in no order and holds more than 50,000 sends");
	expect(posts(desk)).toEqual([]);
}, 60_000);

/** A credential whose pace does not matter. */
function quick() {
	const credential = desk.credential();
	credential.data.requestsPerSecond = 100;
	return credential;
}

describe('a gift that this process sent, and that Sendoso does not list yet', () => {
	test('is not free because an older send of the same gift came to nothing', async () => {
		const touch = openTouch(desk, 'email');
		const [person = { email: '' }] = people(1);
		const credential = desk.credential();
		desk.control.sends.add({ touchId: touch.id, recipientEmail: person.email, status: 'Cancelled', createdAt: desk.control.clock.now() - DAY });
		const run = async () => factsOf((await desk.run(egift(touch.id), { items: [person], credential })).items)[0]?.outcome;
		expect(await run()).toBe('sent');
		// The list answers as it was before.
		const [made] = desk.control.sends.list({ email: person.email, createdByRequest: true });
		desk.control.sends.remove(made?.id ?? '');
		expect(await run()).toBe('skipped');
		expect(posts(desk)).toHaveLength(1);
	});

	test('is free once Sendoso lists it as one that came to nothing', async () => {
		const touch = openTouch(desk, 'email');
		const [person = { email: '' }] = people(1);
		const credential = desk.credential();
		const run = async () => factsOf((await desk.run(egift(touch.id), { items: [person], credential })).items)[0]?.outcome;
		expect(await run()).toBe('sent');
		const [made] = desk.control.sends.list({ email: person.email });
		desk.control.sends.advance(made?.id ?? '', 'Cancelled');
		expect(await run()).toBe('sent');
		expect(posts(desk)).toHaveLength(2);
	});
});

test('links belong to the address that they name, in whichever order they come', async () => {
	const touch = openTouch(desk, 'email');
	const emails = people(3).map(({ email }) => email);
	const made: Record<string, unknown> = {};
	const stop = desk.control.beforeAnswer((pending) => {
		const answer = pending.answer as { egift_links?: Array<{ recipient_email_or_phone_number: string; egift_link: string }> };
		for (const link of answer.egift_links ?? []) made[link.recipient_email_or_phone_number] = link.egift_link;
		// Sorted, because an answer may be looked at more than once.
		answer.egift_links &&= [...answer.egift_links].sort((left, right) => (left.recipient_email_or_phone_number < right.recipient_email_or_phone_number ? 1 : -1));
	});
	const { items } = await desk.run({ ...egift(touch.id), operation: 'createEgiftLinks', recipientEmails: emails });
	stop();
	expect(items.map(({ json }) => [json.recipient_email_or_phone_number, json.egift_link])).toEqual(emails.map((email) => [email, made[email]]));
	expect(new Set(Object.values(made)).size).toBe(3);
});

test("errors of sends say what 'Retry On Fail' repeats when it is on, and nothing of it when it is off", async () => {
	const touch = openTouch(desk, 'email');
	desk.control.fault({ match: { method: 'POST' }, times: 'always', action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const words = "'Retry On Fail' is on: n8n runs all items again; those that were refused or not sent go out, no other.";
	expect((await desk.run(egift(touch.id), { items: people(1), settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } })).error?.description).toContain(words);
	expect((await desk.run(egift(touch.id), { items: people(1) })).error?.description).not.toContain('Retry On Fail');
});
