import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk } from '../support';

const desk = openDesk();
const openTouch = (more: object = {}) => desk.control.touches.add({ delivery_type: 'email', ...more }).id;
const posts = () => desk.seen().filter(({ method }) => method === 'POST');
const dry = (operation: string, touch: unknown, more: INodeParameters): INodeParameters => ({ resource: 'send', operation, touchId: locator(touch), options: { dryRun: true }, ...more });
const outcomes = (items: Array<{ json: { sendoso?: unknown } }>) => items.map(({ json }) => (json.sendoso as { outcome: string }).outcome);

const operations: Array<[string, INodeParameters]> = [
	['create', { recipientEmail: 'rowan@example.org' }],
	['createBulk', { recipientEmails: 'rowan@example.org' }],
	['createEgiftLinks', { numberOfGifts: 2 }],
];

test.each(operations)('a dry run of %s makes nothing', async (operation, parameters) => {
	const { items } = await desk.run(dry(operation, openTouch(), parameters));
	expect(items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'validated', wasSent: false } });
	expect(posts()).toEqual([]);
});

test.each(operations)('a dry run of %s tells of an unknown campaign', async (operation, parameters) => {
	const { error } = await desk.run(dry(operation, 1, parameters));
	expect(error?.message).toMatch(/^Refused: No touches found with ID 1/);
});

test('a dry run of many shows which of them would be left out', async () => {
	const touch = openTouch();
	desk.control.sends.add({ touchId: touch, recipientEmail: 'b@example.org' });
	const { items } = await desk.run(dry('createBulk', touch, { recipientEmails: '={{ $json.emails }}' }), { items: [{ emails: 'a@example.org, b@example.org' }, { emails: 'a@example.org, c@example.org' }] });
	expect(items.map(({ json }) => json.recipient_email_or_phone_number)).toEqual(['a@example.org', 'b@example.org', 'a@example.org', 'c@example.org']);
	expect(outcomes(items).sort()).toEqual(['skipped', 'skipped', 'validated', 'validated']);
	// The rehearsal leaves no trace: the real gifts go out.
	const real = await desk.run({ resource: 'send', operation: 'createBulk', touchId: locator(touch), recipientEmails: 'a@example.org, b@example.org' });
	expect(outcomes(real.items)).toEqual(['sent', 'skipped']);
});

test.each([
	['03-04-2099', 'validated'],
	['2099-03-04T00:00:00.000Z', undefined],
])('a campaign that starts on %s', async (start_date, outcome) => {
	const touch = openTouch();
	const stop = desk.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith(`/touches/${touch}`)) pending.answer = { id: touch, name: 'Later', start_date };
	});
	const { items, error } = await desk.run(dry('create', touch, { recipientEmail: 'rowan@example.org' }));
	stop();
	expect((items[0]?.json.sendoso as { outcome?: string } | undefined)?.outcome).toBe(outcome);
	expect(error?.message.startsWith('Not sent: the campaign starts only at 2099') ?? false).toBe(outcome === undefined);
});

test('the words about a refused campaign repeat its dates and guess at none', async () => {
	const touch = openTouch();
	const stop = desk.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith(`/touches/${touch}`)) pending.answer = { id: touch, name: 'Later', start_date: '03-04-2099' };
	});
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 404, body: { message: 'Touch not found' }, stage: 'before' } });
	const { error } = await desk.run({ resource: 'send', operation: 'create', touchId: locator(touch), recipientEmail: 'rowan@example.org', duplicateCheck: 'off' });
	stop();
	expect(error?.description).toContain('The campaign starts 03-04-2099 and ends at no set time. It can be read');
});

test('an error says how many links went out before it', async () => {
	const [touch, closed] = [openTouch(), 1];
	const { error } = await desk.run(
		{ resource: 'send', operation: 'createEgiftLinks', touchId: locator('={{ $json.touch }}'), numberOfGifts: 3 },
		{ items: [{ touch }, { touch: closed }] },
	);
	expect(error?.description).toContain('3 sends of this run went out: item 0 (3 links).');
});
