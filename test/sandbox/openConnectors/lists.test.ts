import type { AxiosInstance, AxiosResponse } from 'axios';
import { stopAll } from '../support';
import { column, open } from './support';

afterEach(stopAll);

const rows = (count: number) => Array.from({ length: count }, (_unused, index) => ({ id: index + 1, name: `Row ${index + 1}`, size: count - index, touch: { id: index } }));
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_unused, index) => from + index);
const token = (answer: AxiosResponse): unknown => answer.headers['elements-next-page-token'];

async function things(count: number) {
	const opened = await open();
	opened.sandbox.control.openConnectors.setObject('things', rows(count));
	const list = async (params: object = {}) => await opened.client.get('/things', { params });
	return { ...opened, list, control: opened.sandbox.control.openConnectors };
}

describe('pages', () => {
	it('have 200 rows, and a pointer to the next until the last', async () => {
		const { list } = await things(450);
		const seen: unknown[][] = [];
		for (let nextPage: unknown, more = true; more; more = nextPage !== undefined) {
			const page = await list({ nextPage });
			expect(page.headers['elements-returned-count']).toBe(String(page.data.length));
			seen.push(column(page));
			nextPage = token(page);
		}
		expect(seen).toEqual([numbers(1, 200), numbers(201, 400), numbers(401, 450)]);
	});

	it('belong to the query that their pointer came from, and pointers have to be encoded', async () => {
		const { list, client } = await things(9);
		const pointer = token(await list({ pageSize: 4, where: 'id > 1' }));
		expect(column(await list({ pageSize: 4, where: 'id > 1', nextPage: pointer }))).toEqual(numbers(6, 9));
		expect(token(await list({ pageSize: 4, where: 'id > 1', nextPage: pointer }))).toBeUndefined();
		const wrong = [await list({ pageSize: 4, nextPage: pointer }), await list({ pageSize: 5, where: 'id > 1', nextPage: pointer }), await list({ nextPage: 'x' })];
		expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400]);
		expect((await client.get(`/things?pageSize=4&where=id%20%3E%201&nextPage=${String(pointer)}`)).status).toBe(400);
	});

	it('can have numbers only', async () => {
		const { list, control } = await things(5);
		control.setPaging('page');
		const pages = [await list({ pageSize: 2 }), await list({ pageSize: 2, page: 2 }), await list({ pageSize: 2, page: 3 }), await list({ pageSize: 2, page: 4 })];
		expect(pages.map((page) => column(page))).toEqual([[1, 2], [3, 4], [5], []]);
		expect(pages.map(token)).toEqual(Array(4).fill(undefined));
	});

	it('can give the last page for ever', async () => {
		const { list, control } = await things(5);
		control.setPaging('lastForEver');
		const pages = [await list({ pageSize: 2 }), await list({ pageSize: 2, page: 2 }), await list({ pageSize: 2, page: 3 }), await list({ pageSize: 2, page: 9 })];
		expect(pages.map((page) => column(page))).toEqual([[1, 2], [3, 4], [5], [5]]);
	});

	it('can be the same whatever number is asked for', async () => {
		const { list, control } = await things(5);
		control.setPaging('none');
		expect([column(await list({ pageSize: 2 })), column(await list({ pageSize: 2, page: 2 }))]).toEqual([[1, 2], [1, 2]]);
	});

	it('are cut with a warning, or refused because of their size', async () => {
		const { list, control } = await things(50);
		control.setPageLimit(20);
		const cut = await list({ pageSize: 30 });
		expect([cut.status, cut.data.length, cut.headers['elements-error']]).toEqual([200, 20, expect.stringContaining('page size 30')]);
		expect((await list({ pageSize: 20 })).headers['elements-error']).toBeUndefined();
		control.refusePagesAbove(10);
		const refused = await list({ pageSize: 11 });
		expect([refused.status, refused.data.message]).toEqual([429, expect.stringContaining('size')]);
		expect((await list({ pageSize: 10 })).status).toBe(200);
	});

	it('say how many rows there are to those who ask, unless they can not', async () => {
		const { list, control } = await things(5);
		for (const params of [{}, { returnCount: false }]) expect((await list(params)).headers['elements-total-count']).toBeUndefined();
		expect((await list({ pageSize: 2, where: 'id > 1', returnCount: true })).headers['elements-total-count']).toBe('4');
		control.setTotalCount(false);
		expect((await list({ returnCount: true })).headers['elements-total-count']).toBeUndefined();
	});

	test.each([{ pageSize: 0 }, { pageSize: 5001 }, { pageSize: 'x' }, { page: 0 }, { limit: 5 }])('%j is refused', async (params) => {
		const { list } = await things(5);
		expect((await list(params)).status).toBe(400);
	});
});

describe('rows', () => {
	it('are filtered, ordered and cut to fields', async () => {
		const { list } = await things(12);
		const answer = await list({ where: "id >= 9 AND name LIKE 'Row %'", orderBy: 'size asc', fields: 'id, touch.id' });
		expect(answer.data).toEqual([12, 11, 10, 9].map((id) => ({ id, touch: { id: id - 1 } })));
		expect(column(await list({ orderBy: 'id desc' })).slice(0, 3)).toEqual([12, 11, 10]);
		expect((await list({ orderBy: 'id sideways' })).status).toBe(400);
	});

	it('of a clause that cannot be read are refused, also when filters are ignored', async () => {
		const { list, control } = await things(3);
		const status = async (where: string) => (await list({ where })).status;
		expect((await list({ where: 'id ~ 1' })).data.message).toMatch(/^Invalid where clause: .+/);
		control.ignoreFilters(true);
		expect([await status('id ~ 1'), await status('id = 1')]).toEqual([400, 200]);
		expect(column(await list({ where: 'id = 1' }))).toEqual([1, 2, 3]);
	});

	it('are filtered only by what metadata call filterable, once they do', async () => {
		const { list, control, client } = await things(3);
		const filterable = async () => (await client.get('/objects/things/metadata')).data.fields.map((field: { vendorPath: string; filterable?: boolean }) => [field.vendorPath, field.filterable]);
		expect(await filterable()).toContainEqual(['id', undefined]);
		control.setFilterable('things', ['id']);
		expect(await filterable()).toEqual([['id', true], ['name', false], ['size', false], ['touch', false]]);
		expect(column(await list({ where: 'id = 2' }))).toEqual([2]);
		expect((await list({ where: "id = 2 AND (name = 'x' OR id = 1)" })).data.message).toContain("'name'");
		control.ignoreFilters(true);
		expect(column(await list({ where: "name = 'x'" }))).toEqual([1, 2, 3]);
		control.ignoreFilters(false);
		control.setFilterable('things', undefined);
		expect((await list({ where: "name = 'x'" })).data).toEqual([]);
	});
});

describe('shapes', () => {
	const first = async (client: AxiosInstance, path: string) => (await client.get(path)).data[0];

	it('wrap rows in their singular name', async () => {
		const { sandbox, client } = await open({ seed: 'demo' });
		sandbox.control.openConnectors.setShapes({ wrapsRows: true });
		expect(await first(client, '/touches')).toEqual({ touch: expect.objectContaining({ id: expect.anything() }) });
		expect(await first(client, '/return-addresses')).toEqual({ return_address: expect.objectContaining({ zip: '04101' }) });
		expect(await first(client, '/groups')).toMatchObject({ id: expect.anything() });
	});

	it('make one object of the sent gifts, or take address and touch away', async () => {
		const { sandbox, client } = await open({ seed: 'demo' });
		expect(await first(client, '/sent-gifts')).toMatchObject({ tracking_code: expect.any(String), email: expect.any(String) });
		sandbox.control.openConnectors.setShapes({ sentGiftsBare: true });
		expect(Object.keys(await first(client, '/sent-gifts'))).toEqual(['tracking_code', 'status', 'created_at']);
		sandbox.control.openConnectors.setShapes({ sentGiftsAsObject: true });
		expect((await client.get('/sent-gifts')).data).toMatchObject({ tracking_code: expect.any(String) });
		sandbox.control.reset();
		expect(Array.isArray((await client.get('/sent-gifts')).data)).toBe(true);
	});
});
