import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk } from '../support';

const desk = openDesk();
const openTouch = () => desk.control.touches.add({ delivery_type: 'email' }).id;
const posts = () => desk.seen().filter(({ method }) => method === 'POST');
const made = () => desk.control.sends.list({ createdByRequest: true });
const gift = (touch: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'create', touchId: locator(touch), recipientEmail: '={{ $json.email }}', ...more });

test('a gift goes out with its campaign, address and what was added', async () => {
	const touch = openTouch();
	const { items } = await desk.run(gift(touch, { additionalFields: { amount: 25, customMessage: 'Hi', recipientName: 'Rowan' }, options: { extraBody: '{"note":"x"}' } }), { items: [{ email: 'rowan@example.org' }] });
	expect(posts()[0]).toMatchObject({ path: '/gifts', body: { send: { touch_id: touch, email: 'rowan@example.org', amount: 25, custom_message: 'Hi', name: 'Rowan', via_from: 'n8n', note: 'x' } } });
	expect(items[0]?.json).toMatchObject({ success: true, sendoso: { outcome: 'sent', wasSent: true } });
	expect(items[0]?.json.tracking_code).toBe(made()[0]?.tracking_code);
});

test.each(['recipient_users', 'via', 'email', 'touch_id', 'number_of_gifts', 'send', 'amount', 'Email', 'recipients', 'VIA_FROM', 'custom_message', ' touch_id', 'touchId', 'touch_id\u200B', 'recipient_users[]', 'send[email]', 'quantity'])('extra members cannot smuggle in more gifts by %s', async (member) => {
	const { error } = await desk.run(gift(openTouch(), { options: { extraBody: JSON.stringify({ note: 'y', [member]: 'x' }) } }), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toBe(`Not sent: 'Extra Body' must not hold ${member}`);
	expect(desk.seen()).toEqual([]);
});

test('a gift that the list of sent gifts shows is not sent again', async () => {
	const touch = openTouch();
	desk.control.sends.add({ touchId: touch, recipientEmail: 'Rowan@Example.org' });
	const { items } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }, { email: 'ines@example.org' }, { email: 'ines@example.org' }] });
	expect(items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['skipped', 'sent', 'skipped']);
	expect(posts()).toHaveLength(1);
	expect((items[0]?.json.sendoso as { matchedSend: object }).matchedSend).toMatchObject({ touch_id: touch, email: 'Rowan@Example.org' });
	const { error } = await desk.run(gift(touch, { duplicateCheck: 'fail' }), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toMatch(/^Duplicate: /);
});

test.each([
	['in pages by number', () => desk.control.openConnectors.setPaging('page')],
	['in a wrapper', () => desk.control.openConnectors.setShapes({ wrapsRows: true })],
	['in short pages with a warning', () => desk.control.openConnectors.setPageLimit(7)],
	['in pages that are not too large', () => desk.control.openConnectors.refusePagesAbove(30)],
])('the list is read whole, %s', async (_name, prepare) => {
	const touch = openTouch();
	prepare();
	desk.control.sends.add({ touchId: touch, recipientEmail: 'first@example.org', createdAt: desk.control.clock.now() - 3_600_000 });
	const { items } = await desk.run(gift(touch), { items: [{ email: 'first@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'skipped' } });
});

/** Answers the list of sent gifts with this body, whatever page is asked for. */
const listAs = (body: object, headers: Record<string, string> = {}) =>
	desk.control.fault({ match: { path: '*/sent-gifts' }, times: 'always', action: { kind: 'status', status: 200, body, headers, stage: 'before' } });

test.each(['02-11-2026', '2026-02-11', '2026-02-11 09:00:00', undefined])('a listed gift from %s tells no moment, and counts', async (created_at) => {
	const touch = openTouch();
	listAs([{ tracking_code: 'a', touch_id: touch, email: 'rowan@example.org', created_at }]);
	const { items } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'skipped', matchedSend: { tracking_code: 'a' } } });
	expect(posts()).toEqual([]);
});

test.each(['05', '+5', '5.0', '５', ' 5\u200B'])('a campaign that is spelled %s is campaign 5', async (spelled) => {
	listAs([{ tracking_code: 'a', touch_id: 5, email: 'rowan@example.org' }]);
	const { items } = await desk.run(gift(spelled as never), { items: [{ email: 'rowan@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'skipped', matchedSend: { tracking_code: 'a' } } });
	expect(posts()).toEqual([]);
});

test.each([404, 405, 501])('an amount goes out with a warning where the connector does not read campaigns by ID (status %d)', async (status) => {
	const touch = openTouch();
	desk.control.fault({ match: { method: 'GET', path: `/elements/api-v2/touches/${touch}` }, action: { kind: 'status', status, body: { message: 'no' } } });
	const { items, error } = await desk.run(gift(touch, { additionalFields: { amount: 25 } }), { items: [{ email: 'rowan@example.org' }] });
	expect(error).toBeUndefined();
	expect(items[0]?.json.sendoso).toMatchObject({ outcome: 'sent', price: 25, warnings: [expect.stringContaining('could not be compared')] });
});

test('an amount does not go out where the connector refuses to show the campaign', async () => {
	const touch = openTouch();
	desk.control.fault({ match: { method: 'GET', path: `/elements/api-v2/touches/${touch}` }, action: { kind: 'status', status: 403, body: { message: 'no' } } });
	const { error } = await desk.run(gift(touch, { additionalFields: { amount: 25 } }), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toMatch(/^Not sent: the campaign could not be read to compare 'Amount' with it/);
	expect(posts()).toEqual([]);
});

test('a list that comes as one object holds one gift', async () => {
	const touch = openTouch();
	listAs({ tracking_code: 'a', touch_id: touch, email: 'rowan@example.org' });
	const { items } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }, { email: 'ines@example.org' }] });
	expect(items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['skipped', 'sent']);
});

test('a listed gift from before the window does not count', async () => {
	const touch = openTouch();
	listAs([{ tracking_code: 'a', touch_id: touch, email: 'rowan@example.org', created_at: new Date(desk.control.clock.now() - 15 * 86_400_000).toISOString() }]);
	const { items } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

const rowsOf = (count: number) => Array.from({ length: count }, (_, place) => ({ tracking_code: `t${place}`, touch_id: 1, email: `p${place}@example.org` }));

test.each<[string, object[], Record<string, string>]>([
	['repeats its first page for ever', rowsOf(100), {}],
	['points back to the same page', rowsOf(3), { 'Elements-Next-Page-Token': 'again' }],
	['announces more than it holds', rowsOf(3), { 'Elements-Total-Count': '4' }],
	['warns and comes without rows', [], { 'Elements-Error': 'the provider failed' }],
])('a list that %s is not taken for whole', async (_name, rows, headers) => {
	listAs(rows, headers);
	const { error } = await desk.run(gift(openTouch()), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toMatch(/^Not sent: the duplicate check could not read Sendoso's list of sends\. The connector's list of sent gifts could not be read to its end/);
	expect(error?.description).toContain("set 'Duplicate Check' to 'Off'");
	expect(posts()).toEqual([]);
});

test('a list whose last page comes for ever is not taken for whole', async () => {
	const touch = openTouch();
	desk.control.sends.addMany(700 - desk.control.sends.count(), { touchId: touch });
	desk.control.openConnectors.setPaging('lastForEver');
	desk.control.openConnectors.setTotalCount(false);
	const { error } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toMatch(/The connector's list of sent gifts could not be read to its end/);
	expect(posts()).toEqual([]);
	expect(desk.seen()).toHaveLength(10);
});

test('a list that comes at once, whatever is asked for, is whole', async () => {
	listAs(rowsOf(101));
	const { items } = await desk.run(gift(openTouch()), { items: [{ email: 'rowan@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

test('a list without addresses cannot be compared with: nothing is sent', async () => {
	desk.control.openConnectors.setShapes({ sentGiftsBare: true });
	const { error } = await desk.run(gift(openTouch()), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toMatch(/^Not sent: the duplicate check could not read/);
	expect(error?.description).toContain("set 'Duplicate Check' to 'Off'");
	expect(posts()).toEqual([]);
	const unchecked = await desk.run(gift(openTouch(), { duplicateCheck: 'off' }), { items: [{ email: 'rowan@example.org' }] });
	expect(unchecked.items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

test('a lost answer is looked for in the list', async () => {
	const touch = openTouch();
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'drop', stage: 'after' } });
	const { items, error } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toBeUndefined();
	expect(posts()).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'reconciled', matchedSend: { touch_id: touch } } });
	expect(made()).toHaveLength(1);
});

test('a gift is followed into the list when that is asked for', async () => {
	const touch = openTouch();
	const { items } = await desk.run(gift(touch, { findSend: true }), { items: [{ email: 'rowan@example.org' }] });
	const { tracking_code } = items[0]?.json ?? {};
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent', matchedSend: { tracking_code, touch_id: touch, email: 'rowan@example.org' } } });
});

test('a gift that this process sent is not sent again while the list does not show it', async () => {
	const touch = openTouch();
	listAs([]);
	const results = [];
	for (const address of ['rowan@example.org', 'ROWAN@example.org', 'ines@example.org']) results.push((await desk.run(gift(touch), { items: [{ email: address }] })).items[0]?.json.sendoso);
	expect(results).toMatchObject([{ outcome: 'sent', wasSent: true }, { outcome: 'skipped', wasSent: false, matchedSend: null }, { outcome: 'sent', wasSent: true }]);
	const bulk = await desk.run({ resource: 'send', operation: 'createBulk', touchId: locator(touch), recipientEmails: 'ines@example.org, new@example.org' });
	expect(bulk.items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['skipped', 'sent']);
	expect(posts()).toHaveLength(3);
});

test('people who use the same instance share what is remembered of it', async () => {
	const touch = openTouch();
	listAs([]);
	const { userSecret } = desk.credential().data as { userSecret: string };
	const outcomes = [];
	for (const typed of [userSecret, `${userSecret.slice(0, 9)}\n${userSecret.slice(9)}`]) {
		const { items } = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }], credential: desk.credential({ userSecret: typed }) });
		outcomes.push((items[0]?.json.sendoso as { outcome: string }).outcome);
	}
	expect(outcomes).toEqual(['sent', 'skipped']);
});

test('an answer that was lost for good holds the gift back, on one instance', async () => {
	const touch = openTouch();
	listAs([]);
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 502, body: { message: 'gateway' }, stage: 'before' } });
	const lost = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(lost.error?.message).toMatch(/^Outcome unknown: gateway/);
	const again = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }] });
	expect(again.error?.message).toMatch(/^Not sent: the same gift was asked for at .*, and its outcome is still unknown/);
	const elsewhere = desk.credential({ elementToken: desk.control.openConnectors.createInstance().token });
	const other = await desk.run(gift(touch), { items: [{ email: 'rowan@example.org' }], credential: elsewhere });
	expect(other.items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});

test('a dry run sends nothing', async () => {
	const { items } = await desk.run(gift(openTouch(), { options: { dryRun: true } }), { items: [{ email: 'rowan@example.org' }] });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'validated', wasSent: false } });
	const { error } = await desk.run(gift(1, { options: { dryRun: true } }), { items: [{ email: 'rowan@example.org' }] });
	expect(error?.message).toContain('No touches found with ID 1');
	expect(posts()).toEqual([]);
});

test('several people get a gift in one request, each address checked', async () => {
	const touch = openTouch();
	desk.control.sends.add({ touchId: touch, recipientEmail: 'b@example.org' });
	const { items } = await desk.run({ resource: 'send', operation: 'createBulk', touchId: locator(touch), recipientEmails: 'a@example.org, b@example.org, c@example.org, A@example.org' });
	expect(items.map(({ json }) => [json.recipient_email_or_phone_number, (json.sendoso as { outcome: string }).outcome])).toEqual([
		['a@example.org', 'sent'],
		['b@example.org', 'skipped'],
		['c@example.org', 'sent'],
		['A@example.org', 'skipped'],
	]);
	expect(posts()[0]?.body).toEqual({ send: { via: 'bulk_email_addresses', touch_id: touch, recipient_users: [{ email: 'a@example.org' }, { email: 'c@example.org' }] } });
});

test('nothing is lost of an answer to a bulk that is a list', async () => {
	const answer = [{ email: 'a@example.org', tracking_code: 'code-a' }, { email: 'c@example.org', tracking_code: 'code-c' }];
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 200, body: answer as never } });
	const { items } = await desk.run({ resource: 'send', operation: 'createBulk', touchId: locator(openTouch()), recipientEmails: 'a@example.org, c@example.org' });
	expect(items.map(({ json }) => [json.recipient_email_or_phone_number, json.answer])).toEqual([['a@example.org', answer], ['c@example.org', answer]]);
});

test.each<[string, unknown, object, string]>([
	['a list of one', [{ egift_links: ['https://l/1', 'https://l/2'] }], { egift_links: ['https://l/1', 'https://l/2'] }, ''],
	['a list of links', ['https://l/1', 'https://l/2'], { answer: ['https://l/1', 'https://l/2'] }, ''],
	['fewer links than asked for', { egift_links: ['https://l/1'] }, { egift_links: ['https://l/1'] }, "Sendoso's answer holds 1 of 2 links. Look in Sendoso for the others before you ask again."],
])('nothing is lost of an answer with links that is %s', async (_, body, json, warning) => {
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 200, body: body as never } });
	const { items } = await desk.run({ resource: 'send', operation: 'createEgiftLinks', touchId: locator(openTouch()), numberOfGifts: 2 });
	expect(items).toHaveLength(1);
	expect(items[0]?.json).toMatchObject({ ...json, sendoso: { outcome: 'sent', warnings: warning === '' ? [] : [warning] } });
});

test('more gifts than allowed are none', async () => {
	const touch = openTouch();
	const bulk = await desk.run({ resource: 'send', operation: 'createBulk', touchId: locator(touch), recipientEmails: 'a@x.org,b@x.org', options: { maximumSends: 1 } });
	const links = await desk.run({ resource: 'send', operation: 'createEgiftLinks', touchId: locator(touch), numberOfGifts: 3, options: { maximumSends: 2 } });
	for (const { error } of [bulk, links]) expect(error?.message).toMatch(/^Not sent: this run would make \d sends/);
	expect(posts()).toEqual([]);
});

test('links and balances say what was done', async () => {
	const touch = openTouch();
	const links = await desk.run({ resource: 'send', operation: 'createEgiftLinks', touchId: locator(touch), numberOfGifts: 3, additionalFields: { amount: 20 } });
	expect(posts()[0]?.body).toEqual({ send: { via: 'generate_egift_links', via_from: 'n8n', touch_id: touch, number_of_gifts: 3, amount: 20 } });
	expect(links.items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'sent', wasSent: true } });
	expect(links.items[0]?.json.egift_links).toHaveLength(3);
	const balance = await desk.run({ resource: 'user', operation: 'addBalance', userId: locator(48_001), balance: '12.50' });
	expect(posts()[1]).toMatchObject({ path: '/users/48001/add-balance', body: { balance: '12.50' } });
	expect(balance.items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent' } });
});
