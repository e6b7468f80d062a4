import type { INodeParameters } from 'n8n-workflow';
import { demoScimClient } from '../../../sandbox';
import { callNode } from '../../support/callNode';
import { itNeverRepeats } from '../spendErrors';
import { expectError, locator, openDesk } from '../support';

const desk = openDesk({ seed: { groups: 3, users: 12, touches: 0, sends: 0 } });

const group = (place = 0) => desk.control.groups.list().filter(({ active }) => active)[place];
const user = () => desk.control.users.list().find(({ active }) => active);
const create = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'scimUser',
	operation: 'create',
	userName: 'mei.laurent@example.org',
	givenName: 'Mei',
	familyName: 'Laurent',
	division: group()?.name ?? '',
	...more,
});
const update = (updateFields: INodeParameters, more: INodeParameters = {}): INodeParameters => ({ resource: 'scimUser', operation: 'update', userId: locator(user()?.id), updateFields, ...more });
const seen = () => desk.seen().map(({ method, path, body }) => ({ method, path, body }));
const now = () => {
	const { id, first_name, last_name, role, active, team_group_id } = user() ?? {};
	const division = desk.control.groups.list().find((entry) => String(entry.id) === String(team_group_id))?.name;
	return { id, body: { name: { givenName: first_name, familyName: last_name }, active, userType: role, division } };
};

describe('Create', () => {
	test('provisions a user', async () => {
		const { items, error } = await desk.run(create({ userType: 'manager' }));
		expect(error).toBeUndefined();
		expect(seen()).toEqual([{ method: 'POST', path: '/api/scim/v2/Users', body: { userName: 'mei.laurent@example.org', name: { givenName: 'Mei', familyName: 'Laurent' }, userType: 'manager', division: group()?.name } }]);
		expect(items).toEqual([{ json: expect.objectContaining({ userName: 'mei.laurent@example.org', active: true, userType: 'manager' }), pairedItem: { item: 0 } }]);
	});

	test.each([
		[{ userName: 'mei' }, "Not sent: 'User Name (Email)' is not an e-mail address", "'User Name (Email)'"],
		[{ givenName: ' ' }, "Not sent: 'Given Name' is empty", "'Given Name'"],
		[{ userType: '={{ "owner" }}' }, "Not sent: 'User Type' has an unknown value", "'User Type'"],
		[{ division: '={{ "" }}' }, "Not sent: 'Division (Team Group Name)' is empty", "'Division (Team Group Name)'"],
	])('refuses %j before any request', async (more, message, advice) => {
		expectError(await desk.run(create(more as INodeParameters)), message, advice);
		expect(desk.seen()).toEqual([]);
	});

	test('a name that is taken is a refusal, not an unknown outcome', async () => {
		await desk.run(create());
		expectError(await desk.run(create()), 'Refused: A user with this userName exists', "'Get Many'");
		expect(desk.control.users.list().filter(({ email }) => email === 'mei.laurent@example.org')).toHaveLength(1);
	});

	test('an unknown team group is explained', async () => {
		expectError(await desk.run(create({ division: 'Nobody' })), 'Refused: There is no team group with the name in division', "'Division (Team Group Name)'");
	});
});

describe('Update', () => {
	test('changes what is given, and sends everything else as it is', async () => {
		const { id, body } = now();
		const { items, error } = await desk.run(update({ active: false }));
		expect(error).toBeUndefined();
		const path = `/api/scim/v2/Users/${id}`;
		expect(seen()).toEqual([{ method: 'GET', path, body: null }, { method: 'PUT', path, body: { ...body, active: false } }]);
		expect(items).toEqual([{ json: expect.objectContaining({ id: String(id), active: false }), pairedItem: { item: 0 } }]);
	});

	test('with all five given nothing has to be read', async () => {
		const { id } = now();
		const all = { active: '={{ "yes" }}', givenName: ' Ana ', familyName: 'Sá', userType: 'Admin', division: group(1)?.name };
		expect((await desk.run(update(all as INodeParameters))).error).toBeUndefined();
		expect(seen()).toEqual([{ method: 'PUT', path: `/api/scim/v2/Users/${id}`, body: { name: { givenName: 'Ana', familyName: 'Sá' }, active: true, userType: 'admin', division: group(1)?.name } }]);
	});

	test.each([
		['has no read of a single user', () => desk.control.setScim({ readsOne: false })],
		['answers the read with the list', () => desk.control.beforeAnswer((pending) => { if (pending.request.method === 'GET') pending.answer = { schemas: [], totalResults: 1, Resources: [{ id: String(user()?.id) }] }; })],
		['leaves members out', () => desk.control.beforeAnswer((pending) => { if (pending.request.method === 'GET') pending.answer = { id: String(user()?.id), active: true }; })],
	] as Array<[string, () => (() => void) | void]>)('asks for everything where the server %s, and clears nothing', async (_name, makeOdd) => {
		const before = user();
		const stop = makeOdd();
		const result = await desk.run(update({ active: false }));
		if (typeof stop === 'function') stop();
		expect(result.error?.message).toMatch(/^Not sent: the user could not be read whole, so that 'Division \(Team Group Name\)', 'Family Name'/);
		expectError(result, result.error?.message ?? '', "in 'Update Fields': with all five nothing has to be read.");
		expect(desk.seen().map(({ method }) => method)).toEqual(['GET']);
		expect(user()).toEqual(before);
	});

	test('a read that fails for a while is told as what it is', async () => {
		desk.control.fault({ times: 'always', match: { method: 'GET' }, action: { kind: 'status', status: 503, headers: { 'Retry-After': '0' } } });
		const { error } = await desk.run(update({ active: false }));
		expect(error?.message).toBe('Not sent: the user could not be read to keep what does not change. Sendoso could not process the request (status 503)');
	});

	test.each([
		[() => update({}), "Not sent: 'Update Fields' is empty", "'Update Fields'"],
		[() => update({ active: '={{ "perhaps" }}' }), "Not sent: 'Active' is neither true nor false", "'Active'"],
		[() => ({ ...update({ active: false }), userId: locator('mei') }), "Not sent: 'SCIM User' is not a valid ID", "'SCIM User'"],
	])('refuses what can not be used before any request', async (parameters, message, advice) => {
		expectError(await desk.run(parameters()), message, advice);
		expect(desk.seen()).toEqual([]);
	});

	test('a lost answer is unknown, and the change is not made again', async () => {
		desk.control.fault({ match: { method: 'PUT' }, action: { kind: 'drop', stage: 'after' } });
		const { error } = await desk.run(update({ active: false }), { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(desk.seen().filter(({ method }) => method === 'PUT')).toHaveLength(1);
	});
});

describe('Updates of one user', () => {
	const toolType = 'n8n-nodes-sendoso.sendosoTool';
	const puts = () => desk.seen().flatMap(({ method, body }) => (method === 'PUT' ? [body as Record<string, unknown>] : []));

	test.each([['in one conversation', { id: 'conversation', nodeContext: {} }], ['where n8n tells no execution', {}]])('by an agent are told apart by what they change, %s', async (_name, execution) => {
		const credential = desk.credential(demoScimClient.id);
		const { id } = now();
		const call = async (changes: INodeParameters) => await callNode({ credential, parameters: { ...update(changes), userId: locator(id) }, type: toolType, execution });
		for (const changes of [{ userType: 'admin' }, { active: false }, { active: false }, { givenName: 'Zed' }]) expect((await call(changes)).error).toBeUndefined();
		expect(puts()).toHaveLength(3);
		expect(desk.control.users.get(id ?? 0)).toMatchObject({ first_name: 'Zed', active: false, role: 'admin' });
	});

	test('off, on and off again by an agent are three changes', async () => {
		const credential = desk.credential(demoScimClient.id);
		const { id } = now();
		const execution = { id: 'off and on', nodeContext: {} };
		for (const active of [false, true, false, false]) {
			const { items, error } = await callNode({ credential, parameters: { ...update({ active }), userId: locator(id) }, type: toolType, execution });
			expect([error, items[0]?.json.active]).toEqual([undefined, active]);
		}
		expect(puts().map(({ active }) => active)).toEqual([false, true, false]);
		expect(desk.control.users.get(id ?? 0)?.active).toBe(false);
	});

	test('off again, asked for twice at once, is one more change that both are told of', async () => {
		const credential = desk.credential(demoScimClient.id);
		const { id } = now();
		const execution = { id: 'off, on and off twice', nodeContext: {} };
		const call = async (active: boolean) => await callNode({ credential, parameters: { ...update({ active }), userId: locator(id) }, type: toolType, execution });
		await call(false);
		await call(true);
		desk.control.fault({ match: { method: 'PUT' }, action: { kind: 'status', status: 422, body: { detail: 'Not now' } } });
		const both = await Promise.all([call(false), call(false)]);
		// A refused one may go out again, so that the second caller asks once more; nobody is told of the first "off".
		expect(desk.control.users.get(id ?? 0)?.active).toBe(false);
		expect(puts().map(({ active }) => active)).toEqual([false, true, false, false]);
		expect(both.map(({ error }) => error?.message)).toEqual([expect.stringMatching(/^Refused: Not now\./), undefined]);
	});

	test('at the same time undo nothing of each other', async () => {
		desk.control.fault({ times: 'always', match: {}, action: { kind: 'delay', milliseconds: 60, stage: 'before' } });
		const credential = desk.credential(demoScimClient.id);
		const { id } = now();
		const one = (changes: INodeParameters) => ({ ...update(changes), userId: locator(id) });
		const runs = await Promise.all([desk.run(one({ active: false }), { credential }), desk.run(one({ userType: 'admin' }), { credential })]);
		const rows = await desk.run({ ...one({}), updateFields: { givenName: '={{ $json.name }}', division: '={{ $json.group }}' } }, { credential, items: [{ name: 'Ana', group: '' }, { name: '', group: group(1)?.name }] });
		expect([...runs, rows].map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(desk.control.users.get(id ?? 0)).toMatchObject({ active: false, role: 'admin', first_name: 'Ana', team_group_id: group(1)?.id });
	});

	test.each([
		['an empty family name', { familyName: '' }, {}],
		['no team group', {}, { division: null }],
	])('work for a user with %s, which stays as it is', async (_name, name, members) => {
		const stop = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method === 'GET') Object.assign(answer as object, { ...members, name: { givenName: 'Ana', familyName: 'Sá', ...name } });
		});
		const { id } = now();
		desk.control.fault({ match: { method: 'PUT' }, action: { kind: 'status', status: 200, body: { id: String(id), active: false } } });
		const { error } = await desk.run(update({ active: false }));
		stop();
		expect(error).toBeUndefined();
		expect(puts()[0]).toMatchObject({ active: false, ...members, name: { givenName: 'Ana', familyName: 'Sá', ...name } });
	});

	test.each([{ name: { givenName: { first: 'Ana' }, familyName: ['A', 'B'] } }, { division: { id: 7 } }, { active: 'perhaps' }])('write nothing odd back: %j', async (odd) => {
		const stop = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method === 'GET') Object.assign(answer as object, odd);
		});
		const { error } = await desk.run(update({ userType: 'admin' }));
		stop();
		expect(error?.message).toContain('Sendoso does not tell them in a way that can be read');
		expect(puts()).toEqual([]);
	});

	test.each([
		['another value', { active: true }, "Sendoso answered with another value of 'Active' than was sent"],
		['another user', { id: '1' }, "Sendoso's answer is not the user"],
	])('are no success where the answer shows %s', async (_name, odd, words) => {
		const stop = desk.control.beforeAnswer(({ request, answer }) => {
			if (request.method === 'PUT') Object.assign(answer as object, odd);
		});
		const { error } = await desk.run(update({ active: false }));
		stop();
		expect(error?.message).toMatch(/^Outcome unknown: /);
		expect(error?.message).toContain(words);
	});

	test("say in Sendoso's words why a user can not be read", async () => {
		const { error } = await desk.run({ ...update({ active: false }), userId: locator(99) });
		expect(error?.message).toMatch(/would be lost: User not found$/);
	});
});

describe('Create is asked for once', () => {
	itNeverRepeats(desk, () => create({ userName: 'mei.once@example.org' }), '/api/scim/v2/Users', { refusesConflicts: true });
});
