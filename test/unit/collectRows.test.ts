/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the garbage collector is asked on a desk, never inside n8n */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { collectRows, type Wanted } from '../../nodes/Sendoso/lists/collectRows';
import { EndlessList, LARGEST_PAGE, type Page, TooManyRows } from '../../nodes/shared/transport/pages';
import { textOf } from '../../nodes/shared/values/json';
import { settle } from '../support/fakeClock';
import { spliced } from './lists';

/** A paged list that answers in any order, may move between answers, and remembers what was asked. */
class ListServer {
	readonly asked: number[] = [];
	private line: Promise<unknown> = Promise.resolve();

	constructor(
		public ids: string[],
		private readonly options: { maxPerPage?: number; announces?: boolean; takesTime?: boolean; beforeAnswer?: (request: number) => void } = {},
	) {}

	/** Resolves when nobody stands in line any more. */
	async idle() {
		for (let seen: unknown; seen !== this.line; ) {
			seen = this.line;
			await seen;
			await settle();
		}
	}

	/** One request after the other, as the pace lets them through; what is no longer needed does not go out. */
	readonly read = async (page: number, pageSize: number, isNeeded: () => boolean): Promise<Page> => {
		const turn = this.line.then(async () => {
			if (this.options.takesTime) await settle();
			if (!isNeeded()) throw new Error('not needed');
			this.asked.push(page);
			this.options.beforeAnswer?.(this.asked.length);
			const size = Math.min(pageSize, this.options.maxPerPage ?? LARGEST_PAGE);
			const rows = this.ids.slice((page - 1) * size, page * size).map((id) => ({ id }));
			return { rows, total: this.options.announces === false ? undefined : this.ids.length, pageSize: size };
		});
		this.line = turn.catch(() => undefined);
		return await turn;
	};
}

const idsOf = (rows: IDataObject[]) => rows.map(({ id }) => String(id));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
const count = fc.oneof(fc.nat(30), fc.nat(700));
const pageSize = fc.constantFrom(1, 3, 10, 30, 99, 100);
const limit = fc.option(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 800 })), { nil: undefined });
const nameOf = ({ id }: IDataObject) => textOf(id);
const collect = async (server: ListServer, wanted: Partial<Wanted> = {}) => idsOf(await collectRows(server.read, { nameOf, ...wanted }));

test('a list that stands still comes whole, in order, with no request too many', async () => {
	await fc.assert(
		fc.asyncProperty(count, pageSize, limit, fc.boolean(), async (total, maxPerPage, most, announces) => {
			const server = new ListServer(numbered(total), { maxPerPage, announces });
			expect(await collect(server, { limit: most })).toEqual(numbered(total).slice(0, most));
			const perPage = Math.min(maxPerPage, most ?? LARGEST_PAGE);
			const wanted = Math.min(total, most ?? Infinity);
			// Without a total, only a page that is not full tells the end.
			const last = announces ? Math.ceil(wanted / perPage) : most !== undefined && most <= total ? Math.ceil(most / perPage) : Math.floor(total / perPage) + 1;
			expect(server.asked).toEqual(numbered(Math.max(1, last)).map((page) => Number(page) + 1));
		}),
		{ numRuns: 300 },
	);
});

test('a filter keeps order and limit, and asks for no page twice or past the end', async () => {
	await fc.assert(
		fc.asyncProperty(count, pageSize, limit, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (total, maxPerPage, most, every, announces) => {
			const server = new ListServer(numbered(total), { maxPerPage, announces });
			const accept = ({ id }: IDataObject) => Number(id) % every === 0;
			expect(await collect(server, { limit: most, accept })).toEqual(numbered(total).filter((id) => Number(id) % every === 0).slice(0, most));
			expect(new Set(server.asked).size).toBe(server.asked.length);
			expect(Math.max(...server.asked)).toBeLessThanOrEqual(Math.max(1, announces ? Math.ceil(total / maxPerPage) : Math.floor(total / maxPerPage) + 1));
		}),
		{ numRuns: 200 },
	);
});

/** Whether a list that stands still seems to go round in circles: a whole page that repeats others, or three in a row where nobody counts. */
function repeatsPages(list: string[], perPage: number, announces: boolean): boolean {
	const seen = new Set<string>();
	let stale = 0;
	for (let start = 0; start < list.length; start += perPage) {
		const page = list.slice(start, start + perPage);
		const before = seen.size;
		for (const id of page) seen.add(id);
		stale = seen.size === before ? stale + 1 : 0;
		if (stale >= (announces && page.length === perPage ? 1 : 3)) return true;
	}
	return false;
}

test('never the same row twice, and none is missing, or the list is refused for repeating itself', async () => {
	const ids = fc.array(fc.nat(60).map(String), { maxLength: 150 });
	await fc.assert(
		fc.asyncProperty(ids, pageSize, limit, fc.boolean(), async (list, maxPerPage, most, announces) => {
			const [result] = await Promise.allSettled([collect(new ListServer(list, { maxPerPage, announces }), { limit: most })]);
			if (result.status === 'rejected') {
				expect(result.reason).toBeInstanceOf(EndlessList);
				expect(repeatsPages(list, Math.min(maxPerPage, most ?? LARGEST_PAGE), announces)).toBe(true);
				return;
			}
			const rows = result.value;
			expect(new Set(rows).size).toBe(rows.length);
			expect(rows.length).toBeLessThanOrEqual(most ?? Infinity);
			if (most === undefined) expect(new Set(rows)).toEqual(new Set(list));
		}),
		{ numRuns: 200, examples: [[['21', '21', '0'], 1, undefined, false], [['21', '21', '21', '21', '0'], 1, undefined, false], [['21', '21'], 1, undefined, true]] },
	);
});

const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(100)), { minLength: 1, maxLength: 3 });

test.each(['inserted', 'removed'])('rows that are %s while pages are read cost no other row', async (what) => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.constantFrom(3, 10, 30), moves, async (total, maxPerPage, when) => {
			const server: ListServer = new ListServer(numbered(total), {
				maxPerPage,
				beforeAnswer: (request) => {
					for (const [at, percent] of when) {
						if (at !== request) continue;
						const place = Math.floor((server.ids.length * percent) / 101);
						server.ids = what === 'inserted' ? spliced(server.ids, place, 0, `new-${request}-${percent}`) : spliced(server.ids, place, 1);
					}
				},
			});
			const rows = await collect(server);
			expect(new Set(rows).size).toBe(rows.length);
			const stayed = server.ids.filter((id) => !id.startsWith('new'));
			expect(stayed.filter((id) => !rows.includes(id))).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

test('a limit is reached although rows move', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 150, max: 300 }), fc.integer({ min: 1, max: 140 }), moves, async (total, most, when) => {
			const server: ListServer = new ListServer(numbered(total), {
				maxPerPage: 10,
				beforeAnswer: (request) => {
					for (const [at] of when) if (at === request) server.ids = [`new-${server.ids.length}`, ...server.ids];
				},
			});
			const rows = await collect(server, { limit: most });
			expect([rows.length, new Set(rows).size]).toEqual([most, most]);
		}),
	);
});

test('one page that fails fails the whole, and nothing is asked for after it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(100), limit, async (total, percent, most) => {
			const pages = Math.ceil(Math.min(total, most ?? Infinity) / 100);
			const bad = 1 + Math.floor((pages * percent) / 101);
			const server: ListServer = new ListServer(numbered(total), {
				takesTime: true,
				beforeAnswer: () => {
					if (server.asked.at(-1) === bad) throw new Error('page failed');
				},
			});
			await expect(collect(server, { limit: most })).rejects.toThrow('page failed');
			await server.idle();
			expect(server.asked).toEqual(numbered(bad).map((page) => Number(page) + 1));
		}),
		{ numRuns: 200 },
	);
});

test('more than 50,000 rows are refused before the second page, unless a limit or a filter asks for fewer', async () => {
	const long = new ListServer(numbered(50_001));
	await expect(collect(long)).rejects.toThrow(TooManyRows);
	expect(long.asked).toEqual([1]);
	expect(await collect(long, { limit: 50_000 })).toHaveLength(50_000);
	expect(await collect(long, { accept: ({ id }) => id === '50000' })).toEqual(['50000']);
	expect(await collect(new ListServer(numbered(50_000)))).toHaveLength(50_000);
	await expect(collect(new ListServer(numbered(50_101), { announces: false }))).rejects.toThrow(TooManyRows);
});

test('a server that never ends its list does not hold the node for ever', async () => {
	let asked = 0;
	const samePage = async () => {
		if (++asked > 2_000) throw new Error('still asking');
		return { rows: numbered(100).map((id) => ({ id })), total: undefined, pageSize: 100 };
	};
	await expect(collectRows(samePage, { nameOf })).rejects.toThrow(EndlessList);
	expect(asked).toBe(4);
});

test('a counter that promises more than there is ends with an empty page', async () => {
	let asked = 0;
	const promising = async (page: number) => {
		asked += 1;
		return { rows: page === 1 ? numbered(100).map((id) => ({ id })) : [], total: 40_000, pageSize: 100 };
	};
	expect(await collectRows(promising, { nameOf, limit: 200 })).toHaveLength(100);
	expect(asked).toBeLessThanOrEqual(10);
});

test('a long list is read on while earlier pages are under way, 50 at the most', async () => {
	const answers = new Map<number, () => void>();
	const read = async (page: number): Promise<Page> => {
		if (page > 1) await new Promise<void>((resolve) => answers.set(page, resolve));
		return { rows: numbered(100).map((id) => ({ id: `${page} ${id}` })), total: 12_000, pageSize: 100 };
	};
	const collecting = collectRows(read, { nameOf });
	await settle();
	expect(Math.max(...answers.keys())).toBe(51);
	answers.get(3)?.();
	await settle();
	expect(Math.max(...answers.keys())).toBe(51);
	answers.get(2)?.();
	await settle();
	expect(Math.max(...answers.keys())).toBe(53);
	for (let page = 4; page <= 120; page++) {
		answers.get(page)?.();
		await settle();
	}
	expect(await collecting).toHaveLength(12_000);
});

test('pages whose rows a filter refuses are given free while the list is read', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc') as () => void;
	const firstRows: Array<WeakRef<IDataObject>> = [];
	let held = NaN;
	const read = async (page: number): Promise<Page> => {
		// What a reference was made of is held until the turn is over.
		await nextTurn();
		const rows = numbered(100).map((id) => ({ id: `${page} ${id}` }));
		firstRows.push(new WeakRef<IDataObject>(rows[0] ?? {}));
		if (page === 390) {
			await nextTurn();
			collectGarbage();
			held = firstRows.filter((row) => row.deref() !== undefined).length;
		}
		return { rows, total: 40_000, pageSize: 100 };
	};
	await collectRows(read, { nameOf, accept: () => false });
	expect(held).toBeLessThanOrEqual(101);
});

test('with a limit and a filter, no page behind the last wanted row is waited for', async () => {
	const asked: number[] = [];
	const read = async (page: number): Promise<Page> => {
		asked.push(page);
		if (page > 5) await new Promise<never>(() => undefined);
		return await Promise.resolve({ rows: numbered(10).map((id) => ({ id: `${page} ${id}` })), total: 300, pageSize: 10 });
	};
	const accept = ({ id }: IDataObject) => ['1 5', '3 5', '5 5'].includes(String(id));
	expect(await collectRows(read, { nameOf, accept, limit: 3 })).toHaveLength(3);
	expect(Math.max(...asked)).toBeGreaterThan(5);
});

test.each([
	['while an earlier one is under way', false],
	['in the moment in which an earlier one is answered, and others after it', true],
])('a page that fails %s ends the list with its own error', async (_name, isAnswered) => {
	const settled = new Map<number, { answer: () => void; fail: () => void }>();
	const read = async (page: number): Promise<Page> => {
		if (page > 1) await new Promise<void>((answer, reject) => settled.set(page, { answer, fail: () => reject(new Error(`page ${page}`)) }));
		return { rows: numbered(100).map((id) => ({ id: `${page} ${id}` })), total: 500, pageSize: 100 };
	};
	const collecting = collectRows(read, { nameOf });
	collecting.catch(() => undefined);
	await settle();
	if (isAnswered) settled.get(2)?.answer();
	settled.get(4)?.fail();
	settled.get(5)?.fail();
	await expect(Promise.race([collecting, settle().then(() => 'still waits')])).rejects.toThrow('page 4');
});
