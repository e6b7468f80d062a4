import type { IDataObject } from 'n8n-workflow';
import { KnownRecords } from '../../../nodes/shared/polling/records/knownRecords';
import { newWalk, readOn, type WalkEnvironment } from '../../../nodes/shared/polling/records/readList';
import { RecordTracker } from '../../../nodes/shared/polling/records/recordTracker';
import type { WalkState } from '../../../nodes/shared/polling/records/state';
import type { FailedPage, ListPage, ListWalk } from '../../../nodes/shared/polling/walks/listWalk';

type Scripted = Partial<ListPage> | Partial<FailedPage>;

/** A walk that gives pages by a script, some at a time; behind them nothing. */
class ScriptedWalk implements ListWalk {
	place: unknown = 'start';
	reads = 0;

	constructor(private readonly script: Scripted[][]) {}

	async read(): Promise<Array<ListPage | FailedPage>> {
		const pages = this.script[this.reads++];
		if (pages === undefined) throw new Error('read beyond the script');
		this.place = `after ${this.reads}`;
		return pages.map((page, index): ListPage | FailedPage => {
			const number = page.number ?? this.reads * 10 + index;
			if ('failure' in page) return { failure: undefined, isMissing: false, isBehindTheEnd: false, ...page, number };
			return { rows: [], total: undefined, pageSize: 3, serverTime: 5_000, isFollowed: false, ...page, number };
		});
	}
}

const rows = (...ids: Array<number | IDataObject>): IDataObject[] => ids.map((id) => (typeof id === 'number' ? { id, name: `Name ${id}` } : id));
const full = (first: number): Partial<ListPage> => ({ rows: rows(first, first + 1, first + 2) });

interface Options {
	walk?: WalkState;
	/** Reads for which there is time. */
	time?: number;
	accepts?: WalkEnvironment['accepts'];
	isWanted?: (row: IDataObject) => boolean;
}

async function read(script: Scripted[][], { walk, time = Infinity, accepts = async () => true, isWanted = () => true }: Options = {}) {
	const known = new KnownRecords();
	const watched = { resource: 'group', events: new Set(['created'] as const), nameOf: () => '', ignored: [], accepts: isWanted };
	const tracker = new RecordTracker(known, watched, { mark: 'm', bornAt: 0, readings: 0 });
	const list = new ScriptedWalk(script);
	const result = await readOn(list, walk, tracker, { mayGoOn: () => list.reads < time, accepts, isDated: ({ date }) => date !== undefined });
	return { result, reads: list.reads, ids: [...known.all.keys()], found: [...(result?.found ?? [])].sort(), events: tracker.events.length };
}

test('a walk begins with the time of its first page, and ends with an empty one', async () => {
	const { result, reads, ids, found } = await read([[full(1)], [{ rows: rows(4), serverTime: 9_000 }, {}]]);
	expect([reads, ids, found]).toEqual([2, ['1', '2', '3', '4'], ['noCount']]);
	expect(result).toMatchObject({ isAtEnd: true, walk: { startedAt: 5_000, count: 4, stale: 0, isUndated: true, isEmpty: true } });
	expect(result?.walk.isDoubtful).toBeUndefined();
	expect(result?.walk.isBroken).toBeUndefined();
	expect(result?.failure).toBeUndefined();
});

test('a walk stops without time, and where nothing was read, and goes on', async () => {
	const first = await read([[full(1)], [full(4)]], { time: 1 });
	expect([first.reads, first.result?.isAtEnd, first.result?.walk.place]).toEqual([1, false, 'after 1']);
	const none = await read([[full(1)], []]);
	expect([none.reads, none.result?.isAtEnd]).toEqual([2, false]);
	const next = await read([[full(4)], [{}]], { walk: first.result?.walk });
	expect(next.result).toMatchObject({ isAtEnd: true, walk: { startedAt: 5_000, count: 6 } });
});

test('a walk that starts again forgets what it has met', async () => {
	const { result, ids } = await read([[full(1)], [{ ...full(1), isRestart: true, serverTime: 8_000 }], [{}]]);
	expect([result?.walk.count, result?.walk.startedAt, ids]).toEqual([3, 8_000, ['1', '2', '3']]);
});

test('records that say when they were changed are told from others', async () => {
	const dated = await read([[{ rows: rows({ id: 1, date: 'x' }) }], [{}]]);
	expect(dated.result?.walk.isUndated).toBeUndefined();
});

test('pages are looked at up to the first one with records', async () => {
	const looked: number[] = [];
	const accepts = async ({ rows: { length } }: ListPage) => looked.push(length) > 0;
	await read([[{ isFollowed: true }], [full(1)], [full(4)], [{}]], { accepts });
	expect(looked).toEqual([0, 3]);
	const refused = await read([[full(1)], [{}]], { accepts: async () => false });
	expect([refused.result, refused.ids]).toEqual([undefined, []]);
});

test('a warning is a doubt', async () => {
	const { result, found } = await read([[{ ...full(1), isWarned: true, total: 3 }], [{ total: 3 }]]);
	expect([result?.walk.isDoubtful, found]).toEqual([true, ['warned']]);
});

test('a number of records that changes is a doubt, and a wrong one is none', async () => {
	const changed = await read([[{ ...full(1), total: 4 }], [{ rows: rows(4), total: 5 }], [{ total: 5 }]]);
	expect([changed.result?.walk.isDoubtful, changed.found]).toEqual([true, []]);
	const wrong = await read([[{ ...full(1), total: 9 }], [{ total: 9 }]]);
	expect([wrong.result?.walk.isDoubtful, wrong.found]).toEqual([undefined, ['wrongCount']]);
	const right = await read([[{ ...full(1), total: 3 }], [{ total: 3 }]]);
	expect([right.result?.walk.isDoubtful, right.found]).toEqual([undefined, []]);
});

test('an empty page that others follow is a doubt; the second one ends the list', async () => {
	const followed = await read([[{ ...full(1), isFollowed: true }], [{ isFollowed: true }], [full(4)], [{}]]);
	expect([followed.result?.walk.isDoubtful, followed.ids.length]).toEqual([true, 6]);
	const twice = await read([[{ ...full(1), isFollowed: true }], [{ isFollowed: true }], [{ isFollowed: true }]]);
	expect([twice.reads, twice.result?.isAtEnd, twice.result?.walk.isDoubtful]).toEqual([3, true, undefined]);
});

describe('pages that fail', () => {
	const failed = (more: Partial<FailedPage> = {}): Partial<FailedPage> => ({ failure: 'failed', ...more });

	test('behind the end end the list, in doubt', async () => {
		const { result, found } = await read([[full(1)], [failed({ isBehindTheEnd: true })]]);
		expect([result?.isAtEnd, result?.walk.isDoubtful, result?.walk.isBroken, result?.failure, found]).toEqual([true, true, undefined, undefined, ['noCount', 'oddEnd']]);
	});

	test('break the walk, and the first failure is told', async () => {
		const { result, ids } = await read([[full(1), failed({ number: 2 }), full(4), failed({ number: 4, failure: 'another' })], [{}]]);
		expect([result?.walk.isBroken, result?.failure, result?.walk.failed, ids.length]).toEqual([true, 'failed', [2, 4], 6]);
		expect(result?.walk.isDoubtful).toBeUndefined();
	});

	test('three in succession end it, and nobody knows what stands behind', async () => {
		const { result, found } = await read([[full(1), failed({ number: 2 })], [full(4)], [failed({ number: 4 }), failed({ number: 5 }), failed({ number: 6 })]]);
		expect([result?.isAtEnd, result?.walk.isBroken, result?.walk.failed, found]).toEqual([true, true, [2, 4, 5, 6, -4], ['noCount', 'oddEnd']]);
	});

	test('three that do not exist are the end, in doubt, and others that follow make it a failure', async () => {
		const missing = (number: number) => failed({ number, isMissing: true });
		const end = await read([[full(1)], [missing(2), missing(3), missing(4)]]);
		expect([end.result?.walk.isBroken, end.result?.walk.isDoubtful, end.result?.failure, end.result?.walk.failed]).toEqual([undefined, true, undefined, [2, 3, 4]]);
		const gap = await read([[full(1)], [missing(2), full(4)], [{}]]);
		expect([gap.result?.walk.isBroken, gap.result?.failure]).toEqual([true, 'failed']);
		const two = await read([[full(1)], [missing(2)], [{}]]);
		expect([two.result?.walk.isBroken, two.result?.failure]).toEqual([undefined, undefined]);
	});
});

describe('pages that repeat', () => {
	test('the last or the first one end the list, in doubt', async () => {
		for (const script of [[[full(1)], [full(4)], [full(4)]], [[full(1)], [full(4)], [full(1)]]]) {
			const { result, found, ids } = await read(script);
			expect([result?.isAtEnd, result?.walk.isDoubtful, found, ids.length]).toEqual([true, true, ['noCount', 'oddEnd'], 6]);
		}
	});

	test('others are the third time the end', async () => {
		const { result, reads, found } = await read([[full(1)], [full(4)], [full(7)], [full(4)], [full(7)], [full(4)]]);
		expect([result?.isAtEnd, result?.walk.isDoubtful, result?.walk.isBroken, reads]).toEqual([true, true, undefined, 6]);
		expect(found).toEqual(['noCount', 'oddEnd', 'twice']);
	});

	test('a single record may stand twice', async () => {
		const { result, reads } = await read([[{ rows: rows(1), pageSize: 1 }], [{ rows: rows(1), pageSize: 1 }], [{ rows: rows(2), pageSize: 1 }], [{}]]);
		expect([reads, result?.walk.isDoubtful, result?.walk.count]).toEqual([4, undefined, 2]);
	});

	test('entries without an ID make no repetition', async () => {
		const nobody = { rows: [{}, {}, {}] };
		const { reads, ids, found } = await read([[full(1)], [nobody], [nobody], [full(4)], [{}]]);
		expect([reads, ids.length, found]).toEqual([5, 6, ['noCount', 'unnamed']]);
		const some = await read([[{ rows: [{ id: 1 }, {}, {}] }], [{ rows: [{ id: 1 }, {}, {}] }]]);
		expect(some.result?.walk.isDoubtful).toBe(true);
	});
});

describe('records that a filter refuses', () => {
	const isWanted = ({ id }: IDataObject) => Number(id) < 4;

	test('are no repetition, however many pages they fill', async () => {
		const { reads, ids, found, result } = await read([[full(1)], [full(4)], [full(7)], [full(10)], [full(13)], [{}]], { isWanted });
		expect([reads, ids, found, result?.walk.stale]).toEqual([6, ['1', '2', '3'], ['noCount'], 0]);
	});

	test('end the list when their page comes again', async () => {
		expect((await read([[full(1)], [full(4)], [full(4)]], { isWanted })).result?.walk.isDoubtful).toBe(true);
		const single = await read([[full(1)], ...Array.from({ length: 4 }, () => [{ rows: rows(9), pageSize: 1 }])], { isWanted });
		expect([single.reads, single.result?.isAtEnd]).toEqual([5, true]);
		const first = await read([[{ rows: rows(9), pageSize: 1 }], [full(1)], ...Array.from({ length: 3 }, () => [{ rows: rows(9), pageSize: 1 }])], { isWanted });
		expect([first.reads, first.result?.isAtEnd]).toEqual([5, true]);
	});
});

test('entries that can not be read are counted with those without an ID', async () => {
	const { found, result } = await read([[{ ...full(1), unreadable: 2, total: 5 }], [{ unreadable: 1, total: 5 }], [{ total: 5 }]]);
	expect([found, result?.walk.count]).toEqual([['unnamed', 'wrongCount'], 3]);
	const mixed = await read([[{ rows: [...rows(1, 2), {}] }], [{}]]);
	expect(mixed.found).toEqual(['noCount', 'unnamed']);
});

test('pages that are not full are odd where others follow', async () => {
	expect((await read([[{ rows: rows(1, 2), total: 4 }], [{ rows: rows(3, 4), total: 4 }], [{ total: 4 }]])).found).toEqual(['smallPages']);
	expect((await read([[{ rows: rows(1, 2, 3), total: 4 }], [{ rows: rows(4), total: 4 }], [{ total: 4 }]])).found).toEqual([]);
});

test('a new walk has met nothing', () => {
	expect(newWalk(7)).toEqual({ startedAt: 7, count: 0, stale: 0 });
});
