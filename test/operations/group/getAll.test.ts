import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itPages } from '../listBehaviour';
import { itExplainsRefusals } from '../readErrors';
import { openDesk } from '../support';

const desk = openDesk({ seed: { groups: 305 } });

const parameters: INodeParameters = { resource: 'group', operation: 'getAll' };
const groups = () => desk.control.groups.list();
const listed = () => groups().flatMap(({ active, ...group }) => (active ? [group as IDataObject] : []));

beforeEach(() => {
	desk.control.groups.update(groups()[0]?.id ?? 0, { active: false });
});
const showFirst = () => desk.control.groups.update(groups()[0]?.id ?? 0, { active: true });
const hideFirst = () => desk.control.groups.update(String(listed()[0]?.id), { active: false });

itPages(desk, { parameters, path: '/api/v3/groups', listed, insertFirst: showFirst, removeFirst: hideFirst });
itExplainsRefusals(desk, () => parameters);

test('keeps ids and budgets in the types that Sendoso gives', async () => {
	const { items } = await desk.run({ ...parameters, limit: 10 });
	expect(new Set(items.map(({ json }) => typeof json.id))).toEqual(new Set(['number', 'string']));
	expect(items.map(({ json }) => typeof json.monthly_budget)).toEqual(items.map(() => 'string'));
});
