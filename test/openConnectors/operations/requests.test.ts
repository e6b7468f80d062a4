import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../../nodes/SendosoOpenConnectors/resources';
import { locator, openDesk, type SeenRequest } from '../support';

const desk = openDesk();

/** What each operation asks of the connector, and what it gives back. */
interface Case {
	name: string;
	parameters: INodeParameters | (() => INodeParameters);
	request: Partial<SeenRequest> | (() => Partial<SeenRequest>);
	output?: object;
}

const addressee = 'rowan.pike@example.org';
const firstTouch = () => desk.control.touches.list().find(({ status }) => status === 'Active')?.id ?? 0;
const group = () => desk.control.groups.list().find(({ active }) => active)?.id ?? 0;
const other = () => desk.control.users.list()[1]?.id ?? 0;

const cases: Case[] = [
	{
		name: 'touch.create',
		parameters: { resource: 'touch', operation: 'create', additionalFields: { name: 'Autumn', startingEgiftPrice: 20, startDate: '11-03-2026' } },
		request: { method: 'POST', path: '/touches', body: { touch: { name: 'Autumn', starting_egift_price: 20, start_date: '11-03-2026' } } },
		output: { name: 'Autumn' },
	},
	{ name: 'touch.get', parameters: () => ({ resource: 'touch', operation: 'get', touchId: locator(firstTouch()) }), request: () => ({ method: 'GET', path: `/touches/${firstTouch()}` }) },
	{
		name: 'touch.update',
		parameters: () => ({ resource: 'touch', operation: 'update', touchId: locator(firstTouch()), additionalFields: { name: 'New' } }),
		request: () => ({ method: 'PATCH', path: `/touches/${firstTouch()}`, body: { touch: { name: 'New' } } }),
		output: { name: 'New' },
	},
	{
		name: 'touch.delete',
		parameters: () => ({ resource: 'touch', operation: 'delete', touchId: locator(desk.control.touches.add().id) }),
		request: { method: 'DELETE' },
		output: { success: true },
	},
	{
		name: 'group.create',
		parameters: { resource: 'group', operation: 'create', additionalFields: { name: 'North', budget: 500 } },
		request: { method: 'POST', path: '/groups', body: { group: { name: 'North', budget: 500 } } },
		output: { name: 'North' },
	},
	{
		name: 'group.update',
		parameters: () => ({ resource: 'group', operation: 'update', groupId: locator(group()), additionalFields: { name: 'South' } }),
		request: () => ({ method: 'PUT', path: `/groups/${group()}`, body: { group: { name: 'South' } } }),
		output: { name: 'South' },
	},
	{ name: 'group.delete', parameters: () => ({ resource: 'group', operation: 'delete', groupId: locator(group()) }), request: () => ({ method: 'DELETE', path: `/groups/${group()}` }), output: { success: true } },
	{
		name: 'group.addMembers',
		parameters: () => ({ resource: 'group', operation: 'addMembers', groupId: locator(group()), emails: `${addressee}, b@example.org` }),
		request: () => ({ method: 'PUT', path: `/groups/${group()}/members`, body: [{ email: addressee }, { email: 'b@example.org' }] }),
	},
	{
		name: 'group.addMembers with one',
		parameters: () => ({ resource: 'group', operation: 'addMembers', groupId: locator(group()), emails: addressee }),
		request: () => ({ method: 'PUT', body: { email: addressee } }),
	},
	{
		name: 'group.getMemberAccess',
		parameters: () => ({ resource: 'group', operation: 'getMemberAccess', groupId: locator(group()) }),
		request: () => ({ method: 'GET', path: `/groups/${group()}/members/access` }),
		output: { can_send: true },
	},
	{
		name: 'group.removeMember',
		parameters: () => ({ resource: 'group', operation: 'removeMember', groupId: locator(group()), email: desk.control.members.list(group())[0]?.email ?? '' }),
		request: () => ({ method: 'DELETE', path: `/groups/${group()}/members` }),
		output: { success: true },
	},
	{
		name: 'group.setLimits',
		parameters: () => ({ resource: 'group', operation: 'setLimits', groupId: locator(group()), additionalFields: { monthlyBudget: 600, oneTimeBudget: 120, rollover: false } }),
		request: () => ({ method: 'PUT', path: `/groups/${group()}/group-limits`, body: { group: { monthly_budget: 600, one_time_budget: 120, rollover: false } } }),
	},
	{
		name: 'group.setTouches',
		parameters: () => ({ resource: 'group', operation: 'setTouches', groupId: locator(group()), touchIds: [220_145, 'x1'] as never }),
		request: () => ({ method: 'PUT', path: `/groups/${group()}/touches`, body: [{ id: 220_145 }, { id: 'x1' }] }),
	},
	{
		name: 'returnAddress.create',
		parameters: { resource: 'returnAddress', operation: 'create', additionalFields: { address: '1 Main', city: 'Holtsville', state: 'NY', zip: '00501' }, options: { extraBody: '{"country":"US","zip":"99999"}' } },
		request: { method: 'POST', path: '/return-addresses', body: { return_address: { address: '1 Main', city: 'Holtsville', state: 'NY', zip: '00501', country: 'US' } } },
		output: { zip: '00501', country: 'US' },
	},
	{ name: 'user.getCurrent', parameters: { resource: 'user', operation: 'getCurrent' }, request: { method: 'GET', path: '/me' } },
	{
		name: 'user.create',
		parameters: { resource: 'user', operation: 'create', email: addressee, additionalFields: { firstName: 'Rowan', groupId: '907' } },
		request: { method: 'POST', path: '/users', body: { user: { email: addressee, first_name: 'Rowan', team_group_id: '907' } } },
	},
	{
		name: 'user.update',
		parameters: () => ({ resource: 'user', operation: 'update', userId: locator(other()), additionalFields: { lastName: 'Pike' } }),
		request: () => ({ method: 'PUT', path: `/users/${other()}`, body: { user: { last_name: 'Pike' } } }),
		output: { last_name: 'Pike' },
	},
	{ name: 'user.delete', parameters: () => ({ resource: 'user', operation: 'delete', userId: locator(other()) }), request: () => ({ method: 'DELETE', path: `/users/${other()}` }) },
	{
		name: 'template.create',
		parameters: { resource: 'template', operation: 'create', additionalFields: { name: 'Renewal', message: 'Thank you', touchId: '4821' } },
		request: { method: 'POST', path: '/user-custom-templates', body: { custom_template: { name: 'Renewal', message: 'Thank you', touch_id: '4821' } } },
	},
	{ name: 'template.get', parameters: { resource: 'template', operation: 'get', templateId: locator(510) }, request: { method: 'GET', path: '/user-custom-templates/510' }, output: { name: 'Welcome' } },
	{
		name: 'template.update',
		parameters: { resource: 'template', operation: 'update', templateId: locator(510), additionalFields: { message: 'Hi' } },
		request: { method: 'PUT', path: '/user-custom-templates/510', body: { custom_template: { message: 'Hi' } } },
		output: { message: 'Hi' },
	},
	{ name: 'template.delete', parameters: { resource: 'template', operation: 'delete', templateId: locator(510) }, request: { method: 'DELETE', path: '/user-custom-templates/510' } },
	{ name: 'touchStyle.get', parameters: { resource: 'touchStyle', operation: 'get', touchStyleId: locator(31) }, request: { method: 'GET', path: '/touch-styles/31' }, output: { id: 31 } },
	{ name: 'object.getMetadata', parameters: { resource: 'object', operation: 'getMetadata', objectName: locator('touches') }, request: { method: 'GET', path: '/objects/touches/metadata' } },
	{ name: 'object.get', parameters: () => ({ resource: 'object', operation: 'get', objectName: locator('touches'), objectId: String(firstTouch()) }), request: () => ({ method: 'GET', path: `/touches/${firstTouch()}` }) },
	{
		name: 'user.create with a group in the extra members',
		parameters: { resource: 'user', operation: 'create', email: addressee, additionalFields: { firstName: '' }, options: { extraBody: { team_group_id: 907, email: 'x@example.org', note: '' } } },
		request: { method: 'POST', path: '/users', body: { user: { team_group_id: 907, note: '', email: addressee } } },
	},
	...lists().map(([name, parameters, path]) => ({ name, parameters, request: () => ({ method: 'GET', path: path(), query: { pageSize: '1' }, body: null }) })),
	{ name: 'send.getStatus', parameters: () => ({ resource: 'send', operation: 'getStatus', trackingCode: desk.control.sends.list()[0]?.tracking_code ?? '' }), request: { method: 'GET' } },
];

/** Every list of records, with one record asked for. */
function lists(): Array<[name: string, parameters: () => INodeParameters, path: () => string]> {
	const list = (resource: string, operation: string, path: () => string, more: () => INodeParameters = () => ({})): ReturnType<typeof lists>[number] => [
		`${resource}.${operation}`,
		() => ({ resource, operation, limit: 1, ...more() }),
		path,
	];
	const ofGroup = () => ({ groupId: locator(group()) });
	return [
		list('touch', 'getAll', () => '/touches'),
		list('group', 'getAll', () => '/groups'),
		list('group', 'getMembers', () => `/groups/${group()}/members`, ofGroup),
		list('group', 'getTouches', () => `/groups/${group()}/touches`, ofGroup),
		list('returnAddress', 'getAll', () => '/return-addresses'),
		list('gift', 'getAll', () => '/gifts'),
		list('user', 'getAll', () => '/users'),
		list('template', 'getAll', () => '/user-custom-templates'),
		list('touchStyle', 'getAll', () => '/touch-styles'),
		list('object', 'getAll', () => '/users', () => ({ objectName: locator('users') })),
		list('object', 'getChildren', () => `/groups/${group()}/members`, () => ({ objectName: locator('groups'), objectId: String(group()), childObjectName: 'members' })),
	];
}

/** A group has a campaign, and there is a return address. */
async function fillLists() {
	desk.control.openConnectors.returnAddresses.add();
	await desk.run({ resource: 'group', operation: 'setTouches', groupId: locator(group()), touchIds: String(firstTouch()) });
	desk.control.clearRequests();
}

test.each(lists())('%s gives bare records, in whatever wrapper they come', async (name, parameters) => {
	await fillLists();
	const all = { ...parameters(), limit: 3 };
	const bare = await desk.run(all);
	expect(bare.items.length).toBeGreaterThan(0);
	desk.control.openConnectors.setShapes({ wrapsRows: true });
	const wrapped = await desk.run(all);
	expect(wrapped.error?.message).toBeUndefined();
	// What an object's wrapper is called is not known: its rows come as they are.
	if (!name.startsWith('object.')) expect(wrapped.items).toEqual(bare.items);
});

test('every operation is tested for its request', () => {
	const elsewhere = ['send', 'bulkJob', 'connectorInstance'];
	const tested = new Set([...cases.map(({ name }) => name.split(' ')[0]), 'group.get', 'user.addBalance']);
	const all = resources.flatMap(({ option, operations }) =>
		elsewhere.includes(String(option.value)) ? [] : operations.map((operation) => `${String(option.value)}.${String(operation.option.value)}`),
	);
	expect(all.filter((name) => !tested.has(name))).toEqual([]);
	expect(all.length).toBeGreaterThan(30);
});

test.each(cases.map((entry): [string, Case] => [entry.name, entry]))('%s', async (_name, { parameters, request, output }) => {
	await fillLists();
	const given = typeof parameters === 'function' ? parameters() : parameters;
	const wanted = typeof request === 'function' ? request() : request;
	const { items, error } = await desk.run(given);
	expect(error?.message).toBeUndefined();
	const seen = desk.seen();
	expect(seen.at(-1)).toMatchObject(wanted);
	expect(seen).toHaveLength(1);
	expect(items[0]?.pairedItem).toEqual({ item: 0 });
	if (output) expect(items[0]?.json).toMatchObject(output);
});

test('a group that cannot be read by its ID is looked for in the list', async () => {
	const id = group();
	const { items } = await desk.run({ resource: 'group', operation: 'get', groupId: locator(id) });
	expect(items.map(({ json }) => String(json.id))).toEqual([String(id)]);
	expect(desk.seen().map(({ path }) => path)).toEqual([`/groups/${id}`, '/groups']);
	const { error } = await desk.run({ resource: 'group', operation: 'get', groupId: locator(1) });
	expect(error).toMatchObject({ httpCode: '404', message: 'SAP Open Connectors lists no record with this ID', description: "Choose another one in 'Team Group', or check its ID. [item 0]" });
});

test('a campaign whose connector takes no PATCH is changed by one PUT', async () => {
	desk.control.openConnectors.setMethodNotAllowed('touches', 'PATCH', true);
	desk.control.openConnectors.setMethodNotAllowed('touches', 'PUT', false);
	const id = firstTouch();
	const { items } = await desk.run({ resource: 'touch', operation: 'update', touchId: locator(id), additionalFields: { name: 'By PUT' } });
	expect(items[0]?.json.name).toBe('By PUT');
	expect(desk.seen().map(({ method }) => method)).toEqual(['PATCH', 'PUT']);
});

test.each([
	['an empty ID', { resource: 'touch', operation: 'get', touchId: locator('={{ "" }}') }, "'Campaign (Touch)' is empty"],
	['dots as an ID', { resource: 'template', operation: 'delete', templateId: locator('..') }, "Not sent: 'Template' is not an ID"],
	['a body that is no object', { resource: 'touch', operation: 'create', additionalFields: { name: 'x' }, options: { extraBody: '[1]' } }, "Not sent: 'Extra Body' is not a JSON object"],
	['nothing to write', { resource: 'group', operation: 'create', additionalFields: {} }, "Not sent: 'Additional Fields' is empty"],
	['no address to remove', { resource: 'group', operation: 'removeMember', groupId: locator(1), email: '={{ "" }}' }, "Not sent: 'Email' is empty"],
	['a name of the platform', { resource: 'object', operation: 'getAll', objectName: locator('Instances') }, "'Object' can't be Instances here"],
	['no campaign to set', { resource: 'group', operation: 'setTouches', groupId: locator(1), touchIds: ' , ' }, "Not sent: 'Touch IDs' is empty"],
	['no address to add', { resource: 'group', operation: 'addMembers', groupId: locator(1), emails: [' '] as never }, "Not sent: 'Emails' is empty"],
	['a name of the platform, with a format', { resource: 'object', operation: 'getAll', objectName: locator('accounts.json') }, "'Object' can't be accounts.json here"],
	['a path for a name', { resource: 'object', operation: 'getAll', objectName: locator('users/1/add-balance') }, "'Object' is not the name of an object"],
	['a path for a child', { resource: 'object', operation: 'getChildren', objectName: locator('groups'), objectId: '1', childObjectName: '../x' }, "'Child Object' is not the name of an object"],
] as Array<[string, INodeParameters, string]>)('%s is refused before any request', async (_name, parameters, message) => {
	const { error } = await desk.run(parameters);
	expect(error?.message).toBe(message);
	expect(desk.seen()).toEqual([]);
});

test('a user with odd signs in an ID stays inside the path', async () => {
	await desk.run({ resource: 'object', operation: 'get', objectName: locator('touches'), objectId: 'a/../b?c#d' });
	expect(desk.seen()[0]?.path).toBe('/touches/a%2F..%2Fb%3Fc%23d');
});

test.each(['object', 'bulkJob'])('%s reads only: a list of forbidden names would be too weak a guard for money', (name) => {
	const operations = resources.find(({ option }) => option.value === name)?.operations ?? [];
	expect(operations).toHaveLength(4);
	for (const { safety, option } of operations) expect([option.value, safety, option.routing?.request?.method]).toEqual([option.value, 'reads', 'GET']);
});
