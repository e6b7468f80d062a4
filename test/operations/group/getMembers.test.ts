import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { itExplainsRefusals } from '../readErrors';
import { expectError, failedItems, locator, openDesk, without } from '../support';

const desk = openDesk({ seed: { groups: 4, users: 300 } });

const groupId = () => desk.control.groups.list()[0]?.id ?? 0;
const parameters = (more: INodeParameters = {}): INodeParameters => ({ resource: 'group', operation: 'getMembers', groupId: locator(groupId()), ...more });
const members = (id = groupId()) => {
	const team = desk.control.groups.get(id);
	return desk.control.members.list(id).map((person): IDataObject => ({ ...without(person, 'role', 'active'), team_group_id: Number(id), team_id: team?.team_id }));
};
const withoutKey = (member: IDataObject) => without(member, 'key');

test.each(['id', 'list'] as const)('reads the bare list of members without their keys (mode %s)', async (mode) => {
	const { items, error } = await desk.run(parameters({ groupId: locator(String(groupId()), mode), returnAll: true }));
	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(60);
	expect(items).toEqual(members().map((member) => ({ json: withoutKey(member), pairedItem: { item: 0 } })));
	expect(desk.seen()).toEqual([{ method: 'GET', path: `/api/v3/groups/${groupId()}/members`, query: {}, body: null }]);
});

test('gives the key of the invitation only when asked', async () => {
	const { items } = await desk.run(parameters({ limit: 3, options: { includeInvitationKey: '={{ $json.want }}' } }), { items: [{ want: true }, { want: false }] });
	const three = members().slice(0, 3);
	expect(items.map(({ json }) => json)).toEqual([...three, ...three.map(withoutKey)]);
	expect(items[0]?.json).toHaveProperty('key');
});

test.each([[1], [50], [1000]])('cuts the list at the limit %d with one request', async (limit) => {
	const { items } = await desk.run(parameters({ limit }));
	expect(items.map(({ json }) => json)).toEqual(members().slice(0, limit).map(withoutKey));
	expect(desk.seen()).toHaveLength(1);
});

test('a team group without members gives no items', async () => {
	const { id } = desk.control.groups.add();
	const { items, error } = await desk.run(parameters({ groupId: locator(id) }));
	expect([items, error]).toEqual([[], undefined]);
});

test('reads the group of each item, and pairs the members', async () => {
	const ids = desk.control.groups.list().map(({ id }) => id);
	const { items } = await desk.run(parameters({ groupId: locator('={{ $json.id }}'), limit: 2 }), { items: ids.map((id) => ({ id })) });
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
		ids.flatMap((id, item) => members(id).slice(0, 2).map((member) => [member.id, { item }])),
	);
});

test('explains an unknown group, and goes on with the others', async () => {
	const ask = parameters({ groupId: locator('={{ $json.id }}'), limit: 1 });
	const result = await desk.run(ask, { items: [{ id: 999 }, { id: groupId() }], settings: { onError: 'continueErrorOutput' } });
	expect(failedItems(result)).toEqual([{ error: 'Group not found!', pairedItem: { item: 0 } }]);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expectError(await desk.run(parameters({ groupId: locator(999) })), 'Group not found!', "'Team Group'");
});

test.each(['', '.', '..'])('refuses the id %j before any request', async (id) => {
	expectError(await desk.run(parameters({ groupId: locator(`={{ ${JSON.stringify(id)} }}`) })), id === '' ? "'Team Group' is empty" : "'Team Group' is not an ID", "'Team Group'");
	expect(desk.seen()).toEqual([]);
});

test.each([
	['9/../../users', '9%2F..%2F..%2Fusers'],
	['%2e%2e', '%252e%252e'],
	['Équipe', '%C3%89quipe'],
	[' 907\n', '907'],
])('keeps the id %j inside its part of the path', async (id, encoded) => {
	desk.control.fault({ action: { kind: 'status', status: 404, body: { message: 'Group not found!' } } });
	await desk.run(parameters({ groupId: locator(id) }));
	expect(desk.seen().map(({ path }) => path)).toEqual([`/api/v3/groups/${encoded}/members`]);
});

test.each([0, 50_001])('refuses the limit %d before any request', async (limit) => {
	expectError(await desk.run(parameters({ limit })), "'Limit' must be a whole number from 1 to 50,000", "'Limit'");
	expect(desk.seen()).toEqual([]);
});

itExplainsRefusals(desk, () => parameters());
