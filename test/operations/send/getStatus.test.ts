import type { INodeParameters } from 'n8n-workflow';
import { itExplainsRefusals } from '../readErrors';
import { expectError, failedItems, openDesk } from '../support';

const desk = openDesk({ seed: { touches: 2, sends: 5 } });

const parameters = (trackingCode: string): INodeParameters => ({ resource: 'send', operation: 'getStatus', trackingCode });
const codes = () => desk.control.sends.list().map(({ tracking_code }) => tracking_code);

test('gives the answer as it came', async () => {
	const [code = ''] = codes();
	desk.control.sends.advance(code);
	const { items, error } = await desk.run(parameters(code));
	expect(error).toBeUndefined();
	const updates = desk.control.sends.get(code)?.status_updates ?? [];
	const activities = [updates.map(({ status, occurred_at }) => ({ activity: { status, date_and_time: occurred_at } }))];
	expect(updates.length).toBeGreaterThan(1);
	expect(items).toEqual([{ json: { activities }, pairedItem: { item: 0 } }]);
	expect(desk.seen()).toEqual([{ method: 'GET', path: `/api/v3/gifts/status/${code}`, query: {}, body: null }]);
});

test('asks for each item, and goes on after an unknown code', async () => {
	const items = [...codes().slice(0, 2), 'nothing'].map((code) => ({ code }));
	const result = await desk.run(parameters('={{ $json.code }}'), { items, settings: { onError: 'continueErrorOutput' } });
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(failedItems(result)).toEqual([{ error: 'Gift not found', pairedItem: { item: 2 } }]);
});

test('says that the endpoint is not published when a code is unknown', async () => {
	const result = await desk.run(parameters('nothing'));
	expectError(result, 'Gift not found', "'Tracking Code'");
	expect(result.error?.description).toContain('not part of');
});

test.each([
	['a/b?c', 'a%2Fb%3Fc'],
	['%2e', '%252e'],
	['../../me', '..%2F..%2Fme'],
	['çödé 1', '%C3%A7%C3%B6d%C3%A9%201'],
	[' abc ', 'abc'],
])('keeps the code %j inside its part of the path', async (code, encoded) => {
	await desk.run(parameters(code));
	expect(desk.seen().map(({ path }) => path)).toEqual([`/api/v3/gifts/status/${encoded}`]);
});

test.each(['', ' ', '.', '..'])('refuses the code %j before any request', async (code) => {
	const result = await desk.run(parameters(`={{ ${JSON.stringify(code)} }}`));
	expectError(result, code.trim() === '' ? "'Tracking Code' is empty" : "'Tracking Code' is not an ID", "'Tracking Code'");
	expect(desk.seen()).toEqual([]);
});

itExplainsRefusals(desk, () => parameters(codes()[0] ?? ''));
