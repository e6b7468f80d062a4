import { subscriptionTo } from '../../trigger/model';
import { DAY, HOUR, MINUTE, NOON, Scene, SECOND } from './scene';

describe('the first poll', () => {
	test('gives what was created within the two minutes before it, with its history, and nothing older', async () => {
		const scene = new Scene().fill(25);
		scene.add('justNow', { at: NOON - 30 * SECOND, history: [['Sent', NOON - 30 * SECOND], ['Opened', NOON - 20 * SECOND]] });
		scene.add('before', { at: NOON - 2 * MINUTE });
		expect(await scene.poll({}, 59 * SECOND)).toEqual(['created justNow', 'Sent justNow', 'Opened justNow']);
		expect(await scene.polls(8)).toEqual([]);
	});

	test('tells nothing of what is there, and what happens during it', async () => {
		for (const order of ['newestFirst', 'oldestFirst'] as const) {
			const scene = new Scene({ order }).fill(85, 'Sent');
			const during = (request: number) => {
				if (request === 1) {
					scene.now += SECOND;
					scene.add('during');
					scene.advance('old5', 'Opened');
				}
			};
			const told = await scene.poll({ before: during });
			expect([...told, ...(await scene.polls(8))].sort()).toEqual(['created during', 'Sent during', 'Opened old5'].sort());
		}
	});

	test('of an empty list makes the first send a new one', async () => {
		const scene = new Scene();
		expect(await scene.poll()).toEqual([]);
		const expected = scene.add('first');
		expect(await scene.poll()).toEqual(expected);
	});

	test.each([
		['dated far ahead', 400 * DAY, 0],
		['before the clock was set back by hours', 0, 3 * HOUR],
		['before the clock was set back by a month', 0, 30 * DAY],
	])('%s keeps the trigger silent until the list was looked at twice, and no longer', async (_, misdated, back) => {
		const scene = new Scene({ events: ['created'] }).fill(40);
		await scene.poll({ misdated });
		scene.now -= back;
		const told: string[] = [];
		for (let index = 0; index < 40; index++) {
			scene.add(`new${index}`);
			told.push(...(await scene.poll()));
		}
		expect(told.slice(-20)).toEqual(Array.from({ length: 20 }, (_, index) => `created new${index + 20}`));
	});

	test('ends though sends with older dates keep coming in', async () => {
		const scene = new Scene({ events: ['created'] }).fill(40);
		await scene.poll();
		for (let index = 0; index < 60; index++) {
			scene.add(`imported${index}`, { at: scene.now - 5 * HOUR });
			await scene.poll({}, HOUR);
		}
		expect(scene.state.from).toBeUndefined();
	});

	test('that has no time for the rest of the list goes on with it in the next ones', async () => {
		const scene = new Scene().fill(300, 'Sent');
		expect(await scene.poll({ budget: 3 })).toEqual([]);
		for (const gid of ['old1', 'old150', 'old280']) scene.advance(gid, 'Opened');
		expect((await scene.polls(30, { budget: 4 })).sort()).toEqual(['Opened old1', 'Opened old150', 'Opened old280']);
	});
});

describe('Start From', () => {
	const startingFrom = (startFrom: number, more = {}) => new Scene({ events: ['created'], more: { startFrom }, ...more });

	test('gives what was created from then on, over as many polls as it takes, and acts once', async () => {
		const scene = startingFrom(NOON - 60 * HOUR).fill(100);
		scene.add('undated', { at: null, place: NOON - 30 * HOUR - 1 });
		const told = await scene.polls(30, { budget: 3 });
		expect(told).toHaveLength(61);
		expect(told).toContain('created undated');
		expect(told).not.toContain('created old39');
		expect(await scene.polls(20)).toEqual([]);
		const expected = scene.add('new');
		expect(await scene.poll()).toEqual(expected.slice(0, 1));
	});

	test('gives the newest 10,000 at the most, with a line in the log', async () => {
		const scene = startingFrom(0, { pageSize: 1_000 }).fill(10_700, 'Used', SECOND);
		const told: string[] = [];
		const warnings: string[] = [];
		for (let poll = 0; poll < 30; poll++) {
			told.push(...(await scene.poll({ budget: 4 })));
			warnings.push(...scene.warnings);
		}
		expect(told).toHaveLength(10_000);
		expect(new Set(told).size).toBe(10_000);
		expect(told).not.toContain('created old699');
		expect(warnings.filter((warning) => warning.includes("'Start From'"))).toHaveLength(1);
	});

	test('is no matter of a filter that changes, nor of another account', async () => {
		const scene = startingFrom(0).fill(30);
		expect(await scene.polls(5)).toHaveLength(30);
		scene.trigger.watch(new Scene({ events: ['created'], more: { startFrom: 0, fingerprint: 'another filter' } }).trigger);
		expect(await scene.polls(5)).toEqual([]);
		scene.person = 'somebody else';
		expect(await scene.polls(5)).toEqual([]);
	});
});

describe('a new beginning', () => {
	test('after a filter changed gives what was created since the last poll', async () => {
		const scene = new Scene().fill(30);
		await scene.polls(8);
		scene.now += 10 * SECOND;
		const told = scene.add('seen');
		expect(await scene.poll({}, SECOND)).toEqual(told);
		scene.now += 20 * SECOND;
		const expected = scene.add('between');
		scene.trigger.watch(new Scene({ more: { fingerprint: 'another filter' } }).trigger);
		expect(await scene.poll({}, SECOND)).toEqual(expected);
		expect(await scene.polls(5)).toEqual([]);
	});

	test('after a filter changed gives what happened since the last poll, however long ago that was', async () => {
		const scene = new Scene().fill(130, 'Sent');
		await scene.polls(8);
		scene.now += 9 * 3_600 * SECOND;
		const expected = scene.add('between');
		scene.now += 3 * 3_600 * SECOND;
		scene.trigger.watch(new Scene({ more: { fingerprint: 'another filter' } }).trigger);
		expect(await scene.polls(4)).toEqual(expected);
	});

	test('with a clock that was set back begins with its own time', async () => {
		const scene = new Scene().fill(30);
		await scene.polls(8);
		scene.now -= 3_600 * SECOND;
		scene.trigger.watch(new Scene({ more: { fingerprint: 'another filter' } }).trigger);
		expect(await scene.poll({}, SECOND)).toEqual([]);
		const expected = scene.add('new');
		expect(await scene.polls(4)).toEqual(expected);
	});

	test('with another account tells nothing of its sends, and everything afterwards', async () => {
		const scene = new Scene().fill(30);
		await scene.polls(8);
		scene.person = 'somebody else';
		scene.sends = [];
		scene.fill(40).add('theirs');
		expect(await scene.polls(6)).toEqual([]);
		const expected = scene.add('new');
		expect(await scene.poll()).toEqual(expected);
	});

	test('of an event that is chosen later begins with what is there', async () => {
		const scene = new Scene({ events: ['created'] }).fill(60, 'Sent');
		await scene.polls(20);
		scene.advance('old10', 'Opened');
		scene.trigger.watch(new Scene().trigger);
		expect(await scene.polls(4)).toEqual([]);
		scene.advance('old10', 'Used');
		expect(await scene.polls(4)).toEqual(['Used old10']);
	});
});

test('a state that is not whole is none', () => {
	const { poller } = subscriptionTo('send', ['created', 'statusChanged']);
	for (const broken of [null, 'text', 7, [], {}, { known: '' }]) expect(poller.isState(broken)).toBe(false);
});

test('a state without one of its members, or with an odd one, is none', async () => {
	const scene = new Scene().fill(300, 'Sent');
	await scene.polls(2, { budget: 3 });
	const { poller } = subscriptionTo('send', ['created', 'statusChanged']);
	const { state } = scene;
	expect(poller.isState(state)).toBe(true);
	const optional = new Set(['from', 'total', 'forgotten', 'status']);
	for (const name of Object.keys(state)) {
		const rest = Object.fromEntries(Object.entries(state).filter(([other]) => other !== name));
		expect([name, poller.isState(rest)]).toEqual([name, optional.has(name)]);
		for (const odd of [null, {}, 'text', [7], NaN]) {
			const isFine = typeof odd === 'string' && name === 'known';
			const isEmptyScan = name === 'scan' && typeof odd === 'object' && odd !== null && !Array.isArray(odd);
			expect([name, odd, poller.isState({ ...state, [name]: odd })]).toEqual([name, odd, isFine || isEmptyScan]);
		}
	}
	for (const name of Object.keys(state.status ?? {})) {
		const broken = { ...state, status: { ...state.status, [name]: null } };
		expect([name, poller.isState(broken)]).toEqual([name, false]);
	}
	expect(poller.isState({ ...state, gaps: [{ lower: 1, upper: null }, { lower: 1, upper: 2, rank: 3 }] })).toBe(true);
	for (const gap of [null, { lower: 'x', upper: null }, { lower: 1, upper: 'x' }, { lower: 1, upper: 2, rank: 'x' }]) expect(poller.isState({ ...state, gaps: [gap] })).toBe(false);
	for (const existing of [null, { left: 1 }, { before: 1 }]) expect(poller.isState({ ...state, existing })).toBe(false);
	expect(poller.isState({ ...state, existing: { left: 1, before: 2 } })).toBe(true);
	expect(poller.isState({ ...state, now: NOON - DAY })).toBe(true);
});
