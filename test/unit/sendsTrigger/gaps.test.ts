import type { IDataObject } from 'n8n-workflow';
import { type Gap, GapReader, isInGap, tidyGaps } from '../../../nodes/Sendoso/trigger/sends/reading/gaps';
import { SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import { FakeSession } from '../../trigger/model';
import { HOUR, NOON } from './scene';

/** Sends an hour apart, newest first: `g0` is one hour old. */
const dated = (count: number): IDataObject[] => Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (index + 1) * HOUR).toISOString() }));

function pagesOf(rows: IDataObject[], broken: number[] = []) {
	const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me' }, 5, { broken: (page) => broken.includes(page) });
	return new SendPages(session, 'newestFirst', 5, 1);
}

/** Reads until nothing more is wanted; answers which pages were asked for together. */
async function readAll(pages: SendPages, reader: GapReader, most = 3): Promise<number[][]> {
	const asked: number[][] = [];
	for (let numbers = reader.wanted(most); numbers.length > 0 && asked.length < 100; numbers = reader.wanted(most)) {
		asked.push(numbers);
		await pages.read(numbers);
	}
	return asked;
}

const rankOf = (page: number) => page * 5;

describe('a gap at the newest end', () => {
	test('is read page by page, and when it is long some pages at a time', async () => {
		const pages = pagesOf(dated(70));
		const reader = new GapReader(pages, { lower: NOON - 63 * HOUR, upper: null }, undefined);
		expect(await readAll(pages, reader)).toEqual([[1], [2], [3], [4], [5], [6, 7, 8], [9, 10, 11], [12, 13, 14]]);
		expect(reader.left(rankOf)).toEqual([]);
	});

	test('asks for no page that was read already, nor for one behind the end', async () => {
		const pages = pagesOf(dated(43));
		await pages.read([7, 10]);
		const reader = new GapReader(pages, { lower: 0, upper: null }, undefined);
		expect(await readAll(pages, reader)).toEqual([[1], [2], [3], [4], [5], [6, 8], [9]]);
		expect(reader.left(rankOf)).toEqual([]);
	});

	test('is left as it is while nothing of it was read', () => {
		const gap: Gap = { lower: 7, upper: null };
		expect(new GapReader(pagesOf(dated(9)), gap, undefined).left(rankOf)).toEqual([gap]);
	});

	test('ends as soon as nothing can be missing, but not where a page before could not be read', async () => {
		const undated: IDataObject[] = Array.from({ length: 30 }, (_, index) => ({ send_gid: `g${index}` }));
		const pages = pagesOf(undated);
		const asked: number[] = [];
		const isEnough = (reached: number) => asked.push(reached) > 1;
		expect(await readAll(pages, new GapReader(pages, { lower: 0, upper: null }, undefined, isEnough))).toEqual([[1], [2]]);
		expect(asked).toEqual([Infinity, Infinity]);
		const holed = pagesOf(undated, [2]);
		await holed.read([1]);
		const reader = new GapReader(holed, { lower: 0, upper: null }, undefined, () => holed.get(1) !== undefined && holed.has(2));
		await holed.read([2]);
		await readAll(holed, reader);
		expect(holed.has(6)).toBe(false);
		const behind = pagesOf(undated, [1]);
		await behind.read([2]);
		await behind.read([1]);
		await readAll(behind, new GapReader(behind, { lower: 0, upper: null }, undefined, () => true));
		expect(behind.numbers).toEqual([2, 3, 4, 5, 6]);
	});

	test('is not closed by its own lower edge: sends of the same moment may follow', async () => {
		const pages = pagesOf(dated(40));
		// The range of a page ends with its second oldest row.
		await readAll(pages, new GapReader(pages, { lower: NOON - 9 * HOUR, upper: null }, undefined));
		expect(pages.numbers).toEqual([1, 2, 3]);
		const past = pagesOf(dated(40));
		await readAll(past, new GapReader(past, { lower: NOON - 9 * HOUR + 1, upper: null }, undefined));
		expect(past.numbers).toEqual([1, 2]);
	});
});

describe('a gap further down', () => {
	test('has its place looked for, and the next poll goes on with that', async () => {
		const pages = pagesOf(dated(400));
		const gap: Gap = { lower: NOON - 310 * HOUR, upper: NOON - 300 * HOUR, rank: 1 };
		const reader = new GapReader(pages, gap, 0);
		expect(reader.left(rankOf)).toEqual([gap]);
		const numbers = reader.wanted(3);
		await pages.read(numbers);
		expect(numbers).toEqual([1]);
		const [next] = reader.wanted(3);
		expect(reader.left(rankOf)).toEqual([{ ...gap, rank: rankOf(next ?? 0) }]);
		await readAll(pages, reader);
		expect(reader.left(rankOf)).toEqual([]);
		for (let hour = 300; hour <= 310; hour++) expect([hour, pages.sightings.some(({ at }) => at === NOON - hour * HOUR)]).toEqual([hour, true]);
	});

	test('that the list can not hold is none', async () => {
		const pages = pagesOf(dated(40));
		const reader = new GapReader(pages, { lower: NOON + HOUR, upper: NOON + 2 * HOUR }, 3);
		await readAll(pages, reader);
		expect(reader.left(rankOf)).toEqual([]);
		expect(reader.wanted(3)).toEqual([]);
	});

	test('begins where the pages in front of it end that hold nothing of it', async () => {
		for (const start of [0, 3, 6, undefined]) {
			const pages = pagesOf(dated(40));
			const reader = new GapReader(pages, { lower: NOON - 24 * HOUR, upper: NOON - 16 * HOUR }, start);
			await readAll(pages, reader);
			for (let hour = 16; hour <= 24; hour++) expect([start, hour, pages.sightings.some(({ at }) => at === NOON - hour * HOUR)]).toEqual([start, hour, true]);
		}
	});
});

test('gaps are kept in their order, and those that hold nothing are left out', () => {
	const gaps: Gap[] = [
		{ lower: 30, upper: null },
		{ lower: 20, upper: 20 },
		{ lower: 10, upper: 9 },
		{ lower: 5, upper: 6 },
	];
	expect(tidyGaps(gaps)).toEqual([gaps[3], gaps[1], gaps[0]]);
	const many: Gap[] = Array.from({ length: 21 }, (_, index) => ({ lower: (20 - index) * 10, upper: (20 - index) * 10 + 5 }));
	expect(tidyGaps(many)).toHaveLength(20);
	expect(tidyGaps(many)[0]).toEqual({ lower: 0, upper: 15 });
	expect(tidyGaps([...many, { lower: 300, upper: null }])).toHaveLength(20);
});

test('a moment is in a gap up to its edges', () => {
	const gap: Gap = { lower: 5, upper: 8 };
	expect([4, 5, 8, 9].map((moment) => isInGap([gap], moment))).toEqual([false, true, true, false]);
	expect([4, 5, 900].map((moment) => isInGap([{ lower: 5, upper: null }], moment))).toEqual([false, true, true]);
	expect(isInGap([], 5)).toBe(false);
});
