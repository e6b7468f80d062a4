import type { INodeParameters } from 'n8n-workflow';
import { itNeverRepeats } from '../spendErrors';
import { expectError, locator, openDesk } from '../support';

const desk = openDesk({ seed: { groups: 3 } });

const group = () => desk.control.groups.list()[0]?.id ?? 0;
const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'user',
	operation: 'invite',
	firstName: 'Mei',
	lastName: 'Laurent',
	email: 'mei.laurent@example.org',
	groupId: locator(group()),
	...more,
});

test.each(['id', 'list'] as const)('asks Sendoso to invite a person (group by %s)', async (mode) => {
	const { items, error } = await desk.run(parameters({ groupId: locator(String(group()), mode) }));
	expect(error).toBeUndefined();
	const user = { first_name: 'Mei', last_name: 'Laurent', email: 'mei.laurent@example.org', role: 'regular', team_group_id: group() };
	expect(desk.seen()).toEqual([{ method: 'POST', path: '/api/v3/users', query: {}, body: { user } }]);
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({ pairedItem: { item: 0 }, json: { success: true, receiver_email: 'mei.laurent@example.org', invitation_status: 'pending', user_role: 'regular' } });
	expect(items[0]?.json).not.toHaveProperty('sendoso');
});

test('takes every field from an expression, and trims it', async () => {
	const items = [
		{ first: ' Ana ', last: 'Sá', mail: ' ana@example.org ', role: 'manager', group: String(group()) },
		{ first: 'Ben', last: 7, mail: 'ben@example.org', role: 'regular', group: group() },
	];
	const fields = { firstName: '={{ $json.first }}', lastName: '={{ $json.last }}', email: '={{ $json.mail }}', role: '={{ $json.role }}' };
	const result = await desk.run(parameters({ ...fields, groupId: locator('={{ $json.group }}') }), { items });
	expect(result.error).toBeUndefined();
	expect(desk.seen().map(({ body }) => body)).toEqual([
		{ user: { first_name: 'Ana', last_name: 'Sá', email: 'ana@example.org', role: 'manager', team_group_id: group() } },
		{ user: { first_name: 'Ben', last_name: '7', email: 'ben@example.org', role: 'regular', team_group_id: group() } },
	]);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

test.each([
	[{ firstName: ' ' }, "Not sent: 'First Name' is empty", "'First Name'"],
	[{ lastName: '={{ $json.nothing }}' }, "Not sent: 'Last Name' is empty", "'Last Name'"],
	[{ email: 'mei' }, "Not sent: 'Email' is not an e-mail address", "'Email'"],
	[{ email: 'a@example.org,b@example.org' }, "Not sent: 'Email' is not an e-mail address", "'Email'"],
	[{ role: '={{ "owner" }}' }, "Not sent: 'Role' has an unknown value", "'Role'"],
	[{ groupId: locator('={{ "" }}') }, "Not sent: 'Team Group' is empty", "'Team Group'"],
	[{ groupId: locator('sales') }, "Not sent: 'Team Group' is not a valid ID", "'Team Group'"],
	[{ groupId: locator('0') }, "Not sent: 'Team Group' is not a valid ID", "'Team Group'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, `${advice}`);
	expect(desk.seen()).toEqual([]);
});

test('explains what Sendoso says about an unknown role', async () => {
	const message = 'Role can be one of these: manager,regular';
	desk.control.fault({ action: { kind: 'status', status: 400, body: { success: false, message } } });
	const { error } = await desk.run(parameters());
	expect(error?.message).toBe(`Refused: ${message}`);
	expect(error?.description).toMatch(/'Role'.*\[item 0\]$/);
});

test('does not point to the list of sends when an invitation is lost', async () => {
	desk.control.fault({ action: { kind: 'drop', stage: 'after' } });
	const { error } = await desk.run(parameters());
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(error?.description).not.toMatch(/'Recipient Email'|send tracker/);
});

test('explains what Sendoso says about an unknown group', async () => {
	const result = await desk.run(parameters({ groupId: locator(99) }));
	expect(result.error?.message).toBe('Refused: Please enter a valid team group');
	expect(result.error?.description).toContain("'Team Group'");
	expect(result.error?.description).toMatch(/\[item 0\]$/);
});

itNeverRepeats(desk, () => parameters(), '/api/v3/users');
