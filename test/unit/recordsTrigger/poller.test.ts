import type { IDataObject } from 'n8n-workflow';
import { recordsOf } from '../../../nodes/shared/polling/records/recordPoller';
import { isRecordState, type RecordState } from '../../../nodes/shared/polling/records/state';
import { setPrint } from '../../../nodes/shared/polling/records/contentPrint';
import { DAY, MINUTE, NOON, OLD, RecordScene } from './scene';

const undated = (id: number): IDataObject => ({ id, name: `Name ${id}` });

describe('the event that a record could have given', () => {
	const poller = recordsOf({})({ resource: 'group', events: new Set(['created']), nameOf: (row: IDataObject) => `Group ${String(row.name)}` } as never);
	const row = { id: 7, name: 'x'.repeat(60), created_at: OLD, updated_at: '2025-05-01T10:00:00Z' };

	test('tells of a new or changed one as it is, with the time of that', () => {
		expect(poller.example(row, 'created')).toEqual([{ id: 'group:7:created:sample', type: 'created', record: row, occurredAt: OLD }]);
		expect(poller.example(row, 'updated')).toEqual([{ id: 'group:7:updated:sample', type: 'updated', record: row, occurredAt: '2025-05-01T10:00:00Z' }]);
	});

	test('tells of one that left by id and name', () => {
		expect(poller.example(row, 'removed')).toEqual([{ id: 'group:7:removed:sample', type: 'removed', record: { id: '7', name: `Group ${'x'.repeat(34)}` } }]);
	});

	test('is none for what has no id', () => {
		expect(poller.example({ name: 'x' }, 'created')).toEqual([]);
	});
});

describe('a stored state', () => {
	const whole: RecordState = {
		format: 3,
		mark: 'mark',
		bornAt: NOON,
		known: { entries: '1:ABCDEF' },
		floor: 1,
		newFrom: NOON,
		unread: [1, -2],
		existing: { from: NOON, left: 5 },
		readings: 1,
		last: { ids: 'x', at: NOON, alike: 1, isOld: false },
		walk: { startedAt: NOON, count: 1, stale: 0, total: 3, failed: [1] },
		unlisted: [['1', NOON, 0]],
		ignored: ['updated_at'],
		narrowing: { fullAt: NOON, readAt: NOON },
		odd: [],
	};
	const optional = ['floor', 'newFrom', 'unread', 'existing', 'last', 'walk', 'unlisted', 'narrowing'] as const;

	test('is taken whole, and without what may be absent', () => {
		expect(isRecordState(whole)).toBe(true);
		for (const name of optional) expect([name, isRecordState({ ...whole, [name]: undefined })]).toEqual([name, true]);
		expect(isRecordState({ ...whole, walk: { startedAt: NOON, count: 1, stale: 0 } })).toBe(true);
	});

	test.each<[keyof RecordState, unknown[]]>([
		['format', [2, '3', undefined]],
		['mark', [undefined, 7]],
		['bornAt', [undefined, '7', NaN]],
		['known', [undefined, 'x', { entries: 'x' }]],
		['floor', ['1', null]],
		['newFrom', ['1', null]],
		['unread', ['1', [1, '2'], ['1', 2]]],
		['existing', ['x', {}, { from: 1 }, { left: 1 }]],
		['readings', [undefined, '1']],
		['last', ['x', {}, { ids: 'x', at: 1 }, { ids: 'x', alike: 1 }, { at: 1, alike: 1 }]],
		['walk', ['x', {}, { startedAt: 1, count: 1 }, { startedAt: 1, count: 1, stale: 0, total: 'x' }, { startedAt: 1, count: 1, stale: 0, failed: ['1'] }]],
		['unlisted', ['x', [['1', 1, 0], 'x'], [['1', 1]], [['1', 1, 0, 0]], [{ 0: '1', 1: 1, 2: 0, length: 3 }], [[1, 1, 0]], [['1', '1', 0]], [['1', 1, '0']]]],
		['ignored', [undefined, 'x', [1]]],
		['narrowing', ['x', {}, { fullAt: 1 }, { fullAt: 1, readAt: 1e20 }, { fullAt: 1e20, readAt: 1 }]],
		['odd', [undefined, 'x', [1]]],
	])('is not taken with a broken %s', (name, values) => {
		for (const value of values) expect([value, isRecordState({ ...whole, [name]: value })]).toEqual([value, false]);
	});

	test('without records goes with a reading that met none', () => {
		const known = { entries: '' };
		expect(isRecordState({ ...whole, known })).toBe(false);
		expect(isRecordState({ ...whole, known, last: undefined })).toBe(true);
		expect(isRecordState({ ...whole, known, last: { ids: setPrint([]), at: NOON, alike: 1, isOld: false } })).toBe(true);
	});
});

describe('pages that can not be read', () => {
	/** A list of 35 whose pages fail as they are told to. */
	const scene = () => new RecordScene({ events: ['created'] }).fill(35, {});

	test('by the first polls hide old records: what they hold later is none that is new', async () => {
		const list = scene();
		const broken = (page: number) => page === 3;
		for (let poll = 0; poll < 4; poll++) expect(await list.poll({ broken })).toEqual([]);
		expect(list.state.unread).toEqual([3]);
		expect(await list.poll()).toEqual([]);
		expect(await list.poll()).toEqual([]);
		expect(list.state.unread).toBeUndefined();
		list.list.push(undated(99));
		expect(await list.poll()).toEqual(['created 99']);
	});

	test('by one of them only hide nothing', async () => {
		const list = scene();
		await list.poll({ broken: (page) => page === 2 });
		expect(list.state.unread).toEqual([2]);
		expect(await list.poll({ broken: (page) => page === 3 })).toEqual([]);
		expect(list.state.unread).toBeUndefined();
		for (let poll = 0; poll < 3; poll++) expect(await list.poll()).toEqual([]);
	});

	test('elsewhere keep nobody from telling what is new on the others', async () => {
		const list = scene();
		const broken = (page: number) => page === 1;
		await list.poll();
		list.list.push(undated(99));
		expect(await list.poll({ broken: (page) => page === 2 })).toEqual(['created 99']);
		await expect(list.poll({ broken })).rejects.toThrow("page 1 can't be read");
	});
});

describe('whose list it is', () => {
	test('is asked for where a page holds nothing that is known, and not where it holds anything', async () => {
		const list = new RecordScene({ events: ['created', 'removed'] }).fill(5);
		await list.poll();
		list.person = 'somebody else';
		list.list.push(undated(50));
		expect(await list.poll()).toEqual(['created 50']);
		list.list = [undated(60), undated(61)];
		expect(await list.poll()).toEqual([]);
		expect(list.state.newFrom === undefined || list.trigger.state !== undefined).toBe(true);
		list.list.push(undated(62));
		await list.poll();
		expect(await list.poll()).toEqual([]);
		list.list.push(undated(63));
		expect(await list.poll()).toEqual(['created 63']);
	});

	test('is nothing that rows without an id could tell', async () => {
		const list = new RecordScene({ events: ['created'] }).fill(5);
		await list.poll();
		list.person = 'somebody else';
		list.list.unshift(...Array.from({ length: 10 }, () => ({ name: 'without an id' })));
		list.list.push(undated(50));
		expect(await list.poll()).toEqual(['created 50']);
	});
});

describe('the order and the place of what is told', () => {
	test('is that of the times', async () => {
		const list = new RecordScene({ events: ['created', 'updated'], more: { startFrom: Date.parse('2024-01-01') } }).fill(3);
		const [one, two, three] = [DAY, 3 * DAY, 2 * DAY].map((ago) => ({ created_at: new Date(NOON - ago).toISOString() }));
		list.list = [{ id: 1, ...one }, { id: 2, ...two }, { id: 3, ...three }];
		expect((await list.tell()).map(({ record }) => record.id)).toEqual([2, 3, 1]);
		await list.poll();
		const later = (minutes: number) => new Date(list.now + minutes * 1_000).toISOString();
		list.list.push({ id: 4, created_at: later(30) }, { id: 5, created_at: later(10) }, { id: 6, created_at: later(20) });
		expect((await list.tell()).map(({ record }) => record.id)).toEqual([5, 6, 4]);
	});

	test('how odd a list is is said once, and that something is ignored never', async () => {
		const list = new RecordScene({ options: { ignoreFields: ['a'] } }).fill(3);
		await list.poll();
		list.trigger.watch(new RecordScene({ options: { ignoreFields: ['b'] } }).trigger);
		await list.poll();
		expect(list.state.odd).toEqual([]);
	});
});

test('what was passed by for want of time is told by the poll that has it', async () => {
	const list = new RecordScene({ events: ['created'] }).fill(45, {});
	await list.poll();
	list.now += MINUTE;
	list.list.push(undated(99));
	const told: string[] = [];
	for (let poll = 0; poll < 4; poll++) told.push(...(await list.poll({ budget: 2 })));
	expect(told).toEqual(['created 99']);
	expect(list.state.walk).toBeDefined();
});
