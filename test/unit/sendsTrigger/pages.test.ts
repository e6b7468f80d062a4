import type { IDataObject } from 'n8n-workflow';
import { keyOf, type SeenSend, SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import { placeOf } from '../../../nodes/Sendoso/trigger/sends/reading/placeOf';
import type { TimedPage } from '../../../nodes/shared/polling/pollContext';
import { FakeSession } from '../../trigger/model';
import { HOUR, NOON, type Order } from './scene';

const send = (gid: string, hours?: number): IDataObject => ({ send_gid: gid, ...(hours === undefined ? {} : { created_at: new Date(NOON - hours * HOUR).toISOString() }) });
const sends = (count: number, first = 0) => Array.from({ length: count }, (_, index) => send(`g${first + index}`, first + index + 1));

type GivenPage = IDataObject[] | { rows: IDataObject[] } & Partial<TimedPage> | Error;

interface Given {
	order?: Order;
	size?: number;
	end?: number;
	budget?: number;
}

/** Pages of a server that gives what a test lists, by the number of the page, and empty ones beyond. */
function pagesOf(given: Record<number, GivenPage>, { order = 'newestFirst', size = 3, end = 1, budget }: Given = {}) {
	const session = new FakeSession({ rows: () => [], now: NOON, person: 'me' }, size, { budget });
	const asked: number[] = [];
	const readPage = session.readPage.bind(session);
	session.readPage = async (number) => {
		const page = await readPage(number);
		asked.push(number);
		const answer = given[number] ?? [];
		if (answer instanceof Error) throw answer;
		return { ...page, total: undefined, ...(Array.isArray(answer) ? { rows: answer } : answer) };
	};
	return { pages: new SendPages(session, order, size, end), asked, session };
}

async function read(given: Record<number, GivenPage>, numbers: number[], options: Given = {}) {
	const { pages, asked, session } = pagesOf(given, options);
	for (const number of numbers) await pages.read([number]);
	return Object.assign(pages, { asked, session });
}

describe('pages of sends', () => {
	test('are read once each, and hold what the server lists', async () => {
		const pages = await read({ 1: sends(3), 2: sends(2, 3) }, [1, 2, 2, 1]);
		expect(pages.asked).toEqual([1, 2]);
		expect(pages.numbers).toEqual([1, 2]);
		expect([pages.has(1), pages.has(3)]).toEqual([true, false]);
		expect(pages.firstRead).toBe(1);
		expect(pages.sightings.map(({ at, page, index }) => [at, page, index])).toEqual([[NOON - HOUR, 1, 0], [NOON - 2 * HOUR, 1, 1], [NOON - 3 * HOUR, 1, 2], [NOON - 4 * HOUR, 2, 0], [NOON - 5 * HOUR, 2, 1]]);
		expect([pages.hasSeen(keyOf(send('g4'))), pages.hasSeen(keyOf(send('g5')))]).toEqual([true, false]);
		expect(pages.get(1)).toMatchObject({ length: 3, unreadable: 0, range: { newest: NOON - 2 * HOUR, oldest: NOON - 2 * HOUR } });
		expect(pages.serverTime).toBe(NOON);
		expect((await read({ 1: sends(3), 2: sends(3, 3), 3: sends(1, 6) }, [3, 1, 2])).numbers).toEqual([1, 2, 3]);
		expect((await read({ 1: sends(3) }, [2, 1])).firstRead).toBe(2);
	});

	test('count rows that can not be read, and those that nothing names', async () => {
		const pages = await read({ 1: { rows: [...sends(2), { created_at: 'now' }], unreadable: 2 } }, [1]);
		expect(pages.get(1)).toMatchObject({ length: 5, unreadable: 3 });
		expect(pages.sightings).toHaveLength(2);
		expect((await read({ 1: { rows: [], unreadable: 2 } }, [1])).isEmpty).toBe(false);
	});

	test('keep the server time of the first answer', async () => {
		const pages = await read({ 1: { rows: sends(1), serverTime: 5 }, 2: { rows: sends(1, 1), serverTime: 9 } }, [1, 2]);
		expect(pages.serverTime).toBe(5);
	});

	test('tell no range in a list without order, until one is found', async () => {
		const pages = await read({ 1: sends(3) }, [1], { order: 'none' });
		expect(pages.get(1)?.range).toBeUndefined();
		pages.setOrder('newestFirst');
		expect(pages.get(1)?.range).toEqual({ newest: NOON - 2 * HOUR, oldest: NOON - 2 * HOUR });
		pages.setOrder('none');
		expect(pages.get(1)?.range).toBeUndefined();
	});

	test('end with an empty one, and with one that comes again', async () => {
		const empty = await read({ 1: sends(3) }, [1, 4]);
		expect([0, 1, 3, 4, 5].map((number) => empty.isBehindEnd(number))).toEqual([true, false, false, true, true]);
		expect(empty.hasRepeated).toBe(false);
		const sooner = await read({ 1: sends(3) }, [1, 4, 2, 6]);
		expect(sooner.isBehindEnd(2)).toBe(true);
		const again = await read({ 1: sends(3), 2: sends(3, 3), 3: sends(3, 3), 4: sends(3, 3) }, [1, 2, 3, 4]);
		expect([again.hasRepeated, again.isBehindEnd(3), again.isBehindEnd(2), again.numbers]).toEqual([true, true, false, [1, 2]]);
		const nameless = await read({ 1: [{}], 2: [{}] }, [1, 2]);
		expect([nameless.hasRepeated, nameless.isBehindEnd(2)]).toEqual([false, false]);
		expect((await read({ 1: sends(3), 3: sends(3) }, [1, 3])).hasRepeated).toBe(false);
		// A page that is met behind an empty one is not listed.
		expect((await read({ 1: sends(3), 5: sends(3, 3) }, [1, 3, 5])).numbers).toEqual([1]);
	});

	test('are as large as one with others behind it, and no smaller than the largest', async () => {
		const size = async (given: Record<number, GivenPage>, numbers: number[], before = 3) => (await read(given, numbers, { size: before })).size;
		expect(await size({ 1: sends(2) }, [1])).toBe(3);
		expect(await size({ 1: sends(5) }, [1])).toBe(5);
		expect(await size({ 1: sends(2), 2: sends(1, 2) }, [1, 2])).toBe(2);
		expect(await size({ 1: sends(2), 2: sends(1, 2) }, [2, 1])).toBe(2);
		expect(await size({ 1: sends(2), 3: sends(1, 2) }, [1, 3])).toBe(3);
		expect(await size({ 1: sends(2), 2: [] }, [1, 2])).toBe(3);
		expect(await size({ 1: [], 2: sends(2) }, [1, 2])).toBe(3);
		expect(await size({ 1: sends(1), 2: sends(2, 1), 3: sends(1, 3) }, [1, 2, 3])).toBe(2);
		expect(await size({ 1: sends(2), 2: sends(1, 2), 3: sends(1, 3) }, [1, 2, 3])).toBe(2);
		expect((await read({ 1: sends(99) }, [1], { size: 99 })).areSmall).toBe(true);
		expect((await read({ 1: sends(99) }, [1], { size: 100 })).areSmall).toBe(false);
	});

	test('are counted from the newest end', async () => {
		const newest = await read({}, [1], { end: 7 });
		expect([newest.pageAt(0), newest.pageAt(4), newest.stepOf(1), newest.stepOf(5)]).toEqual([1, 5, 0, 4]);
		const oldest = await read({}, [1], { order: 'oldestFirst', end: 7 });
		expect([oldest.isReversed, oldest.pageAt(0), oldest.pageAt(4), oldest.stepOf(7), oldest.stepOf(3)]).toEqual([true, 7, 3, 0, 4]);
		expect((await read({}, [1], { order: 'none', end: 7 })).isReversed).toBe(false);
	});

	test('say how far the list goes', async () => {
		expect((await read({ 1: sends(3) }, [1])).lastKnown).toBe(1);
		expect((await read({ 1: sends(3) }, [1], { end: 9 })).lastKnown).toBe(9);
		expect((await read({ 1: sends(3), 4: sends(3, 3) }, [1, 4])).lastKnown).toBe(4);
		expect((await read({ 1: sends(3), 4: sends(3, 3) }, [1, 4, 3])).lastKnown).toBe(2);
		expect((await read({ 1: sends(3) }, [1, 8], { end: 9 })).lastKnown).toBe(7);
		expect((await read({}, [1], { end: 9 })).lastKnown).toBe(1);
		expect((await read({}, [1])).isEmpty).toBe(true);
	});
});

describe('what the server counts', () => {
	const counted = (rows: IDataObject[], total?: number) => ({ rows, total });

	test('makes a page that is not full the last one for certain, where it agrees', async () => {
		const isLast = async (second: GivenPage) => (await read({ 1: counted(sends(3), 5), 2: second }, [1, 2])).isCertainlyLast(2);
		expect(await isLast(counted(sends(2, 3), 5))).toBe(true);
		expect(await isLast(counted(sends(2, 3), 6))).toBe(false);
		expect(await isLast(counted(sends(2, 3)))).toBe(false);
		expect(await isLast(counted(sends(3, 3), 6))).toBe(false);
		expect((await read({ 1: counted(sends(3), 3) }, [1])).isCertainlyLast(2)).toBe(false);
	});

	test('tells what must be on a page or behind it', async () => {
		const pages = await read({ 1: counted(sends(3), 8), 2: counted(sends(3, 3), 7), 3: sends(1, 6) }, [1, 2, 3]);
		expect([1, 2, 3, 4].map((number) => pages.countedOn(number))).toEqual([8, 5, 2, -1]);
		expect(pages.isCounted).toBe(true);
		const uncounted = await read({ 1: sends(3), 2: sends(1, 3) }, [1, 2]);
		expect([uncounted.countedOn(1), uncounted.countedOn(2), uncounted.isCounted]).toEqual([0, -3, false]);
		expect((await read({ 1: sends(3), 2: counted(sends(1, 3), 4) }, [1, 2])).isCounted).toBe(true);
	});

	test('proves a reading whole that came to an empty page and met as many', async () => {
		const areWhole = async (given: Record<number, GivenPage>, numbers: number[]) => (await read(given, numbers)).areWhole;
		const list = { 1: counted(sends(3), 5), 2: counted(sends(2, 3), 5), 3: counted([], 5) };
		expect(await areWhole(list, [1, 2, 3])).toBe(true);
		expect(await areWhole(list, [1, 2])).toBe(false);
		expect(await areWhole(list, [2, 3])).toBe(false);
		expect(await areWhole(list, [1, 3])).toBe(false);
		expect(await areWhole({ ...list, 3: counted([], 4) }, [1, 2, 3])).toBe(false);
		expect(await areWhole({ ...list, 2: counted([send('g0', 1), send('g4', 5)], 5) }, [1, 2, 3])).toBe(false);
		expect(await areWhole({ 1: { rows: [], total: 0 } }, [1])).toBe(true);
		expect(await areWhole({ ...list, 2: { rows: sends(1, 3), unreadable: 1, total: 5 } }, [1, 2, 3])).toBe(false);
	});

	test('is wrong when the list ends elsewhere, which one that changes does not show', async () => {
		const isMiscounted = async (total: number | undefined, numbers = [1, 2, 3], last = total) => (await read({ 1: counted(sends(3), total), 2: counted(sends(2, 3), last), 3: counted([], last) }, numbers)).isMiscounted;
		expect(await isMiscounted(5)).toBe(false);
		expect(await isMiscounted(6)).toBe(true);
		expect(await isMiscounted(4)).toBe(true);
		expect(await isMiscounted(undefined)).toBe(false);
		expect(await isMiscounted(6, [1, 2])).toBe(false);
		expect(await isMiscounted(7, [1, 2, 3], 6)).toBe(false);
	});
});

describe('a page that can not be read', () => {
	const broken = new Error('broken');

	test('is noted, and after two of them the poll reads no others', async () => {
		const pages = await read({ 1: sends(3), 2: broken, 3: sends(3, 3), 4: broken, 5: sends(3, 6) }, [1, 2, 3, 2, 4, 5]);
		expect(pages.asked).toEqual([1, 2, 3, 4]);
		expect([pages.has(2), pages.get(2), pages.failures]).toEqual([true, undefined, [broken, broken]]);
		expect(pages.mayGoOn).toBe(false);
		expect((await read({ 1: sends(3), 2: broken }, [1, 2])).mayGoOn).toBe(true);
		expect(pages.numbers).toEqual([1, 3]);
	});

	test('fails the poll when it is the first one', async () => {
		const { pages } = pagesOf({ 1: broken });
		await expect(pages.read([1])).rejects.toBe(broken);
		expect([pages.has(1), pages.failures]).toEqual([false, []]);
		expect(pages.isEmpty).toBe(true);
	});

	test('because the time is over is left to the next poll', async () => {
		const { pages, asked } = pagesOf({ 1: sends(3), 2: sends(3, 3), 3: sends(3, 6) }, { budget: 2 });
		await pages.read([1]);
		await pages.read([2, 3]);
		expect([asked, pages.has(3), pages.failures, pages.mayGoOn]).toEqual([[1, 2], false, [], false]);
		await pages.read([3]);
		expect(asked).toEqual([1, 2]);
	});
});

describe('a send without a time was created', () => {
	const undated = send('undated');
	const at = (pages: SendPages, isKnown: (key: string) => boolean = () => false) => {
		const seen = pages.sightings.find(({ key }) => key === keyOf(undated)) as SeenSend;
		return placeOf(seen, pages, isKnown);
	};

	test('not later than the older one of its neighbours', async () => {
		expect(at(await read({ 1: [send('a', 1), undated, send('b', 2)] }, [1]))).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [send('a', 2), undated, send('b', 1)] }, [1], { order: 'oldestFirst' }))).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [send('c', 1), send('a', 2), undated] }, [1]))).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [undated, send('a', 2), send('b', 3)] }, [1]))).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [undated, send('a', 3), send('b', 2)] }, [1], { order: 'oldestFirst', end: 5 }))).toBe(NOON - 3 * HOUR);
		expect(at(await read({ 1: [send('a', 5), send('b', 4), undated] }, [1], { order: 'oldestFirst', end: 5 }))).toBe(NOON - 4 * HOUR);
		expect(at(await read({ 1: [send('a', 1), send('x'), undated, send('y'), send('b', 3)] }, [1]))).toBe(NOON - 3 * HOUR);
		expect(at(await read({ 1: [send('x'), undated] }, [1]))).toBeNaN();
		expect(at(await read({ 1: [send('a', 1), undated, send('b', 2)] }, [1], { order: 'none' }))).toBeNaN();
	});

	test('just now when it stands at the newest end, in front of a known one', async () => {
		const isKnown = (key: string) => key === keyOf(send('b'));
		expect(at(await read({ 1: [undated, send('b', 2)] }, [1]), isKnown)).toBe(NOON);
		expect(at(await read({ 1: [send('b', 2), undated] }, [1]), isKnown)).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [send('b', 2), undated] }, [1], { order: 'oldestFirst' }), isKnown)).toBe(NOON);
		expect(at(await read({ 2: [undated, send('b', 2)] }, [2]), isKnown)).toBe(NOON - 2 * HOUR);
		expect(at(await read({ 1: [undated], 2: [send('b', 2)] }, [1, 2]), isKnown)).toBe(NOON);
		expect(at(await read({ 1: [undated] }, [1]), isKnown)).toBeNaN();
		expect(at(await read({ 1: [send('b', 2)], 2: [undated] }, [1, 2], { order: 'oldestFirst', end: 2 }), isKnown)).toBe(NOON);
		expect(at(await read({ 1: [undated, send('c', 1)], 2: [send('b', 2)] }, [1, 2]), isKnown)).toBe(NOON - HOUR);
	});

	test('when it says so', async () => {
		const pages = await read({ 1: [send('a', 1), send('b', 2)] }, [1]);
		expect(pages.sightings.map((seen) => placeOf(seen, pages, () => true))).toEqual([NOON - HOUR, NOON - 2 * HOUR]);
	});
});
