import { compareHistory, givesNewestFirst, historyOf, isFinished, knownEntries } from '../../../nodes/Sendoso/trigger/sends/statuses/history';
import { StatusCodes, unpackEntries, packEntries } from '../../../nodes/Sendoso/trigger/sends/statuses/statusCodes';
import { DAY, HOUR, MINUTE, NOON, Scene, SECOND } from './scene';

const at = (second: number) => new Date(NOON + second * SECOND).toISOString();
const updates = (...entries: Array<[string, number]>) => entries.map(([status, second]) => ({ status, occurred_at: at(second) }));
const row = (status: string, ...entries: Array<[string, number]>) => ({ send_gid: 'a', status, status_updates: updates(...entries) });

/** What is new in a history after another one was told. */
function news(before: Array<[string, number]>, after: Array<[string, number]>): string[] {
	const codes = new StatusCodes([]);
	const known = unpackEntries(packEntries(knownEntries(historyOf(row('', ...before)), codes)));
	return compareHistory(historyOf(row('', ...after)), known, codes).fresh.map(({ status, occurredAt, previousStatus }) => `${status} ${occurredAt.slice(17, 19)} after ${previousStatus ?? 'nothing'}`);
}

describe('a history', () => {
	test.each<[string, Array<[string, number]>, Array<[string, number]>, string[]]>([
		['entries that are added', [['Sent', 1]], [['Sent', 1], ['Opened', 2], ['Used', 3]], ['Opened 02 after Sent', 'Used 03 after Opened']],
		['an entry that was dated anew', [['Sent', 1], ['Opened', 2]], [['Sent', 5], ['Opened', 2]], []],
		['a status that comes again', [['Sent', 1], ['Paused', 2]], [['Sent', 1], ['Paused', 2], ['Sent', 3]], ['Sent 03 after Paused']],
		['a status that comes again, and its first entry was dated anew', [['Sent', 1]], [['Sent', 2], ['Sent', 3]], ['Sent 03 after Sent']],
		['an entry that was missed, before a known one of its kind', [['Opened', 5]], [['Opened', 3], ['Opened', 5]], ['Opened 03 after nothing']],
		['an entry in front of what is known', [['Opened', 5]], [['Sent', 1], ['Opened', 5]], ['Sent 01 after nothing']],
		['an entry that left', [['Sent', 1], ['Opened', 2]], [['Opened', 2]], []],
		['one of two that left', [['Sent', 1], ['Sent', 2]], [['Sent', 2]], []],
		['nothing', [['Sent', 1]], [], []],
	])('is compared by how often it lists each status: %s', (_, before, after, expected) => {
		expect(news(before, after)).toEqual(expected);
	});

	test('remembers entries that left and come back', () => {
		const codes = new StatusCodes([]);
		const both = historyOf(row('', ['Sent', 1], ['Sent', 2], ['Opened', 3]));
		let known = knownEntries(both, codes);
		known = compareHistory(historyOf(row('', ['Sent', 2])), known, codes).known;
		expect(compareHistory(both, known, codes).fresh).toEqual([]);
	});

	test('tells entries of one second in the order in which the send got them', () => {
		const names = (history: ReturnType<typeof historyOf>) => history.map(({ status }) => status);
		expect(names(historyOf(row('Opened', ['Opened', 1], ['Sent', 1])))).toEqual(['Sent', 'Opened']);
		expect(names(historyOf(row('Opened', ['Sent', 1], ['Opened', 1])))).toEqual(['Sent', 'Opened']);
		expect(names(historyOf(row('Paused', ['Opened', 1], ['Sent', 1]), () => true))).toEqual(['Sent', 'Opened']);
		expect(names(historyOf(row('Paused', ['Opened', 1], ['Sent', 1]), () => false))).toEqual(['Opened', 'Sent']);
		expect(names(historyOf(row('Opened', ['Sent', 1], ['Opened', 1]), () => true))).toEqual(['Sent', 'Opened']);
		expect(news([['Opened', 1]], [['Clicked', 1], ['Opened', 1]])).toEqual(['Clicked 01 after Opened']);
		expect(names(historyOf(row('', ['Used', 3], ['Opened', 2], ['Sent', 1])))).toEqual(['Sent', 'Opened', 'Used']);
	});

	test('leaves out entries without a status, and takes one that stands twice once', () => {
		const history = historyOf({ status: 'Sent', status_updates: [null, 'text', { status: '', occurred_at: at(1) }, { status: 'Sent', occurred_at: at(2) }, { status: 'Sent', occurred_at: '2026-03-01T13:00:02+01:00' }] });
		expect(history.map(({ name }) => name)).toEqual([`Sent:${at(2)}`]);
		expect(historyOf({ status_updates: 'none' })).toEqual([]);
		expect(historyOf({ status_updates: [{ status: 'Sent', occurred_at: 'some day' }] })).toMatchObject([{ name: 'Sent:some day', at: NaN }]);
	});

	test('shows which way a list gives histories', () => {
		const [up, down, none] = [row('', ['Sent', 1], ['Used', 2]), row('', ['Used', 2], ['Sent', 1]), row('', ['Used', 2], ['Sent', 2])];
		expect(givesNewestFirst([up, none])).toBe(false);
		expect(givesNewestFirst([down, down, up])).toBe(true);
		expect(givesNewestFirst([none])).toBe(false);
	});

	test('ends with a final status that it lists itself', () => {
		const finished = (status: string, ...entries: Array<[string, number]>) => isFinished(row(status, ...entries), historyOf(row(status, ...entries)));
		expect(finished('Used', ['Sent', 1], ['Used', 2])).toBe(true);
		expect(finished('Used', ['Sent', 1])).toBe(false);
		expect(finished('Used')).toBe(true);
		expect(finished('Opened', ['Sent', 1], ['Opened', 2])).toBe(false);
	});
});

test('more statuses than one character can stand for have codes of their own', () => {
	const names = Array.from({ length: 200 }, (_, index) => `Status ${index}`);
	const codes = new StatusCodes([]);
	const given = names.map((name) => codes.of(name));
	expect(new Set(given).size).toBe(200);
	expect(given.map((code) => codes.nameOf(code))).toEqual(names);
	const again = new StatusCodes([...codes.names]);
	expect(names.map((name) => again.of(name))).toEqual(given);
	expect(codes.names).toHaveLength(200);
	expect(codes.of('x'.repeat(5_000))).toBe(codes.of('x'.repeat(5_000)));
	expect(codes.names[200]?.length).toBeLessThan(61);
});

describe('sends without a history', () => {
	test('tell their status when it differs, with the one before', async () => {
		const scene = new Scene();
		scene.add('bare', { at: NOON - DAY, status: 'Sent' });
		await scene.polls(5);
		scene.get('bare').status = 'Opened';
		expect(await scene.poll()).toEqual(['Opened bare']);
		expect(await scene.poll()).toEqual([]);
		scene.get('bare').status = 'Sent';
		expect(await scene.poll()).toEqual(['Sent bare']);
		scene.get('bare').status = 'Used';
		expect(await scene.poll()).toEqual(['Used bare']);
		expect(await scene.polls(3)).toEqual([]);
	});

	test('that begin to list one tell what came after the status that is known', async () => {
		const scene = new Scene();
		scene.add('bare', { at: NOON - DAY, status: 'Opened' });
		scene.add('unclear', { at: NOON - 2 * DAY, status: 'Paused' });
		await scene.polls(5);
		Object.assign(scene.get('bare'), { status: undefined, history: [['Sent', NOON - DAY], ['Opened', NOON - HOUR], ['Used', scene.now]] });
		Object.assign(scene.get('unclear'), { status: undefined, history: [['Sent', NOON - DAY], ['Used', scene.now]] });
		expect((await scene.poll()).sort()).toEqual(['Used bare', 'Used unclear']);
		expect(await scene.polls(3)).toEqual([]);
	});
});

describe('sends without a time of creation', () => {
	test('come out when they are new, and what happens to them is told', async () => {
		for (const order of ['newestFirst', 'oldestFirst'] as const) {
			const scene = new Scene({ order }).fill(25);
			scene.add('undated', { at: null, place: NOON - 10 * HOUR - 1, history: [['Sent', NOON - 10 * HOUR]] });
			expect(await scene.poll()).toEqual([]);
			const early = scene.add('early', { at: null, place: scene.now });
			// Events without a time come last.
			expect((await scene.poll()).sort()).toEqual(early.sort());
			await scene.polls(8);
			const late = scene.add('late', { at: null, place: scene.now });
			const deep = scene.add('deep', { at: null, place: NOON - 20 * HOUR - 1 });
			expect((await scene.polls(5)).sort()).toEqual([...late, ...deep].sort());
			scene.advance('undated', 'Opened');
			expect(await scene.polls(4)).toEqual(['Opened undated']);
			expect(await scene.polls(8)).toEqual([]);
		}
	});

	test('a list of nothing else is told all the same', async () => {
		const scene = new Scene();
		for (let index = 0; index < 45; index++) scene.add(`old${index}`, { at: null, place: index });
		expect(await scene.polls(10)).toEqual([]);
		const expected = scene.add('new', { at: null, place: 99 });
		expect((await scene.polls(6)).sort()).toEqual(expected.sort());
	});

	test('a list of nothing else is not read to its end while it stays as long', async () => {
		const scene = new Scene();
		for (let index = 0; index < 200; index++) scene.add(`old${index}`, { at: null, place: index, history: [['Used', NOON]] });
		await scene.polls(50);
		expect(await scene.poll()).toEqual([]);
		expect(scene.asked.length).toBeLessThanOrEqual(3);
		const expected = scene.add('new', { at: null, place: 999 });
		expect((await scene.poll()).sort()).toEqual(expected.sort());
	});
});

test('what happened in time is told by the background scan where the last poll had no time for it', async () => {
	const scene = new Scene({ days: 2 }).fill(145, 'Used', MINUTE);
	scene.add('send', { at: NOON - 2 * DAY + 15 * MINUTE });
	await scene.polls(9);
	scene.advance('send', 'Opened');
	scene.advance('send', 'Used', NOON + HOUR);
	expect(await scene.poll({ budget: 1 }, HOUR)).toEqual([]);
	expect(await scene.polls(16)).toEqual(['Opened send']);
});

test('what happened in time is told when the send is too old to be followed', async () => {
	const scene = new Scene({ days: 2 });
	scene.add('send', { at: NOON - 2 * DAY + 5 * MINUTE });
	await scene.polls(3);
	scene.advance('send', 'Opened');
	scene.advance('send', 'Used', NOON + HOUR);
	expect(await scene.poll({}, HOUR)).toEqual(['Opened send']);
	expect(await scene.polls(3)).toEqual([]);
});
