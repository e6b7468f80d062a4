import type { INodeParameters } from 'n8n-workflow';
import type { Desk } from '../support';

const day = 86_400_000;

/** Tests how a send explains Sendoso's 404, which says the same of unknown, inactive, early and ended campaigns. */
export function itExplainsUnknownTouches(desk: Desk, parameters: (touchId: number) => INodeParameters) {
	const iso = (offset: number) => new Date(desk.control.clock.now() + offset).toISOString();
	const explained = async (touchId: number) => {
		const { error } = await desk.run(parameters(touchId));
		expect(error?.message).toBe('Refused: Touch not found');
		expect(error?.description).toMatch(/\[item 0\]$/);
		expect(desk.control.sends.count()).toBe(0);
		return error?.description ?? '';
	};

	test('an unknown campaign', async () => {
		expect(await explained(999_999)).toMatch(/^Campaign 999999 is unknown or no longer active\. .*'Campaign \(Touch\)'/);
		expect(desk.seen().map(({ method, path }) => [method, path])).toEqual([
			['POST', expect.stringMatching(/^\/api\/v3\/send/)],
			['GET', '/api/v3/touches/999999'],
		]);
	});

	test('an inactive campaign', async () => {
		const { id } = desk.control.touches.add({ status: 'Inactive' });
		expect(await explained(id)).toContain('is unknown or no longer active');
	});

	test('a campaign that has not started', async () => {
		const start = iso(3 * day);
		const { id } = desk.control.touches.add({ start_date: start });
		const text = await explained(id);
		expect(text).toContain('has not started yet');
		expect(text).toContain(start);
	});

	test('a campaign that is over', async () => {
		const end = iso(-3 * day);
		const { id } = desk.control.touches.add({ end_date: end });
		const text = await explained(id);
		expect(text).toContain('is over');
		expect(text).toContain(end);
		expect(text).toContain("'Campaign (Touch)'");
	});

	test('a campaign that can be read and cannot be used', async () => {
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 404, body: { success: false, message: 'Touch not found' } } });
		const { id } = desk.control.touches.add();
		expect(await explained(id)).toContain('Active');
	});

	test('a campaign that cannot be read now', async () => {
		desk.control.fault({ times: 'always', match: { method: 'GET' }, action: { kind: 'status', status: 500, headers: { 'Retry-After': '0' } } });
		expect(await explained(999_999)).toContain("'Campaign (Touch)'");
	});
}
