import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { NewestFirstReader } from '../../nodes/Sendoso/sendList/newestFirst';
import { EndlessList, type Page } from '../../nodes/shared/transport/pages';
import { byNewest, createdAt } from '../../nodes/shared/values/instants';
import { spliced } from './lists';

type Order = 'descending' | 'ascending' | 'shuffled';

/** A send; `time` undefined for one that does not say when it was created. */
const send = (id: number, time: number | undefined): IDataObject => ({
	id,
	send_gid: `gid-${id}`,
	...(time === undefined ? {} : { created_at: new Date(time).toISOString() }),
});

/** Sendoso's list of sends in some order, which may grow or shrink between answers. */
class SendServer {
	readonly asked: number[] = [];
	list: IDataObject[];

	constructor(sends: IDataObject[], readonly order: Order, private readonly perPage: number, private readonly beforeAnswer: (request: number) => void = () => undefined, private readonly announces = true) {
		this.list = order === 'shuffled' ? sends : [...sends].sort(order === 'descending' ? byNewest : (left, right) => byNewest(right, left));
	}

	/** A new send, where a server of this order lists it. */
	arrive(newcomer: IDataObject) {
		this.list = this.order === 'descending' ? [newcomer, ...this.list] : [...this.list, newcomer];
	}

	readonly read = async (page: number, pageSize: number): Promise<Page> => {
		await Promise.resolve();
		this.asked.push(page);
		this.beforeAnswer(this.asked.length);
		const size = Math.min(pageSize, this.perPage);
		return { rows: this.list.slice((page - 1) * size, page * size), total: this.announces ? this.list.length : undefined, pageSize: size };
	};
}

const start = Date.UTC(2026, 2, 4);
const order = fc.constantFrom<Order>('descending', 'ascending', 'shuffled');
const perPage = fc.constantFrom(1, 2, 5, 10, 100);
/** Times far apart, close together and equal; some sends have none. */
const times = fc.array(fc.oneof({ weight: 8, arbitrary: fc.nat(200).map((step) => start + step * 3_600_000) }, { weight: 2, arbitrary: fc.nat(50).map((second) => start + second * 1000) }, { weight: 1, arbitrary: fc.constant(undefined) }), { maxLength: 120 });
const datedTimes = times.map((moments) => moments.filter((time) => time !== undefined));
const sendsOf = (moments: Array<number | undefined>) => moments.map((time, index) => send(index + 1, time));
const gids = (rows: IDataObject[]) => rows.map(({ send_gid }) => String(send_gid));
const never = () => false;

test('reading to the end finds every send once, newest first, in any order of the list', async () => {
	await fc.assert(
		fc.asyncProperty(times, order, perPage, fc.boolean(), async (moments, listOrder, size, announces) => {
			const sends = sendsOf(moments);
			const server = new SendServer(sends, listOrder, size, undefined, announces);
			const reader = new NewestFirstReader(server.read);
			await reader.readUntil(never);
			expect(reader.isExhausted).toBe(true);
			const dated = (rows: IDataObject[]) => gids(rows.filter(({ created_at }) => created_at !== undefined));
			expect(dated(reader.rows)).toEqual(dated([...sends].sort(byNewest)));
			expect(new Set(gids(reader.rows))).toEqual(new Set(gids(sends)));
			expect(reader.rows.slice(dated(sends).length).every(({ created_at }) => created_at === undefined)).toBe(true);
			expect(reader.size).toBe(sends.length);
			// One more tells that a full page is the last one.
			if (announces) expect(server.asked.length).toBeLessThanOrEqual(Math.max(1, Math.ceil(sends.length / size)) + (sends.length > 0 && sends.length % size === 0 ? 1 : 0));
			expect(new Set(server.asked).size).toBe(server.asked.length);
		}),
		{ numRuns: 300 },
	);
});

/** Reads to the end, and compares the horizon with the list at every step. */
async function watchHorizon(server: SendServer, known: IDataObject[], tolerance = 0) {
	const reader = new NewestFirstReader(server.read);
	await reader.readUntil((current) => {
		const read = new Set(gids(current.rows));
		const missed = known.filter((entry) => createdAt(entry) > current.horizon + tolerance && !read.has(String(entry.send_gid)));
		expect(gids(missed)).toEqual([]);
		return false;
	});
	return reader;
}

/** Whether the first and the last page show that a list has no order; short pages may not. */
function looksUnordered(list: IDataObject[], size: number): boolean {
	const lastStart = Math.floor(Math.max(0, list.length - 1) / size) * size;
	const seen = [...list.slice(0, size), ...(lastStart >= size ? list.slice(lastStart) : [])].map(createdAt).filter((time) => !Number.isNaN(time));
	const steps = seen.slice(1).map((time, index) => time - (seen[index] ?? time));
	return Math.max(...steps) > 60_000 && Math.min(...steps) < -60_000;
}

test('everything newer than the horizon has been read, at every step', async () => {
	await fc.assert(
		fc.asyncProperty(times, order, perPage, async (moments, listOrder, size) => {
			const sends = sendsOf(moments);
			const server = new SendServer(sends, listOrder, size);
			fc.pre(listOrder === 'shuffled' ? looksUnordered(server.list, size) : server.list.slice(0, size).some(({ created_at }) => created_at !== undefined));
			await watchHorizon(server, sends);
		}),
		{ numRuns: 400 },
	);
});

test.each<[string, Array<number | undefined>]>([
	['all times equal', [start, start, start + 3_600_000, start, start]],
	['no times', [undefined, undefined, start, start + 3_600_000, undefined]],
])('pages that tell nothing about the order are not trusted: %s', async (_name, moments) => {
	const sends = sendsOf(moments);
	await watchHorizon(new SendServer(sends, 'shuffled', 1), sends);
});

test('the horizon also holds for a list that is almost in order', async () => {
	const jitter = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: -25, max: 25 })), { minLength: 1, maxLength: 120 });
	await fc.assert(
		fc.asyncProperty(jitter, fc.boolean(), perPage, async (entries, newestFirst, size) => {
			const sorted = entries.sort(([left], [right]) => (newestFirst ? right - left : left - right));
			const sends = sorted.map(([minute, second], index) => send(index + 1, start + minute * 60_000 + second * 1000));
			await watchHorizon(new SendServer(sends, 'shuffled', size), sends, 60_000);
		}),
		{ numRuns: 300 },
	);
});

test('the horizon does not trust a list that creeps backwards in small steps', async () => {
	// Newest first as it seems; then every send is 50 seconds newer than the one before.
	const creeping = [start + 10_000_000, ...Array.from({ length: 60 }, (_, index) => start + index * 50_000)];
	const sends = sendsOf(creeping);
	await watchHorizon(new SendServer(sends, 'shuffled', 10), sends);
});

test.each([1, 2, 7])('a send that is out of its place hides no other, wherever its page ends: %i per page', async (size) => {
	for (let place = size; place < 30; place++) {
		const sends = sendsOf(Array.from({ length: 40 }, (_, index) => start - (index === place ? 1_000 : index) * 3_600_000));
		await watchHorizon(new SendServer(sends, 'shuffled', size), sends);
	}
});

describe('a row or two out of their place among many', () => {
	const hour = 3_600_000;

	test('cost no other page, and hide no other send, wherever they stand', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(fc.tuple(fc.nat(999), fc.nat(999)), { minLength: 1, maxLength: 2, selector: ([from]) => from }), fc.boolean(), async (moves, newestFirst) => {
				const list = sendsOf(Array.from({ length: 1_000 }, (_, index) => start - index * hour));
				const strays = moves.map(([from]) => list[from]);
				for (const [place, [, to]] of moves.entries()) list.splice(to, 0, ...list.splice(list.indexOf(strays[place] ?? {}), 1));
				const server = new SendServer(newestFirst ? list : list.reverse(), 'shuffled', 100);
				const known = list.filter((entry) => !strays.includes(entry));
				await watchHorizon(server, known);
				const reader = new NewestFirstReader(server.read);
				server.asked.length = 0;
				await reader.readUntil(({ horizon }) => horizon < start - 30 * hour);
				expect(server.asked.length).toBeLessThanOrEqual(4);
			}),
			{ numRuns: 300 },
		);
	});

	test('more of them make a list without order, and so do few rows on its last page', async () => {
		const list = sendsOf(Array.from({ length: 300 }, (_, index) => start - index * hour));
		const [first, second, third] = list.splice(250, 3);
		const strays = [first, second, third].flatMap((row) => (row === undefined ? [] : [row]));
		const many = [...list.slice(0, 10), ...strays, ...list.slice(10)];
		const reader = new NewestFirstReader(new SendServer(many, 'shuffled', 100).read);
		await reader.readUntil(({ horizon }) => horizon < start - 5 * hour);
		expect(reader.isExhausted).toBe(true);
		const ending = new NewestFirstReader(new SendServer([...list.slice(1, 201), ...list.slice(0, 1)], 'shuffled', 100).read);
		await ending.readUntil(({ horizon }) => horizon < start - 5 * hour);
		expect(ending.isExhausted).toBe(true);
	});
});

describe('a counter that is too small', () => {
	const hours = (index: number) => start + index * 3_600_000;
	const all = sendsOf(Array.from({ length: 1_000 }, (_, index) => hours(index)));

	test.each<[Order, number]>([['ascending', 150], ['ascending', 200], ['descending', 150], ['descending', 200]])('%s, %i of 1,000 announced', async (listOrder, announced) => {
		const server = new SendServer(all, listOrder, 100);
		const reader = new NewestFirstReader(async (page, pageSize) => ({ ...(await server.read(page, pageSize)), total: announced }));
		await reader.readUntil(({ horizon }) => horizon < hours(890));
		expect(gids(reader.rowsDownTo(hours(890))).length).toBe(110);
	});

	test('a server that gives the last page for every later one is believed', async () => {
		const server = new SendServer(all, 'ascending', 100);
		const reader = new NewestFirstReader(async (page, pageSize) => ({ ...(await server.read(Math.min(page, 10), pageSize)), total: 1_000 }));
		await reader.readUntil(({ horizon }) => horizon < hours(890));
		expect([gids(reader.rowsDownTo(hours(890))).length, server.asked]).toEqual([110, [1, 10, 10, 9]]);
	});
});

test('sends that arrive during the reading hide no other', async () => {
	const arrivals = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(datedTimes, fc.constantFrom<Order>('descending', 'ascending'), fc.constantFrom(2, 5, 10), arrivals, async (moments, listOrder, size, when) => {
			const sends = sendsOf(moments);
			let newest = 10_000;
			const server: SendServer = new SendServer(sends, listOrder, size, (request) => {
				for (const at of when) if (at === request) server.arrive(send(++newest, start + 1_000 * 3_600_000 + newest));
			});
			const reader = await watchHorizon(server, sends);
			const read = new Set(gids(reader.rows));
			expect(gids(sends).filter((gid) => !read.has(gid))).toEqual([]);
		}),
		{ numRuns: 400 },
	);
});

test('a send that leaves the list during the reading hides no other', async () => {
	await fc.assert(
		fc.asyncProperty(datedTimes, fc.constantFrom<Order>('descending', 'ascending'), fc.constantFrom(2, 5, 10), fc.integer({ min: 1, max: 6 }), fc.nat(100), async (moments, listOrder, size, when, percent) => {
			const sends = sendsOf(moments);
			const server: SendServer = new SendServer(sends, listOrder, size, (request) => {
				if (request === when) server.list = spliced(server.list, Math.floor((server.list.length * percent) / 101), 1);
			});
			const reader = new NewestFirstReader(server.read);
			await reader.readUntil(never);
			const read = new Set(gids(reader.rows));
			expect(gids(server.list).filter((gid) => !read.has(gid))).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

test('callers share one reader, and a failed page can be read again', async () => {
	let failures = 1;
	const sends = sendsOf(Array.from({ length: 50 }, (_, index) => start + index * 3_600_000));
	const server = new SendServer(sends, 'descending', 5, (request) => {
		if (request === 4 && failures-- > 0) throw new Error('page failed');
	});
	const reader = new NewestFirstReader(server.read);
	const look = async (id: number) => {
		await reader.readUntil((current) => current.get(`gid-${id}`) !== undefined);
		return reader.get(`gid-${id}`)?.id;
	};
	const results = await Promise.allSettled([look(49), look(30), look(30), look(2)]);
	expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
	expect(await look(17)).toBe(17);
	expect(server.asked.length).toBeLessThanOrEqual(12);
});

describe('a walk ends, whatever the server answers', () => {
	/** Reads all of a list whose pages a function gives, and tells how it ended and what it cost. */
	async function readAll(pageOf: (page: number, request: number) => Partial<Page> & { rows: IDataObject[] }, isEnough: (reader: NewestFirstReader) => boolean = never) {
		let requests = 0;
		const reader = new NewestFirstReader(async (page) => await Promise.resolve({ total: undefined, pageSize: 100, ...pageOf(page, ++requests) }));
		const [result] = await Promise.allSettled([reader.readUntil(isEnough)]);
		return { reader, requests: () => requests, error: result.status === 'rejected' ? (result.reason as unknown) : undefined };
	}
	const rowsFrom = (first: number, count = 100) => Array.from({ length: count }, (_, index) => send(first + index, start - (first + index) * 3_600_000));

	test('the same page again, without and with a counter', async () => {
		const uncounted = await readAll(() => ({ rows: rowsFrom(1) }));
		expect([uncounted.error, uncounted.requests()]).toEqual([new EndlessList('repeats itself: a page held nothing but records of earlier pages'), 4]);
		const counted = await readAll(() => ({ rows: rowsFrom(1), total: 5_000 }));
		expect([counted.error, counted.requests()]).toEqual([uncounted.error, 2]);
		const short = await readAll(() => ({ rows: rowsFrom(1, 25), total: 5_000 }));
		expect([short.error, short.requests()]).toEqual([uncounted.error, 2]);
	});

	test('nobody who shares the walk asks again', async () => {
		const { reader, requests } = await readAll(() => ({ rows: rowsFrom(1) }));
		await expect(reader.readUntil(never)).rejects.toThrow(EndlessList);
		expect(requests()).toBe(4);
	});

	test('the last page for every later one', async () => {
		const { error, reader } = await readAll((page) => ({ rows: rowsFrom(Math.min(page, 3) * 100) }));
		expect(error).toBeInstanceOf(EndlessList);
		expect(reader.size).toBe(300);
	});

	test('one full page for every page, which is the whole list by its counter', async () => {
		const { error, reader, requests } = await readAll(() => ({ rows: rowsFrom(1), total: 100 }));
		expect([error, reader.size, reader.isExhausted, requests()]).toEqual([undefined, 100, true, 2]);
	});

	test('a counter that goes up and down', async () => {
		const { error, requests } = await readAll((page, request) => ({ rows: rowsFrom(page * 100), total: 2_000 - (request % 2) }));
		expect(error).toEqual(new EndlessList('keeps losing records while it is read'));
		expect(requests()).toBeLessThan(100);
	});

	test('always new rows', async () => {
		const { error, requests } = await readAll((page) => ({ rows: rowsFrom(page * 100) }));
		expect(error).toBeInstanceOf(EndlessList);
		expect(requests()).toBeLessThanOrEqual(2_001);
	});

	test('a counter that is far too high over a list in no order, whose short last page stands for every later one', async () => {
		const inNoOrder = (page: number) => rowsFrom(page * 10, page < 25 ? 10 : 8).map((row) => ({ ...row, created_at: new Date(start + ((Number(row.id) * 7_919) % 251) * 3_600_000).toISOString() }));
		const { error, requests } = await readAll((page) => ({ rows: inNoOrder(Math.min(page, 25)), total: 200_000, pageSize: 10 }));
		expect(error).toBeInstanceOf(EndlessList);
		expect(requests()).toBeLessThan(200);
	});

	test('hardly anything new: rows count as often as they are listed', async () => {
		const { requests, reader } = await readAll((page) => ({ rows: [...rowsFrom(1, 99), send(1_000 + page, start)] }), (current) => current.unorderedLength > 5_000);
		expect(reader.size).toBe(99 + 51);
		expect(requests()).toBe(51);
	});
});
