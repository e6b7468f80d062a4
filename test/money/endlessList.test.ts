import type { IDataObject } from 'n8n-workflow';
import type { SendOrder } from '../../sandbox';
import { openDesk, openTouch } from '../operations/support';
import { egiftParameters, people, posts } from './support';

const desk = openDesk({ seed: { touches: 2, groups: 1, users: 2, sends: 250 } });
const HOUR = 3_600_000;
const COULD_NOT_READ = "Not sent: the duplicate check could not read Sendoso's list of sends. Sendoso's list of sends";
const reads = () => desk.seen().filter(({ method, path }) => method === 'GET' && path === '/api/v3/send');
const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => (json.sendoso as IDataObject | undefined)?.outcome ?? json.error);

/** A credential whose pace does not matter. */
function quick() {
	const credential = desk.credential();
	credential.data.requestsPerSecond = 100;
	return credential;
}

/** A gift that went out, in the middle of many others. */
function giftBefore(email: string | undefined) {
	const touch = openTouch(desk, 'email');
	desk.control.sends.add({ touchId: touch.id, recipientEmail: email, createdAt: desk.control.clock.now() - HOUR });
	desk.control.sends.addMany(150, { from: desk.control.clock.now() - HOUR });
	return touch;
}

describe('a list whose server ignores the page number', () => {
	test.each<[string, boolean, number]>([
		['and counts', false, 2],
		['and does not count', true, 4],
	])('%s keeps every gift from going out, and ends', async (_name, isUncounted, requests) => {
		const [person, ...others] = people(5);
		const touch = giftBefore(person?.email);
		desk.control.ignorePageNumbers(true);
		desk.control.hideCounters(isUncounted);
		const { error } = await desk.run(egiftParameters(touch.id), { items: [person ?? {}, ...others] });
		expect(error?.message).toBe(`${COULD_NOT_READ} repeats itself: a page held nothing but records of earlier pages`);
		expect(error?.description).toContain("set 'Duplicate Check' to 'Off'");
		expect(posts(desk)).toEqual([]);
		expect(reads()).toHaveLength(requests);
	});

	test('is walked once for all items that go on after errors', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.ignorePageNumbers(true);
		desk.control.hideCounters(true);
		const { items } = await desk.run(egiftParameters(touch.id), { items: people(20), settings: { onError: 'continueRegularOutput' } });
		expect(items).toHaveLength(20);
		expect(new Set(outcomes(items))).toEqual(new Set([`${COULD_NOT_READ} repeats itself: a page held nothing but records of earlier pages`]));
		expect(posts(desk)).toEqual([]);
		expect(reads()).toHaveLength(4);
	});

	test('is no matter as long as the list is one short page', async () => {
		desk.control.reset({ touches: 1, sends: 30 });
		const [person, other] = people(2);
		const touch = openTouch(desk, 'email');
		desk.control.sends.add({ touchId: touch.id, recipientEmail: person?.email, createdAt: desk.control.clock.now() - HOUR });
		desk.control.ignorePageNumbers(true);
		desk.control.hideCounters(true);
		const { items } = await desk.run(egiftParameters(touch.id), { items: [person ?? {}, other ?? {}] });
		expect(outcomes(items)).toEqual(['skipped', 'sent']);
	});

	test('leaves a lost answer unknown, and ends', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'drop', stage: 'after' } });
		const stop = desk.control.on('request', ({ method }) => {
			if (method !== 'POST') return;
			desk.control.ignorePageNumbers(true);
			desk.control.hideCounters(true);
		});
		const { error } = await desk.run(egiftParameters(touch.id), { items: people(1) });
		stop();
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(error?.description).toContain("Sendoso's list could not be read");
		expect(posts(desk)).toHaveLength(1);
		expect(reads().length).toBeLessThan(20);
	});
});

describe('a list without a counter', () => {
	beforeEach(() => desk.control.hideCounters(true));

	test.each<SendOrder>(['descending', 'ascending', 'none'])('is read to its end (%s)', async (order) => {
		desk.control.setOrder(order);
		const [person, other] = people(2);
		const touch = giftBefore(person?.email);
		const { items } = await desk.run(egiftParameters(touch.id), { items: [person ?? {}, other ?? {}] });
		expect(outcomes(items)).toEqual(['skipped', 'sent']);
	});

	test('is looked through up to 50,000 sends, and beyond that nothing goes out', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.reset({ touches: 1 });
		desk.control.touches.add(touch);
		desk.control.hideCounters(true);
		desk.control.setOrder('none');
		desk.control.sends.addMany(50_000, { touchId: touch.id });
		const send = async () => await desk.run(egiftParameters(touch.id), { items: people(1), credential: quick() });
		expect(outcomes((await send()).items)).toEqual(['sent']);
		desk.control.sends.add();
		const { error } = await send();
		expect(error?.message).toBe(`${COULD_NOT_READ} comes in no order and holds more than 50,000 sends`);
		expect(error?.description).toContain("set 'Duplicate Check' to 'Off'");
		expect(posts(desk)).toHaveLength(1);
	}, 120_000);
});

test.each<SendOrder>(['descending', 'ascending', 'none'])('sends that carry no name are told apart all the same (%s)', async (order) => {
	desk.control.setOrder(order);
	const [person, other] = people(2);
	const touch = giftBefore(person?.email);
	const stop = desk.control.beforeAnswer(({ request, answer }) => {
		if (request.method !== 'GET') return;
		for (const row of (answer as { sends: IDataObject[] }).sends) for (const name of ['send_gid', 'id']) delete row[name];
	});
	const { items } = await desk.run(egiftParameters(touch.id), { items: [person ?? {}, other ?? {}] });
	stop();
	expect(outcomes(items)).toEqual(['skipped', 'sent']);
});

test('an ordered list has no limit but the window', async () => {
	const [person, other] = people(2);
	const touch = openTouch(desk, 'email');
	const now = desk.control.clock.now();
	desk.control.sends.addMany(52_000, { from: now - 900 * HOUR, to: now - HOUR });
	desk.control.sends.add({ touchId: touch.id, recipientEmail: person?.email, createdAt: now - 1_000 * HOUR });
	const { items, error } = await desk.run(egiftParameters(touch.id, { options: { duplicateWindowDays: 60 } }), { items: [person ?? {}, other ?? {}], credential: quick() });
	expect(error).toBeUndefined();
	expect(outcomes(items)).toEqual(['skipped', 'sent']);
}, 120_000);
