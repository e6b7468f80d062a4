import { compareHistory, historyOf, knownEntries } from '../../../nodes/Sendoso/trigger/sends/statuses/history';
import { type KnownEntry, packEntries, StatusCodes, unpackEntries } from '../../../nodes/Sendoso/trigger/sends/statuses/statusCodes';
import { StatusTracker } from '../../../nodes/Sendoso/trigger/sends/statuses/statusTracker';
import type { SeenSend } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import type { Tracked } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import { DAY, HOUR, NOON } from './scene';

type Entry = [status: string, at: number];

const at = (moment: number) => new Date(NOON + moment * 1_000).toISOString();
const row = (entries: Entry[], status = entries[entries.length - 1]?.[0] ?? '') => ({ send_gid: 'a', status, status_updates: entries.map(([name, moment]) => ({ status: name, occurred_at: at(moment) })) });

/** What is new in each of some histories of one send, the first of which is known; marks are kept the way the state does. */
function news(...histories: Entry[][]): string[][] {
	const codes = new StatusCodes([]);
	let known: KnownEntry[] = knownEntries(historyOf(row(histories[0] ?? [])), codes);
	return histories.slice(1).map((entries) => {
		const compared = compareHistory(historyOf(row(entries)), unpackEntries(packEntries(known)), codes);
		known = compared.known;
		return compared.fresh.map(({ status, at: moment }) => `${status} ${(moment - NOON) / 1_000}`);
	});
}

describe('a history that is compared', () => {
	test('knows an entry that came back, and tells the one between', () => {
		expect(news([['Opened', 1], ['Opened', 9]], [['Opened', 1]], [['Opened', 1], ['Opened', 5], ['Opened', 9]])).toEqual([[], ['Opened 5']]);
	});

	test('counts an entry whose time was edited once', () => {
		expect(news([['Opened', 1]], [['Opened', 2]], [['Opened', 2], ['Opened', 3]])).toEqual([[], ['Opened 3']]);
		expect(news([['Opened', 1], ['Opened', 4]], [['Opened', 1], ['Opened', 5]], [['Opened', 1], ['Opened', 5], ['Opened', 6]])).toEqual([[], ['Opened 6']]);
	});

	test('tells a new entry among many of the same status, whose marks are short', () => {
		const many = Array.from({ length: 6 }, (_, index): Entry => ['Opened', index * 10]);
		expect(news(many, [...many.slice(0, 3), ['Opened', 25], ...many.slice(3)])).toEqual([['Opened 25']]);
		expect(news(many, many, [...many, ['Used', 99]])).toEqual([[], ['Used 99']]);
	});

	test('forgets none that is listed no more', () => {
		expect(news([['Sent', 1], ['Opened', 2]], [['Sent', 1]], [['Sent', 1], ['Opened', 2], ['Used', 3]])).toEqual([[], ['Used 3']]);
	});
});

describe('the order of a history', () => {
	const statuses = (entries: Entry[], current: string, isNewestFirst?: () => boolean) => historyOf(row(entries, current), isNewestFirst).map(({ status }) => status);

	test('is told by the times, then by the status of the send, then by other sends', () => {
		expect(statuses([['Used', 3], ['Opened', 2], ['Opened', 2], ['Sent', 1]], 'Sent')).toEqual(['Sent', 'Opened', 'Used']);
		// Entries of one second between others stand as the rest of the list tells.
		expect(statuses([['Used', 3], ['Clicked', 2], ['Opened', 2], ['Sent', 1]], 'Used')).toEqual(['Sent', 'Opened', 'Clicked', 'Used']);
		expect(statuses([['Sent', 1], ['Clicked', 2], ['Opened', 2], ['Used', 3]], 'Sent', () => true)).toEqual(['Sent', 'Clicked', 'Opened', 'Used']);
		expect(statuses([['Opened', 1], ['Clicked', 1], ['Opened', 1.5]], 'Opened', () => true)).toEqual(['Opened', 'Clicked', 'Opened']);
		expect(statuses([['Opened', 1], ['Sent', 1], ['Opened', 1]], 'Opened', () => true)).toEqual(['Opened', 'Sent']);
		expect(statuses([['Opened', 1]], '', () => true)).toEqual(['Opened']);
		expect(statuses([], '', () => true)).toEqual([]);
	});
});

describe('the entries of the state', () => {
	const entries = (count: number, mark = 'abcd'): KnownEntry[] => Array.from({ length: count }, () => ({ code: 'A', mark }));

	test('have shorter marks where there are many', () => {
		for (const [count, markLength] of [[0, 4], [1, 4], [4, 4], [5, 3], [6, 2], [7, 1], [10, 1], [40, 1]] as const) {
			const packed = packEntries(entries(count));
			expect([count, packed.markLength]).toEqual([count, markLength]);
			expect(packed.known).toBe(`A${'abcd'.slice(0, markLength)}`.repeat(count));
			expect(unpackEntries(packed)).toEqual(entries(count, 'abcd'.slice(0, markLength)));
		}
	});

	test('have marks no longer than the shortest', () => {
		expect(packEntries([...entries(1), { code: 'B', mark: 'xy' }])).toEqual({ known: 'AabBxy', markLength: 2 });
	});

	test('have codes of one character or of three', () => {
		const codes = new StatusCodes([]);
		const given = Array.from({ length: 64 }, (_, index) => codes.of(`Status ${index}`));
		expect(given.map(({ length }) => length)).toEqual([...Array.from({ length: 62 }, () => 1), 3, 3]);
		const known = given.slice(60).map((code): KnownEntry => ({ code, mark: 'm' }));
		expect(unpackEntries(packEntries(known))).toEqual(known);
		expect(given.map((code) => codes.nameOf(code))).toEqual(codes.names);
	});

	test('stand for names that are not too long, and for no more than there is room for', () => {
		const codes = new StatusCodes([]);
		codes.of('x'.repeat(60));
		codes.of('y'.repeat(61));
		expect(codes.names.map(({ length }) => length)).toEqual([60, 20]);
		for (let index = 0; index < 4_100; index++) codes.of(`Status ${index}`);
		expect(codes.names).toHaveLength(4_001);
		expect(codes.of('Status 4050')).toBe(codes.of('Status 4099'));
	});
});

describe('a followed send', () => {
	const seen = (send: SeenSend['row'], created = NOON - HOUR): SeenSend => ({ row: send, key: 'aaaaaaaa', at: created, page: 1, index: 0 });
	const trackerOf = (tracked = new Map<string, Tracked>()) => new StatusTracker(tracked, new StatusCodes([]), { since: NOON, edge: NOON - 10 * DAY, days: 10, isNewestFirst: () => false });
	const told = (tracker: StatusTracker) => tracker.events.splice(0).map(({ status }) => status);

	test('that begins to list its history tells what follows the status that was known, however old', () => {
		for (const [known, expected] of [['Sent', ['Opened', 'Clicked']], ['Opened', ['Clicked']], ['Clicked', []], ['Paused', ['Clicked']]] as const) {
			const tracker = trackerOf();
			tracker.see(seen({ send_gid: 'a', status: 'Other' }), 1, 'new');
			tracker.see(seen({ send_gid: 'a', status: known }), 1, 'known');
			told(tracker);
			tracker.see(seen(row([['Sent', -9_000], ['Opened', -5_000], ['Clicked', 0]])), 1, 'known');
			expect([known, told(tracker)]).toEqual([known, expected]);
		}
	});

	test('has no status before the first one', () => {
		const tracker = trackerOf();
		tracker.see(seen(row([['Sent', 0]])), 1, 'new');
		expect(Object.keys(tracker.events[0] ?? {})).toEqual(['id', 'type', 'record', 'occurredAt', 'status']);
		expect(tracker.events[0]?.id).toBe(`send:a:statusChanged:Sent:${at(0)}`);
	});

	test('is begun with on the last day, and told as long as it is followed', () => {
		const tracker = trackerOf();
		tracker.see(seen(row([['Sent', 0]]), NOON - 10 * DAY), 1, 'discovered');
		expect(told(tracker)).toEqual(['Sent']);
		const bare = trackerOf();
		bare.see(seen({ send_gid: 'a', status: 'Sent' }, NOON - 10 * DAY), 1, 'new');
		bare.see(seen({ send_gid: 'a', status: 'Used' }, NOON - 10 * DAY), 1, 'known');
		expect(told(bare)).toEqual(['Used']);
	});

	test('without a history that is met when it is too old has the status that it has', () => {
		const tracker = trackerOf();
		tracker.see(seen({ send_gid: 'a', status: 'Sent' }, NOON - 11 * DAY), 1, 'new');
		expect(tracker.tracked.get('aaaaaaaa')).toMatchObject({ isBare: true, known: 'AAA' });
		expect(told(tracker)).toEqual([]);
	});
});
