import { locator, openDesk, sampleInstance } from './support';

const desk = openDesk();
/** A credential whose key for events is a word that occurs in data. */
const keyed = (eventSignatureKey: string) => ({ credential: desk.credential({ eventSignatureKey }) });
const refuse = (message: string) => desk.control.fault({ action: { kind: 'status', status: 400, body: { message }, stage: 'before' } });

test.each(['example', 'example.org', 'rowan@example.org', 'email', 'recipient_email'])('the list of sent gifts is compared as it is, though the key for events is %s', async (key) => {
	const touch = desk.control.touches.add({ delivery_type: 'email' }).id;
	desk.control.sends.add({ touchId: touch, recipientEmail: 'rowan@example.org' });
	const gift = { resource: 'send', operation: 'create', touchId: locator(touch), recipientEmail: 'rowan@example.org' };
	const { items } = await desk.run(gift, keyed(key));
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'skipped' } });
	expect(desk.seen().filter(({ method }) => method === 'POST')).toEqual([]);
});

test.each(['sendoso', 'connectors', 'sendosoconnector'])("the account's own instances stay its own, though the key for events is %s", async (key) => {
	const { items } = await desk.run({ resource: 'connectorInstance', operation: 'get', connectorInstanceId: locator(sampleInstance) }, keyed(key));
	expect(items[0]?.json).toMatchObject({ id: sampleInstance, element: { key: 'sendoso' } });
});

test('a key that is a word changes no record, and is no part of an error', async () => {
	const touch = desk.control.touches.add({ name: 'A birthday gift', description: 'birthday' });
	const get = { resource: 'touch', operation: 'get', touchId: locator(touch.id) };
	const { items } = await desk.run(get, keyed('birthday'));
	expect(items[0]?.json).toMatchObject({ name: 'A birthday gift', description: 'birthday' });
	refuse('The key birthday is not known');
	const { error } = await desk.run(get, keyed('birthday'));
	expect(error?.message).toBe('The key (secret) is not known');
});

test('a key that no word is leaves no record, in whichever form it stands there', async () => {
	const key = 'k3y/of+events==';
	const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64'), Buffer.from(`a:${key}`).toString('base64url'), JSON.stringify(key)];
	const touch = desk.control.touches.add({ name: forms.join(' '), description: 'plain' });
	const stop = desk.control.beforeAnswer(({ request, answer }) => {
		if (request.path.endsWith(`/touches/${touch.id}`)) Object.assign(answer as object, { [key]: 1, deep: [{ [`x${key}`]: key }] });
	});
	const { items, stored } = await desk.run({ resource: 'touch', operation: 'get', touchId: locator(touch.id) }, keyed(key));
	stop();
	expect(items[0]?.json).toMatchObject({ id: touch.id, description: 'plain', '(secret)': 1, deep: [{ 'x(secret)': '(secret)' }] });
	for (const form of forms.slice(0, 3)) expect(stored).not.toContain(form);
});

test('a filter is compared with what the connector answered', async () => {
	desk.control.touches.add({ name: 'k3y/of+events==' });
	const where = { filterBy: 'conditions', conditions: { values: [{ field: 'name', operator: '=', value: 'k3y/of+events==', valueType: 'text' }] } };
	const { items } = await desk.run({ resource: 'touch', operation: 'getAll', ...where }, keyed('k3y/of+events=='));
	expect(items.map(({ json }) => json.name)).toEqual(['(secret)']);
});
