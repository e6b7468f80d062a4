import { connect, stopAll } from '../support';
import { column, open } from './support';

afterEach(stopAll);

const hour = 3_600_000;

describe('touches', () => {
	it('are those of the direct API, whichever way they are made, changed and deleted', async () => {
		const { sandbox, client } = await open();
		const direct = connect(sandbox);
		const made = await client.post('/touches', { touch: { name: 'Autumn', gift_id: 31, starting_egift_price: 20, ending_egift_price: 20, is_default_price: false } });
		const { id } = made.data.touch;
		expect((await direct.get(`/api/v3/touches/${id}`)).data.touch).toMatchObject({ id, name: 'Autumn', starting_egift_price: 20 });
		expect((await client.patch(`/touches/${id}`, { touch: { name: 'Winter' } })).data).toMatchObject({ id, name: 'Winter', gift_id: 31 });
		expect(column(await client.get('/touches'), 'name')).toEqual(['Winter']);
		expect((await client.delete(`/touches/${id}`)).status).toBe(200);
		expect([(await client.delete(`/touches/${id}`)).status, (await client.get(`/touches/${id}`)).status, (await direct.get(`/api/v3/touches/${id}`)).status]).toEqual([404, 404, 404]);
	});

	it('are hidden when they are not active', async () => {
		const { sandbox, client } = await open();
		const { id } = sandbox.control.touches.add({ status: 'Draft' });
		expect((await client.get('/touches')).data).toEqual([]);
		expect([(await client.get(`/touches/${id}`)).status, (await client.patch(`/touches/${id}`, { touch: { name: 'x' } })).status, (await client.delete(`/touches/${id}`)).status]).toEqual([404, 404, 404]);
	});

	it('take PATCH and no PUT, until that is turned round', async () => {
		const { sandbox, client } = await open();
		const path = `/touches/${sandbox.control.touches.add().id}`;
		const body = { touch: { name: 'x' } };
		expect([(await client.patch(path, body)).status, (await client.put(path, body)).status]).toEqual([200, 405]);
		sandbox.control.openConnectors.setMethodNotAllowed('touches', 'PATCH', true);
		sandbox.control.openConnectors.setMethodNotAllowed('touches', 'PUT', false);
		expect([(await client.patch(path, body)).status, (await client.put(path, body)).status]).toEqual([405, 200]);
	});

	it('need their wrapper, and numbers where numbers belong', async () => {
		const { client } = await open();
		expect([(await client.post('/touches', { name: 'x' })).status, (await client.post('/touches', { touch: { gift_id: 'x' } })).status]).toEqual([400, 400]);
	});
});

describe('the date of the last change', () => {
	it('of touches, groups and return addresses moves with every change, by API or control', async () => {
		const { sandbox, client } = await open();
		const { control } = sandbox;
		const touch = control.touches.add({ created_at: '2025-01-01T00:00:00.000Z' }).id;
		const group = control.groups.add({ created_at: '2025-01-01T00:00:00.000Z', updated_at: '2025-01-01T00:00:00.000Z' }).id;
		const address = control.openConnectors.returnAddresses.add({ created_at: '2025-01-01T00:00:00.000Z' }).id;
		const dates = async () =>
			await Promise.all(
				[['touches', touch], ['groups', group], ['return-addresses', address]].map(async ([path, id]) => (await client.get(`/${String(path)}`, { params: { where: `id = ${String(id)}` } })).data[0].updated_at),
			);
		expect(await dates()).toEqual(Array(3).fill('2025-01-01T00:00:00.000Z'));
		const before = control.clock.advance(hour);
		control.touches.update(touch, { name: 'x' });
		control.groups.update(group, { name: 'x' });
		control.openConnectors.returnAddresses.update(address, { city: 'x' });
		control.clock.advance(hour);
		const first = await dates();
		for (const date of first) expect(Date.parse(date) - before).toBeLessThan(hour / 2);
		await client.patch(`/touches/${touch}`, { touch: { name: 'y' } });
		await client.put(`/groups/${String(group)}`, { group: { name: 'y' } });
		const second = await dates();
		expect(second.map((date, index) => Date.parse(date) > Date.parse(first[index]) + hour / 2)).toEqual([true, true, false]);
		expect(await dates()).toEqual(second);
	});
});

describe('groups', () => {
	it('are made, changed, limited and deleted in the store of the direct API', async () => {
		const { sandbox, client } = await open();
		const made = await client.post('/groups', { group: { name: 'North', budget: 500 } });
		expect(made.data).toMatchObject({ name: 'North', budget: 500 });
		const path = `/groups/${made.data.id}`;
		expect((await client.put(path, { group: { name: 'South' } })).data).toMatchObject({ name: 'South', budget: 500 });
		expect((await client.put(`${path}/group-limits`, { group: { monthly_budget: 600, one_time_budget: 120, rollover: true } })).data).toMatchObject({ monthly_budget: 600, rollover: true });
		expect((await connect(sandbox).get('/api/v3/groups')).data.groups).toEqual([expect.objectContaining({ name: 'South', monthly_budget: '600', one_time_budget: 120 })]);
		expect((await client.patch(path, { group: { name: 'x' } })).status).toBe(405);
		expect([(await client.delete(path)).status, (await client.delete(path)).status]).toEqual([200, 404]);
	});

	it('cannot be read by id, until that is switched on', async () => {
		const { sandbox, client } = await open();
		const { id } = sandbox.control.groups.add();
		expect((await client.get(`/groups/${String(id)}`)).status).toBe(405);
		sandbox.control.openConnectors.setMethodNotAllowed('groups/id', 'GET', false);
		expect((await client.get(`/groups/${String(id)}`)).data).toMatchObject({ id });
	});

	it('have members and touches, one or several at a time', async () => {
		const { sandbox, client } = await open({ seed: { groups: 1, users: 1, touches: 2 } });
		const path = `/groups/${String(sandbox.control.groups.list()[0]?.id)}`;
		const [known] = sandbox.control.users.list();
		await client.put(`${path}/members`, { email: known?.email });
		await client.put(`${path}/members`, [{ email: 'a@example.org' }, { email: 'b@example.org' }]);
		expect(column(await client.get(`${path}/members`, { params: { where: "email LIKE '_@%' OR id > 0", pageSize: 5 } }), 'email')).toEqual([known?.email, 'a@example.org', 'b@example.org']);
		expect(column(await client.get(`${path}/members/access`), 'email')).toContain('a@example.org');
		const remove = async (email?: string) => (await client.delete(`${path}/members`, { params: { email } })).status;
		expect([await remove('a@example.org'), await remove('a@example.org'), await remove(undefined)]).toEqual([200, 404, 400]);
		expect(sandbox.control.members.list(907).map(({ email }) => email)).not.toContain('a@example.org');

		const [touch] = sandbox.control.touches.list();
		expect((await client.get(`${path}/touches`)).data).toEqual([]);
		await client.put(`${path}/touches`, [{ id: touch?.id }]);
		expect(column(await client.get(`${path}/touches`))).toEqual([touch?.id]);
		sandbox.control.reset();
		expect((await client.get(`${path}/touches`)).data).toEqual([]);
		expect((await client.put(`${path}/touches`, [{ name: 'x' }])).status).toBe(400);
	});
});

describe('users', () => {
	it('are made, changed, given money and deleted', async () => {
		const { sandbox, client } = await open({ seed: { groups: 2 } });
		const [first, second] = sandbox.control.groups.list();
		const made = await client.post('/users', { user: { email: 'rowan@example.org', first_name: 'Rowan', last_name: 'Pike', team_group_id: String(first?.id) } });
		const { id } = made.data.user;
		expect(made.data.user).toEqual({ id, email: 'rowan@example.org', first_name: 'Rowan', last_name: 'Pike', team_group_id: Number(first?.id) });
		expect(column(await client.get('/users', { params: { where: "email='rowan@example.org'" } }))).toEqual([id]);
		expect((await client.put(`/users/${id}`, { user: { last_name: 'Reed', team_group_id: second?.id } })).data).toMatchObject({ first_name: 'Rowan', last_name: 'Reed' });
		expect([sandbox.control.members.list(first?.id ?? 0).length, sandbox.control.members.list(second?.id ?? 0).length]).toEqual([0, 1]);
		expect((await client.post(`/users/${id}/add-balance`, { balance: '10.10' })).data).toMatchObject({ success: true, balance: '10.1' });
		expect((await client.post(`/users/${id}/add-balance`, { balance: 0.2 })).data.balance).toBe('10.3');
		expect((await client.post(`/users/${id}/add-balance`, { balance: 'x' })).status).toBe(400);
		expect([(await client.delete(`/users/${id}`)).status, (await client.delete(`/users/${id}`)).status]).toEqual([200, 404]);
	});

	it('have an address of their own and a group that exists', async () => {
		const { sandbox, client } = await open();
		sandbox.control.users.add({ email: 'taken@example.org' });
		const status = async (user: object) => (await client.post('/users', { user })).status;
		expect([await status({ email: 'TAKEN@example.org' }), await status({ email: 'x' }), await status({ email: 'a@example.org', team_group_id: 1 })]).toEqual([400, 400, 400]);
	});

	it('cannot be read by id; the one behind the instance can', async () => {
		const { sandbox, client } = await open();
		expect((await client.get(`/users/${String(sandbox.control.users.add().id)}`)).status).toBe(405);
		expect((await client.get('/me')).data).toMatchObject({ email: sandbox.control.account().email });
	});
});
