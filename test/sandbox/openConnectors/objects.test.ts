import { stopAll } from '../support';
import { column, open } from './support';

afterEach(stopAll);

const doubtful = ['journals', 'payments', 'purchase-orders', 'tax-rates'];

describe('return addresses', () => {
	it('are listed and made, and nothing else', async () => {
		const { sandbox, client } = await open();
		const made = await client.post('/return-addresses', { return_address: { address: '1 Main', city: 'Holtsville', state: 'NY', zip: '00501' } });
		const { id } = made.data.return_address;
		expect(made.data.return_address).toMatchObject({ zip: '00501', created_at: expect.any(String), updated_at: expect.any(String) });
		expect(column(await client.get('/return-addresses', { params: { where: "zip = '00501'" } }))).toEqual([id]);
		expect([(await client.delete(`/return-addresses/${id}`)).status, (await client.put(`/return-addresses/${id}`, { return_address: {} })).status]).toEqual([405, 405]);
		expect(sandbox.control.openConnectors.returnAddresses.list()).toHaveLength(3);
		expect(sandbox.control.openConnectors.returnAddresses.remove(id)).toBe(true);
		expect((await client.get('/return-addresses')).data).toHaveLength(2);
	});
});

describe('templates and touch styles', () => {
	it('are read, and templates are written; their id comes from the list', async () => {
		const { client } = await open();
		const made = await client.post('/user-custom-templates', { custom_template: { name: 'Renewal', message: 'Thank you', touch_id: 7 } });
		expect(made.data).toEqual({ custom_template: { name: 'Renewal', message: 'Thank you', touch_id: 7 } });
		const [id] = column(await client.get('/user-custom-templates', { params: { where: "name = 'Renewal'" } }));
		const path = `/user-custom-templates/${String(id)}`;
		expect((await client.put(path, { custom_template: { message: 'Hi' } })).data).toEqual({ id, name: 'Renewal', message: 'Hi', touch_id: 7 });
		expect((await client.get(path)).data.message).toBe('Hi');
		expect([(await client.delete(path)).status, (await client.get(path)).status]).toEqual([200, 404]);
		const [style] = column(await client.get('/touch-styles'));
		expect((await client.get(`/touch-styles/${String(style)}`)).data).toMatchObject({ id: style });
	});
});

describe('doubtful resources', () => {
	test.each(doubtful)('%s is unknown until it is switched on', async (name) => {
		const { sandbox, client } = await open();
		const refused = await client.get(`/${name}`);
		expect([refused.status, refused.data.message]).toEqual([404, expect.stringContaining(name)]);
		expect((await client.get(`/objects/${name}/metadata`)).status).toBe(404);
		expect((await client.get('/objects')).data).not.toContain(name);
		sandbox.control.openConnectors.setMissing(name, false);
		expect((await client.get(`/${name}`)).data).toEqual([]);
		sandbox.control.openConnectors.setObject(name, [{ id: 'a', amount: 5 }]);
		expect((await client.get(`/${name}`)).data).toEqual([{ id: 'a', amount: 5 }]);
		expect((await client.get('/objects')).data).toContain(name);
	});

	it('can be any: a known resource goes, and gift previews come', async () => {
		const { sandbox, client } = await open();
		expect([(await client.get('/touches')).status, (await client.get('/gift-preview')).status]).toEqual([200, 404]);
		sandbox.control.openConnectors.setMissing('touches', true);
		sandbox.control.openConnectors.setMissing('gift-preview', false);
		expect([(await client.get('/touches')).status, (await client.get('/gift-preview')).status]).toEqual([404, 200]);
		sandbox.control.reset();
		expect([(await client.get('/touches')).status, (await client.get('/gift-preview')).status]).toEqual([200, 404]);
	});
});

describe('any object', () => {
	it('is read, made, changed and deleted by its name', async () => {
		const { sandbox, client } = await open();
		sandbox.control.openConnectors.setObject('gift-cards', [{ id: 4, rate: 7 }]);
		expect((await client.post('/gift-cards', { gift_card: { rate: 19 } })).data).toEqual({ id: 5, rate: 19 });
		expect((await client.patch('/gift-cards/5', { rate: 16, id: 9 })).data).toEqual({ id: 5, rate: 16 });
		expect((await client.put('/gift-cards/4', { rate: 5 })).data).toEqual({ id: 4, rate: 5 });
		expect((await client.get('/gift-cards/5')).data).toEqual({ id: 5, rate: 16 });
		expect([(await client.delete('/gift-cards/5')).status, (await client.delete('/gift-cards/5')).status, (await client.patch('/gift-cards/5', { a: 1 })).status]).toEqual([200, 404, 404]);
		expect(column(await client.get('/gift-cards'))).toEqual([4]);
	});

	it('has children where it was given some', async () => {
		const { sandbox, client } = await open();
		sandbox.control.openConnectors.setObject('groups/907/contacts', [{ id: 1, name: 'A' }, { id: 2, name: 'B' }]);
		expect(column(await client.get('/groups/907/contacts', { params: { where: "name = 'B'" } }))).toEqual([2]);
		expect((await client.post('/groups/907/contacts', { name: 'C' })).data).toEqual({ id: 3, name: 'C' });
		expect((await client.get('/groups/908/contacts')).status).toBe(404);
		expect((await client.get('/objects')).data).not.toContain('groups/907/contacts');
	});

	it('that nobody knows is a 404, and so is an address that is too long', async () => {
		const { client } = await open();
		expect([(await client.get('/nothing')).status, (await client.post('/nothing', { a: 1 })).status, (await client.get('/a/b/c/d')).status]).toEqual([404, 404, 404]);
	});
});

describe('what objects there are', () => {
	it('is a list of names, or of rows when the newer dialect is asked for', async () => {
		const { client } = await open();
		const names = await client.get('/objects');
		expect(names.data).toEqual(expect.arrayContaining(['touches', 'groups', 'return-addresses', 'sent-gifts']));
		const { data } = await client.get('/objects', { headers: { 'Elements-Version': 'Helium' } });
		expect(data.map(({ name }: { name: string }) => name)).toEqual(names.data);
	});

	it('and their fields have types, also without rows', async () => {
		const { sandbox, client } = await open();
		sandbox.control.openConnectors.setObject('things', [{ id: 1, on: true, at: '2025-03-04T00:00:00Z', tags: [], name: 'x' }]);
		const types = async (name: string) => Object.fromEntries((await client.get(`/objects/${name}/metadata`)).data.fields.map((field: { vendorPath: string; type: string }) => [field.vendorPath, field.type]));
		expect(await types('things')).toEqual({ id: 'number', on: 'boolean', at: 'date', tags: 'array', name: 'string' });
		expect(await types('touches')).toMatchObject({ id: 'number', name: 'string', created_at: 'date', is_default_price: 'boolean' });
		expect((await client.get('/objects/nothing/metadata')).status).toBe(404);
	});

	it('and documents name the paths of the contract', async () => {
		const { client } = await open();
		const whole = await client.get('/instances/600321/docs');
		expect(whole.data).toMatchObject({ swagger: '2.0', paths: { '/touches': { get: { operationId: 'listTouches' } } } });
		expect(Object.keys((await client.get('/objects/groups/docs')).data.paths)).toContain('/groups/{groupId}/members');
		expect((await client.get('/elements/sendoso/docs')).data.paths).toEqual(whole.data.paths);
	});
});
