import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { locator, openDesk, openTouch } from '../operations/support';
import type { NodeRunResult } from '../support/engine';
import { posts } from './support';

const desk = openDesk({ seed: 'empty' });

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: '={{ $json.email }}', ...more });
const ana = [{ email: 'ana@example.org' }];
const factsOf = ({ items }: Pick<NodeRunResult, 'items'>) => items.map(({ json }) => json.sendoso as IDataObject);
const itemsOf = ({ run }: NodeRunResult, name: string) => ({ items: run.data.resultData.runData[name]?.[0]?.data?.main?.[0] ?? [] });

test('two nodes with one id in a workflow are two nodes: each sends its own gift', async () => {
	const [touch, other] = [openTouch(desk, 'email'), openTouch(desk, 'email')];
	const result = await desk.run(egift(touch.id), { items: ana, beside: [{ name: 'Copy', parameters: egift(other.id) }] });
	const [first, second] = [result, itemsOf(result, 'Copy')];
	expect([...factsOf(first), ...factsOf(second)].map(({ outcome, touchId }) => [outcome, touchId])).toEqual([['sent', touch.id], ['sent', other.id]]);
	expect(first.items[0]?.json.tracking_code).not.toBe(second.items[0]?.json.tracking_code);
	expect(posts(desk)).toHaveLength(2);
});

test('of two nodes with one id one leaves out what the other one sent', async () => {
	const touch = openTouch(desk, 'email');
	const result = await desk.run(egift(touch.id), { items: ana, beside: [{ name: 'Copy' }] });
	expect([...factsOf(result), ...factsOf(itemsOf(result, 'Copy'))].map(({ outcome }) => outcome).sort()).toEqual(['sent', 'skipped']);
	expect(posts(desk)).toHaveLength(1);
});

test('the error of one of them does not count what the other one sent', async () => {
	const [touch, other] = [openTouch(desk, 'email'), openTouch(desk, 'email')];
	desk.control.fault({ match: { method: 'POST', bodyIncludes: String(touch.id) }, action: { kind: 'status', status: 422, body: { message: 'Budget exceeded' } } });
	const { error } = await desk.run(egift(touch.id), { items: ana, beside: [{ name: 'Copy', parameters: egift(other.id) }] });
	expect(posts(desk)).toHaveLength(2);
	expect(error?.description).toContain('No send of this run went out.');
});

describe('two client applications of one host', () => {
	test('send a gift once, asked for at the same time', async () => {
		const touch = openTouch(desk, 'email');
		const both = await Promise.all([desk.credential(), desk.credential()].map(async (credential) => await desk.run(egift(touch.id), { items: ana, credential })));
		expect(both.map((result) => factsOf(result)[0]?.outcome).sort()).toEqual(['sent', 'skipped']);
		expect(posts(desk)).toHaveLength(1);
	});

	test('never take one listed send for two whose answers were lost', async () => {
		const touch = openTouch(desk, 'email');
		// The answers of both are lost, and one of them was not carried out.
		desk.control.fault({ match: { method: 'POST', nth: 1 }, action: { kind: 'drop', stage: 'after' } });
		desk.control.fault({ match: { method: 'POST', nth: 2 }, action: { kind: 'drop' } });
		const both = await Promise.all(
			[desk.credential(), desk.credential()].map(async (credential) => await desk.run(egift(touch.id, { duplicateCheck: 'off' }), { items: ana, credential })),
		);
		expect(desk.control.sends.list({ touchId: touch.id })).toHaveLength(1);
		for (const { error } of both) {
			expect(error?.message).toMatch(/^Outcome unknown: /);
			expect(error?.description).toContain('another send of the same gift was started at the same time');
		}
	}, 30_000);
});
