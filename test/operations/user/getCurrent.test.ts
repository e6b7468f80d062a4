import type { INodeParameters } from 'n8n-workflow';
import { itExplainsRefusals } from '../readErrors';
import { openDesk } from '../support';

const desk = openDesk({ seed: 'empty' });

const parameters: INodeParameters = { resource: 'user', operation: 'getCurrent' };

test('gives the connected person, once per item', async () => {
	const { items, error } = await desk.run(parameters, { items: [{}, {}] });
	expect(error).toBeUndefined();
	expect(items).toEqual([0, 1].map((item) => ({ json: desk.control.account(), pairedItem: { item } })));
	expect(desk.seen()).toEqual([1, 2].map(() => ({ method: 'GET', path: '/api/v3/me', query: {}, body: null })));
});

test('sends the token of the credential, and asks for JSON', async () => {
	await desk.run(parameters);
	const [request] = desk.control.requests();
	expect(request?.headers.authorization).toMatch(/^Bearer #/);
	expect(request?.headers.accept).toBe('application/json');
});

test('keeps a record that has no wrapper as it is', async () => {
	desk.control.fault({ action: { kind: 'status', status: 200, body: { id: 1, touch: { id: 2 }, extra: null } } });
	expect((await desk.run(parameters)).items[0]?.json).toEqual({ id: 1, touch: { id: 2 }, extra: null });
});

itExplainsRefusals(desk, () => parameters);
