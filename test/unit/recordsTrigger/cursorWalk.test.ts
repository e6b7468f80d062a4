import { isFailed, type FailedPage, type ListPage } from '../../../nodes/shared/polling/walks/listWalk';
import { CursorWalk, type TimedConnectorPage } from '../../../nodes/SendosoOpenConnectors/trigger/cursorWalk';
import type { Cursor } from '../../../nodes/SendosoOpenConnectors/lists/cursorPages';

class Answered extends Error {
	constructor(readonly httpCode?: string) {
		super(`answered ${httpCode}`);
	}
}

type Script = Record<string, Partial<Omit<TimedConnectorPage, 'rows'>> & { rows?: number } | 'tooLarge' | Answered>;

/** Answers by a script: `page 2 of 100` or `pointer x of 100`; pages that it does not name are empty. */
function serve(script: Script, time = Infinity) {
	const asked: string[] = [];
	const readPage = async (cursor: Cursor, pageSize: number): Promise<TimedConnectorPage | 'tooLarge'> => {
		const name = `${'page' in cursor ? `page ${cursor.page}` : `pointer ${cursor.nextPage}`} of ${pageSize}`;
		asked.push(name);
		const answer = script[name] ?? {};
		if (answer instanceof Answered) throw answer;
		if (answer === 'tooLarge') return answer;
		const { rows = 0, ...more } = answer;
		return { serverTime: 7_000, unreadable: 0, ...more, rows: Array.from({ length: rows }, (_, id) => ({ id })) };
	};
	return { asked, list: { readPage, mayGoOn: () => asked.length < time } };
}

const shown = (pages: Array<ListPage | FailedPage>) => pages.map((page) => (isFailed(page) ? `failed${page.isBehindTheEnd ? ' behind' : ''}` : `${page.rows.length}${page.isFollowed ? ' followed' : ''}${page.isRestart === true ? ' restart' : ''}${page.isWarned === true ? ' warned' : ''}`));

async function readAll(walk: CursorWalk, count: number): Promise<string[]> {
	const pages: string[] = [];
	for (let read = 0; read < count; read++) pages.push(...shown(await walk.read()));
	return pages;
}

test('pointers are followed, and the page behind the last one is asked for by its number', async () => {
	const { list, asked } = serve({ 'page 1 of 100': { rows: 100, nextPage: 'a', total: 140 }, 'pointer a of 100': { rows: 40, unreadable: 2 } });
	const walk = new CursorWalk(list);
	const [first] = await walk.read();
	expect(first).toEqual({ number: 1, rows: expect.any(Array) as unknown, total: 140, pageSize: 100, serverTime: 7_000, isFollowed: true, isWarned: false, isRestart: true });
	expect(walk.place).toEqual({ page: 2, pageSize: 100, nextPage: 'a' });
	const [second] = await walk.read();
	expect(second).toMatchObject({ unreadable: 2, isFollowed: false, isRestart: false });
	expect(shown(await walk.read())).toEqual(['0']);
	expect(asked).toEqual(['page 1 of 100', 'pointer a of 100', 'page 3 of 100']);
	expect(walk.place).toEqual({ page: 4, pageSize: 100 });
});

test('a pointer that comes again leads nowhere', async () => {
	const { list, asked } = serve({ 'page 1 of 100': { rows: 1, nextPage: 'a' }, 'pointer a of 100': { rows: 1, nextPage: 'a' } });
	expect(await readAll(new CursorWalk(list), 3)).toEqual(['1 followed restart', '1', '0']);
	expect(asked.at(-1)).toBe('page 3 of 100');
});

test('what the platform can not answer at once is asked for in halves, from the beginning', async () => {
	const { list, asked } = serve({ 'page 1 of 100': { rows: 100, nextPage: 'a' }, 'pointer a of 100': 'tooLarge', 'page 1 of 50': 'tooLarge', 'page 1 of 25': { rows: 25, nextPage: 'a' } });
	expect(await readAll(new CursorWalk(list), 2)).toEqual(['100 followed restart', '25 followed restart']);
	expect(asked).toEqual(['page 1 of 100', 'pointer a of 100', 'page 1 of 50', 'page 1 of 25']);
});

describe('a page that a warning cut short', () => {
	test('makes the walk start again with pages of that size, once', async () => {
		const { list } = serve({ 'page 1 of 100': { rows: 30, warning: 'x' }, 'page 1 of 30': { rows: 20, warning: 'x' }, 'page 2 of 30': { rows: 9, warning: 'x' } });
		expect(await readAll(new CursorWalk(list), 3)).toEqual(['20 restart warned', '9 warned', '0']);
	});

	test.each([
		['too few rows for pages of that size', { rows: 9, warning: 'x' }, '9 restart warned'],
		['full', { rows: 100, warning: 'x' }, '100 restart warned'],
		['not warned of', { rows: 30 }, '30 restart'],
	])('but not where it is %s', async (_, page, expected) => {
		expect(await readAll(new CursorWalk(serve({ 'page 1 of 100': page }).list), 2)).toEqual([expected, '0']);
	});

	test('but not behind the first one, nor without time', async () => {
		const later = serve({ 'page 1 of 100': { rows: 100 }, 'page 2 of 100': { rows: 30, warning: 'x' } });
		expect(await readAll(new CursorWalk(later.list), 3)).toEqual(['100 restart', '30 warned', '0']);
		expect(await readAll(new CursorWalk(serve({ 'page 1 of 100': { rows: 30, warning: 'x' } }, 1).list), 1)).toEqual(['30 restart warned']);
	});

	test('of exactly a tenth is enough', async () => {
		expect(await readAll(new CursorWalk(serve({ 'page 1 of 100': { rows: 10, warning: 'x' }, 'page 1 of 10': { rows: 10 } }).list), 1)).toEqual(['10 restart']);
	});
});

test('without time nothing more is asked for', async () => {
	const { list, asked } = serve({ 'page 1 of 100': { rows: 100 } }, 1);
	expect(await readAll(new CursorWalk(list), 2)).toEqual(['100 restart']);
	expect(asked).toHaveLength(1);
});

describe('a page that fails', () => {
	test('at the beginning is thrown', async () => {
		await expect(new CursorWalk(serve({ 'page 1 of 100': new Answered('404') }).list).read()).rejects.toThrow('answered 404');
	});

	test.each(['400', '404', '410', '416', '422'])('with %s by its number is the end', async (status) => {
		expect(await readAll(new CursorWalk(serve({ 'page 1 of 100': { rows: 100 }, 'page 2 of 100': new Answered(status) }).list), 2)).toEqual(['100 restart', 'failed behind']);
	});

	test('with another status, or by its pointer, is left out', async () => {
		const number = serve({ 'page 1 of 100': { rows: 100 }, 'page 2 of 100': new Answered('500'), 'page 3 of 100': { rows: 5 } });
		expect(await readAll(new CursorWalk(number.list), 3)).toEqual(['100 restart', 'failed', '5']);
		const pointer = serve({ 'page 1 of 100': { rows: 100, nextPage: 'a' }, 'pointer a of 100': new Answered('400'), 'page 3 of 100': { rows: 5 } });
		expect(await readAll(new CursorWalk(pointer.list), 3)).toEqual(['100 followed restart', 'failed', '5']);
	});

	test('because the time was over comes next', async () => {
		const { list } = serve({ 'page 1 of 100': { rows: 100, nextPage: 'a' }, 'pointer a of 100': new Answered() }, 2);
		const walk = new CursorWalk(list);
		expect(await readAll(walk, 2)).toEqual(['100 followed restart']);
		expect(walk.place).toEqual({ page: 2, pageSize: 100, nextPage: 'a' });
		const lost = new CursorWalk(serve({ 'page 1 of 100': { rows: 100, nextPage: 'a' }, 'pointer a of 100': new Answered() }, 9).list);
		expect(await readAll(lost, 2)).toEqual(['100 followed restart', 'failed']);
	});
});

describe('where an earlier walk stopped', () => {
	const at = { page: 3, pageSize: 50, nextPage: 'a' };

	test('it goes on', async () => {
		expect(await readAll(new CursorWalk(serve({ 'pointer a of 50': { rows: 5 } }).list, at), 2)).toEqual(['5', '0']);
		for (const place of [null, 'x', { page: 0, pageSize: 5 }, { page: 2 }, { page: 2, pageSize: 5, nextPage: 7 }]) expect(new CursorWalk(serve({}).list, place).place).toEqual({ page: 1, pageSize: 100 });
	});

	test.each(['400', '404', '410', '422'])('but its pointer is refused with %s, the number of the page is asked for', async (status) => {
		const { list, asked } = serve({ 'pointer a of 50': new Answered(status), 'page 3 of 50': { rows: 5 } });
		expect(await readAll(new CursorWalk(list, at), 1)).toEqual(['5']);
		expect(asked).toEqual(['pointer a of 50', 'page 3 of 50']);
		const late = new CursorWalk(serve({ 'pointer a of 50': new Answered(status) }, 1).list, at);
		expect(await readAll(late, 1)).toEqual([]);
		expect(late.place).toEqual({ page: 3, pageSize: 50 });
	});

	test.each([
		['its pointer meets an error', at, 'pointer a of 50'],
		['its number is refused', { page: 3, pageSize: 50 }, 'page 3 of 50'],
	])('but %s, the list is read from its beginning', async (_, place, name) => {
		const { list } = serve({ [name]: new Answered(name.startsWith('page') ? '404' : '500'), 'page 1 of 50': { rows: 5 } });
		expect(await readAll(new CursorWalk(list, place), 2)).toEqual(['5 restart', '0']);
	});

	test('but it is lost, the list is read from its beginning, or from behind it where there is no time', async () => {
		expect(await readAll(new CursorWalk(serve({ 'pointer a of 50': new Answered(), 'page 1 of 50': { rows: 3 } }).list, at), 1)).toEqual(['3 restart']);
		const late = new CursorWalk(serve({ 'pointer a of 50': new Answered() }, 1).list, at);
		expect(await readAll(late, 1)).toEqual(['failed']);
		expect(late.place).toEqual({ page: 4, pageSize: 50 });
	});

	test('but nothing answers, the poll fails', async () => {
		await expect(new CursorWalk(serve({ 'pointer a of 50': new Answered(), 'page 1 of 50': new Answered() }).list, at).read()).rejects.toThrow('answered undefined');
	});
});
