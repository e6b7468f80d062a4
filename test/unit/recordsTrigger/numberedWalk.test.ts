import type { IDataObject } from 'n8n-workflow';
import { isFailed, type FailedPage, type ListPage } from '../../../nodes/shared/polling/walks/listWalk';
import { NumberedWalk } from '../../../nodes/shared/polling/walks/numberedWalk';

/** An answer with a status; without one it was lost. */
class Answered extends Error {
	constructor(readonly httpCode?: string) {
		super(`answered ${httpCode}`);
	}
}

interface Server {
	rows: number;
	/** Rows on a page, and what the pages call themselves. */
	size?: number;
	total?: number | null;
	failures?: Record<number, string>;
	time?: number;
}

/** A list by page numbers; `asked` are the pages that were asked for. */
function serve({ rows, size = 10, total = rows, failures = {}, time = Infinity }: Server) {
	const asked: number[] = [];
	const list = {
		async readPage(page: number, pageSize: number) {
			expect(pageSize).toBe(100);
			asked.push(page);
			const status = failures[page];
			if (status !== undefined) throw new Answered(status === 'lost' ? undefined : status);
			const cut = Array.from({ length: rows }, (_, id): IDataObject => ({ id })).slice((page - 1) * size, page * size);
			return { rows: cut, total: total ?? undefined, pageSize: size, serverTime: 5_000, ...(page === 2 ? { unreadable: 3 } : {}) };
		},
		mayGoOn: () => asked.length < time,
	};
	return { list, asked };
}

const shown = (pages: Array<ListPage | FailedPage>) => pages.map((page) => (isFailed(page) ? `failed${page.isMissing ? ' missing' : ''}${page.isBehindTheEnd ? ' behind' : ''}` : `${page.rows.length}${page.isFollowed ? ' followed' : ''}${page.isRestart === true ? ' restart' : ''}`));

test('the first page comes alone, the others three at a time, and one behind the last', async () => {
	const { list, asked } = serve({ rows: 35 });
	const walk = new NumberedWalk(list);
	expect(walk.place).toEqual({ page: 1, isShort: false });
	const [first] = await walk.read();
	expect(first).toEqual({ number: 1, rows: expect.any(Array) as unknown, total: 35, pageSize: 10, serverTime: 5_000, isFollowed: true });
	expect(walk.place).toEqual({ page: 2, pages: 4, isShort: false });
	const second = await walk.read();
	expect(shown(second)).toEqual(['10 followed', '10 followed', '5']);
	expect(second[0]).toHaveProperty('unreadable', 3);
	expect(second[1]).not.toHaveProperty('unreadable');
	expect(shown(await walk.read())).toEqual(['0']);
	expect(asked).toEqual([1, 2, 3, 4, 5]);
	expect(walk.place).toEqual({ page: 6, pages: 4, isShort: true });
});

test('without a number of records, pages come one by one', async () => {
	const { list, asked } = serve({ rows: 25, total: null });
	const walk = new NumberedWalk(list);
	for (const expected of ['10', '10', '5', '0']) expect(shown(await walk.read())).toEqual([expected]);
	expect(asked).toEqual([1, 2, 3, 4]);
	expect(walk.place).toEqual({ page: 5, isShort: true });
});

test('a walk goes on where it stopped, also behind what was announced', async () => {
	const { list, asked } = serve({ rows: 35 });
	expect(shown(await new NumberedWalk(list, { page: 4, pages: 4, isShort: false }).read())).toEqual(['5', '0']);
	expect(shown(await new NumberedWalk(list, { page: 9, pages: 4 }).read())).toEqual(['0']);
	expect(asked).toEqual([4, 5, 9]);
	for (const place of [null, 'x', { page: 0 }, { page: 1.5, pages: 'many' }, { page: '2' }]) expect(new NumberedWalk(list, place).place).toEqual({ page: 1, isShort: false });
});

describe('a page that fails', () => {
	test('at the beginning is thrown', async () => {
		await expect(new NumberedWalk(serve({ rows: 9, failures: { 1: '500' } }).list).read()).rejects.toThrow('answered 500');
	});

	test.each([
		['500', ['10 followed', 'failed', '10']],
		['404', ['10 followed', 'failed missing', '10']],
		['400', ['10 followed', 'failed', '10']],
		['lost', ['10 followed', 'failed', '10']],
	])('with %s among others is left out', async (status, expected) => {
		const walk = new NumberedWalk(serve({ rows: 40, failures: { 3: status } }).list);
		await walk.read();
		expect(shown(await walk.read())).toEqual(expected);
		expect(walk.place).toMatchObject({ page: 5 });
	});

	test.each([
		['404', 'failed missing behind'],
		['410', 'failed missing behind'],
		['400', 'failed behind'],
		['416', 'failed behind'],
		['422', 'failed behind'],
		['500', 'failed'],
		['401', 'failed'],
	])('with %s behind a short page, or behind the announced ones, is the end or not', async (status, expected) => {
		for (const server of [{ rows: 15, total: null, failures: { 3: status } }, { rows: 20, failures: { 3: status } }]) {
			const walk = new NumberedWalk(serve(server).list);
			const read = [...(await walk.read()), ...(await walk.read()), ...(server.total === null ? await walk.read() : [])];
			expect(shown(read).at(-1)).toBe(expected);
		}
	});

	test.each([
		['404', 'failed missing behind'],
		['400', 'failed'],
	])('with %s in place of the last one that was announced, or behind a full page, is the end or not', async (status, expected) => {
		const wrong = new NumberedWalk(serve({ rows: 10, total: 11, failures: { 2: status } }).list);
		await wrong.read();
		expect(shown(await wrong.read())[0]).toBe(expected);
		const unknown = new NumberedWalk(serve({ rows: 10, total: null, failures: { 2: status } }).list);
		await unknown.read();
		expect(shown(await unknown.read())).toEqual([expected]);
	});

	test('because the time was over is not read, and comes next', async () => {
		const { list } = serve({ rows: 40, failures: { 3: 'lost' }, time: 3 });
		const walk = new NumberedWalk(list);
		await walk.read();
		expect(shown(await walk.read())).toEqual(['10 followed']);
		expect(walk.place).toMatchObject({ page: 3 });
	});

	test('with a status is a failure, however little time is left', async () => {
		const walk = new NumberedWalk(serve({ rows: 40, failures: { 3: '500' }, time: 2 }).list);
		await walk.read();
		expect(shown(await walk.read())).toEqual(['10 followed', 'failed', '10']);
	});
});

describe('where an earlier walk stopped', () => {
	test('is no page any more, that is the end as it was at the end of a longer list', async () => {
		const { list, asked } = serve({ rows: 15, failures: { 7: '404', 8: '404', 9: '404' } });
		const walk = new NumberedWalk(list, { page: 7, pages: 12, isShort: false });
		expect(shown(await walk.read())).toEqual(['failed missing', 'failed missing', 'failed missing']);
		expect(asked).toEqual([7, 8, 9]);
	});

	test('can not be read, nor the pages behind it, the list is read from its beginning', async () => {
		const { list, asked } = serve({ rows: 15, failures: { 7: '500', 8: '404', 9: '404' } });
		const walk = new NumberedWalk(list, { page: 7, pages: 12, isShort: false });
		expect(shown(await walk.read())).toEqual(['10 followed restart']);
		expect(asked).toEqual([7, 8, 9, 1]);
		expect(walk.place).toEqual({ page: 2, pages: 2, isShort: false });
	});

	test('is behind the end, the list ends', async () => {
		const { list, asked } = serve({ rows: 15, failures: { 3: '404' } });
		expect(shown(await new NumberedWalk(list, { page: 3, pages: 2, isShort: true }).read())).toEqual(['failed missing behind']);
		expect(asked).toEqual([3]);
	});

	test('and everything fails, the poll does', async () => {
		await expect(new NumberedWalk(serve({ rows: 90, failures: { 1: 'lost', 5: 'lost', 6: 'lost', 7: 'lost' } }).list, { page: 5, pages: 9 }).read()).rejects.toThrow('answered undefined');
		await expect(new NumberedWalk(serve({ rows: 90, failures: { 1: '503', 5: '500', 6: '500', 7: '500' } }).list, { page: 5, pages: 9 }).read()).rejects.toThrow('answered 503');
	});

	test('takes all the time, the next poll begins behind it', async () => {
		const all = new NumberedWalk(serve({ rows: 90, failures: { 5: 'lost', 6: 'lost', 7: 'lost' }, time: 3 }).list, { page: 5, pages: 9 });
		expect(shown(await all.read())).toEqual(['failed']);
		expect(all.place).toMatchObject({ page: 6 });
		const one = new NumberedWalk(serve({ rows: 90, failures: { 5: 'lost', 7: 'lost' }, time: 3 }).list, { page: 5, pages: 9 });
		expect(shown(await one.read())).toEqual(['failed', '10 followed']);
		expect(one.place).toMatchObject({ page: 7 });
	});

	test('and one page fails, the others count', async () => {
		expect(shown(await new NumberedWalk(serve({ rows: 90, failures: { 5: '500' } }).list, { page: 5, pages: 9 }).read())).toEqual(['failed', '10 followed', '10 followed']);
	});
});
