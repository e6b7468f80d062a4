import type { INodeParameters } from 'n8n-workflow';
import { itExplainsRefusals } from '../readErrors';
import { expectError, failedItems, locator, openDesk } from '../support';

const desk = openDesk({ seed: { touches: 5 } });

const parameters = (touchId: INodeParameters[string]): INodeParameters => ({ resource: 'touch', operation: 'get', touchId });
const firstTouch = () => {
	const [touch] = desk.control.touches.list();
	if (touch === undefined) throw new Error('The stand-in server has no campaign');
	return touch;
};

test.each(['id', 'list'] as const)('reads one campaign out of its wrapper (mode %s)', async (mode) => {
	const touch = firstTouch();
	const { items, error } = await desk.run(parameters(locator(String(touch.id), mode)));
	expect(error).toBeUndefined();
	expect(items).toEqual([{ json: touch, pairedItem: { item: 0 } }]);
	expect(desk.seen()).toEqual([{ method: 'GET', path: `/api/v3/touches/${touch.id}`, query: {}, body: null }]);
});

test('reads one campaign per item, and pairs them', async () => {
	const ids = desk.control.touches.list().map(({ id }) => id);
	const { items } = await desk.run(parameters(locator('={{ $json.touch.id }}')), { items: ids.map((id) => ({ touch: { id } })) });
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(ids.map((id, item) => [id, { item }]));
	expect(desk.seen().map(({ path }) => path).sort()).toEqual(ids.map((id) => `/api/v3/touches/${id}`).sort());
});

test('takes an expression for the whole locator', async () => {
	const { items } = await desk.run(parameters('={{ $json.id }}'), { items: [{ id: firstTouch().id }] });
	expect(items.map(({ json }) => json.id)).toEqual([firstTouch().id]);
});

test('accepts the array form of the wrapper', async () => {
	const touch = firstTouch();
	desk.control.fault({ action: { kind: 'status', status: 200, body: { success: true, touch: [touch] } } });
	expect((await desk.run(parameters(locator(touch.id)))).items).toEqual([{ json: touch, pairedItem: { item: 0 } }]);
});

test.each([
	['a/b?c', 'a%2Fb%3Fc'],
	['%2e', '%252e'],
	['../me', '..%2Fme'],
	['a#b', 'a%23b'],
	['キャンペーン', encodeURIComponent('キャンペーン')],
	[' 7 ', '7'],
])('keeps the id %j inside its part of the path', async (id, encoded) => {
	desk.control.fault({ action: { kind: 'status', status: 404, body: { message: 'Touch not found!' } } });
	await desk.run(parameters(locator(id)));
	expect(desk.seen().map(({ path }) => path)).toEqual([`/api/v3/touches/${encoded}`]);
});

test.each(['', '  ', '.', '..', '...'])('refuses the id %j before any request', async (id) => {
	const result = await desk.run(parameters(locator(`={{ ${JSON.stringify(id)} }}`)));
	expectError(result, id.trim() === '' ? "'Campaign (Touch)' is empty" : "'Campaign (Touch)' is not an ID", "'Campaign (Touch)'");
	expect(desk.seen()).toEqual([]);
});

test('explains an unknown campaign', async () => {
	const unknown = { items: [{ id: firstTouch().id }, { id: 999_999 }], settings: { onError: 'continueErrorOutput' as const } };
	const result = await desk.run(parameters(locator('={{ $json.id }}')), unknown);
	expect(result.items.map(({ json }) => json.id)).toEqual([firstTouch().id]);
	expect(failedItems(result)).toEqual([{ error: 'Touch not found!', pairedItem: { item: 1 } }]);
	expectError(await desk.run(parameters(locator(999_999))), 'Touch not found!', "'Campaign (Touch)'");
});

itExplainsRefusals(desk, () => parameters(locator(firstTouch().id)));
