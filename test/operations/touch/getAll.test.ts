import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itPages } from '../listBehaviour';
import { itExplainsRefusals } from '../readErrors';
import { openDesk } from '../support';

const desk = openDesk({ seed: { touches: 290 } });

const parameters: INodeParameters = { resource: 'touch', operation: 'getAll', simplify: false };
const listed = () => desk.control.touches.list().filter(({ status }) => status === 'Active') as unknown as IDataObject[];
/** The server has no way to put a campaign first, so another one gives way: the first is hidden, or a hidden first one appears. */
const hideFirst = () => desk.control.touches.update(Number(listed()[0]?.id), { status: 'Inactive' });

beforeEach(() => {
	const [first] = desk.control.touches.list();
	if (first) desk.control.touches.update(first.id, { status: 'Inactive' });
});
const showFirst = () => desk.control.touches.update(desk.control.touches.list()[0]?.id ?? 0, { status: 'Active' });

itPages(desk, { parameters, path: '/api/v3/touches', listed, insertFirst: showFirst, removeFirst: hideFirst });

const SIMPLE = ['id', 'name', 'description', 'delivery_type', 'status', 'start_date', 'end_date', 'ship_to_countries', 'currency', 'created_at'];

test('gives ten members unless Simplify is off', async () => {
	const { items } = await desk.run({ resource: 'touch', operation: 'getAll', limit: 3 });
	const expected = listed()
		.slice(0, 3)
		.map((touch) => Object.fromEntries(SIMPLE.map((name) => [name, touch[name]])));
	expect(items.map(({ json }) => json)).toEqual(expected);
	expect(Object.keys(items[0]?.json ?? {})).toEqual(SIMPLE);
});

test.each(['mail', 'email'])('lets Sendoso filter by the delivery type %s', async (deliveryType) => {
	const { items } = await desk.run({ ...parameters, returnAll: true, filters: { deliveryType: '={{ $json.type }}' } }, { items: [{ type: deliveryType }] });
	expect(items.map(({ json }) => json)).toEqual(listed().filter((touch) => touch.delivery_type === deliveryType));
	for (const { query } of desk.seen()) expect(query).toMatchObject({ delivery_type: deliveryType });
});

test('filters by part of the name itself, in any case', async () => {
	const wanted = String(listed()[200]?.name);
	const expected = listed().filter(({ name }) => String(name).toLowerCase().includes(wanted.toLowerCase()));
	const filters = { name: '={{ $json.part }}' };
	const { items } = await desk.run({ ...parameters, returnAll: true, filters }, { items: [{ part: ` ${wanted.toUpperCase()} ` }] });
	expect(items.map(({ json }) => json)).toEqual(expected);
	for (const { query } of desk.seen()) expect(Object.keys(query).sort()).toEqual(['page', 'per_page']);
});

test('counts filtered campaigns for the limit, and stops once it is reached', async () => {
	const expected = listed().filter(({ name }) => String(name).includes('2025'));
	expect(expected.length).toBeGreaterThan(5);
	const { items } = await desk.run({ ...parameters, limit: 5, filters: { name: '2025' } });
	expect(items.map(({ json }) => json)).toEqual(expected.slice(0, 5));
	const lastNeeded = listed().findIndex((touch) => touch === expected[4]);
	expect(desk.seen()).toHaveLength(Math.floor(lastNeeded / 100) + 1);
});

test('a name that no campaign has gives no items', async () => {
	const { items, error } = await desk.run({ ...parameters, filters: { name: 'no such campaign' } });
	expect([items, error]).toEqual([[], undefined]);
	expect(desk.seen()).toHaveLength(3);
});

itExplainsRefusals(desk, () => parameters);
