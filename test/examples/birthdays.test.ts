import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { firstEgiftTouch } from '../../scripts/demo/standIn';
import { storedCredential } from '../support/engine';
import { start, stopAll } from '../trigger/support';
import { Example, rowOf } from './support';

afterEach(stopAll);

const file = 'send-birthday-gifts';
const people = (names: string[]) => names.map((name) => `${name.toLowerCase().replace(' ', '.')}@example.com`);

/** Who of these birthdays is kept on a day. */
function keptOn(today: string, birthdays: string[]): unknown[] {
	const $today = DateTime.fromISO(today, { zone: 'utc' });
	return new Example(file).code('Birthdays of the next seven days', birthdays.map((birthday) => ({ birthday })), { $today }).map(({ birthday }) => birthday);
}

test.each([
	['2026-11-26', ['1990-11-25', '1990-11-26', '1990-12-03', '1990-12-04'], ['2026-11-26', '2026-12-03']],
	['2026-12-28', ['1990-12-27', '1990-12-28', '1990-01-04', '1990-01-05'], ['2026-12-28', '2027-01-04']],
	['2027-02-24', ['1992-02-29'], ['2027-02-28']],
	['2028-02-24', ['1992-02-29'], ['2028-02-29']],
	['2026-11-26', ['', 'soon', '26.11.1990'], []],
])('on %s the birthdays of seven days ahead are kept', (today, birthdays, kept) => {
	expect(keptOn(today, birthdays)).toEqual(kept);
});

/** The workflow up to the page that the manager sees. */
async function rehearse(prepare: (sandbox: Sandbox, touchId: number) => void = () => undefined, rows?: IDataObject[]) {
	const sandbox = await start({ seed: 'demo' });
	const touch = firstEgiftTouch(sandbox);
	prepare(sandbox, touch.id);
	const example = new Example(file, touch.id);
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	const listed = (rows ?? example.code('Birthdays of the next seven days', example.code('People', []))).map(($json) => ({ ...$json, ...example.fields('Write the message', { $json }) }));
	const { outputs } = await example.send('Rehearse', credential, listed);
	const named = (name: string, output: number) =>
		(outputs[output] ?? []).map((item) => example.fields(name, { $json: item.json, $: () => ({ item: { json: listed[rowOf(item)] } }) }));
	const [summary = {}] = example.code('Summary for the approver', [...named('Rehearsed', 0), ...named('Row with an error', 1)]);
	return { sandbox, touch, example, credential, listed, summary };
}

type Rehearsal = Awaited<ReturnType<typeof rehearse>>;

/** What comes after a click on Approve. */
async function approve({ example, credential, summary }: Rehearsal) {
	const gifts = example.code('The approved gifts', [{ Decision: 'Approve' }], { $: () => ({ first: () => ({ json: summary }) }) });
	const { outputs } = await example.send('Send the gifts', credential, gifts);
	return (outputs[0] ?? []).map((item) => example.fields('Results', { $json: item.json, $: () => ({ item: { json: gifts[rowOf(item)] } }) }));
}

const sentBy = ({ sandbox }: Rehearsal) => sandbox.control.sends.list({ createdByRequest: true }).reverse();
const bodiesOf = ({ sandbox }: Rehearsal) => sandbox.control.requests().filter(({ method, path }) => method === 'POST' && path === '/api/v3/send').map(({ body }) => (body as { send: IDataObject }).send);
const isPlain = (text: unknown) => !/undefined|null|NaN|\[object/.test(String(text));

test('the page shows recipient, campaign, price and warnings of each gift, and nothing is sent', async () => {
	const rehearsal = await rehearse();
	const { touch, summary, listed } = rehearsal;
	const html = String(summary.html);
	const [from, to] = [touch.starting_egift_price, touch.ending_egift_price].map(Number);
	expect(listed).toHaveLength(6);
	for (const name of ['Maria Lindqvist', 'Yuki Tanaka', 'Kofi Mensah']) expect(html).toContain(`<b>${name}</b><br>${people([name])[0]}<br>Birthday `);
	expect(html.split(`<b>${touch.name}</b><br><b>${from?.toFixed(2)}\u00a0to\u00a0${to?.toFixed(2)}\u00a0USD</b>`)).toHaveLength(5);
	expect(html).toContain('<i>Note: The address has a plus sign');
	expect(html.split('A balance is no limit of spending')).toHaveLength(2);
	expect(summary.title).toBe('Send these 4 gifts?');
	expect(html).toContain(`4 gifts: ${(4 * Number(from)).toFixed(2)}\u00a0to\u00a0${(4 * Number(to)).toFixed(2)}\u00a0USD in all, before shipping and fees`);
	expect(html).toContain('Kofi.Mensah@example.com: twice in this list, gets one gift');
	expect(html).toContain("Hana Novak, hana.novak(at)example.com: 'Recipient Email' is not");
	expect(isPlain(html)).toBe(true);
	expect(sentBy(rehearsal)).toEqual([]);
});

test('exactly what was approved is sent, and its send_gid comes out', async () => {
	const rehearsal = await rehearse();
	const results = await approve(rehearsal);
	const sends = sentBy(rehearsal);
	const approved = rehearsal.summary.gifts as Array<{ name: string; message: string; sendoso: IDataObject }>;
	expect(bodiesOf(rehearsal).map(({ touch_id: touchId, email, name, custom_message: message }) => [touchId, email, name, message])).toEqual(
		approved.map(({ sendoso, name, message }) => [sendoso.touchId, sendoso.recipientEmail, name, message]),
	);
	expect(results.map(({ email, outcome, send_gid: gid }) => [email, outcome, gid])).toEqual(sends.map(({ recipient, send_gid: gid }) => [recipient.email, 'sent', gid]));
	expect(results).toHaveLength(4);
});

test('a second page with the same people, approved as well, sends nobody a second gift', async () => {
	const rehearsal = await rehearse();
	await approve(rehearsal);
	const results = await approve(rehearsal);
	expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('skipped'));
	expect(sentBy(rehearsal)).toHaveLength(4);
});

// The server writes times in many offsets: the day is that of the workflow's zone.
test.each([0, 6, 12, 18])('who had the gift at %d:30 is shown with day and status, and is not sent to', async (hour) => {
	const createdAt = DateTime.utc().minus({ days: 8 }).set({ hour, minute: 30 });
	const rehearsal = await rehearse(({ control }, touchId) => {
		control.sends.add({ kind: 'egift', touchId, recipientEmail: 'yuki.tanaka@example.com', status: 'Used', createdAt: createdAt.toMillis() });
	});
	expect(rehearsal.summary.html).toContain(`<li>Yuki Tanaka, yuki.tanaka@example.com: already sent on ${DateTime.fromMillis(createdAt.toMillis()).toISODate()} (Used)</li>`);
	const results = await approve(rehearsal);
	expect(results.map(({ name }) => name)).toEqual(['Maria Lindqvist', 'Sam Ortega', 'Kofi Mensah']);
});

test('a campaign that is over leaves nothing to approve, and says so for each row', async () => {
	const { example, summary } = await rehearse(({ control }, touchId) => {
		control.touches.update(touchId, { status: 'Inactive' });
	});
	expect(example.condition('Anything to approve?', { $json: summary })).toBe(0);
	expect(summary.html).toMatch(/^<p><b>No gift to approve<\/b><\/p><p>/);
	for (const { name, email } of summary.problems as IDataObject[]) expect(summary.html).toContain(`<li>${String(name)}, ${String(email)}: `);
	expect(summary.problems).toHaveLength(6);
});

test('marks in a name stay text on the page', async () => {
	const { summary } = await rehearse(undefined, [{ name: '<img src=x> & "Co"', email: 'mark@example.com', birthday: '2026-11-27' }]);
	expect(summary.html).toContain('<b>&#60;img src=x&#62; &#38; &#34;Co&#34;</b>');
	expect(summary.title).toBe('Send this gift?');
});

test('prices that are fixed, unknown or in other currencies are told apart', () => {
	const gift = (price: unknown, currency: string | null) => ({ name: 'A', birthday: '', message: '', sendoso: { outcome: 'validated', touchId: 7, touchName: null, recipientEmail: 'a@example.com', price, currency, warnings: [] } });
	const total = (...gifts: Array<ReturnType<typeof gift>>) => {
		const [{ total: text, html } = {}] = new Example(file).code('Summary for the approver', gifts as unknown as IDataObject[]);
		expect(html).toContain('<b>Campaign 7</b>');
		return String(text).replaceAll('\u00a0', ' ');
	};
	expect(total(gift(25, 'USD'))).toBe('1 gift: 25.00 USD in all, before shipping and fees');
	expect(total(gift(25, 'USD'), gift({ from: 5, to: 10 }, 'EUR'), gift(null, null), gift({ from: 5, to: null }, 'USD'))).toBe(
		'4 gifts: 25.00 USD and 5.00 to 10.00 EUR and 2 of unknown price in all, before shipping and fees',
	);
});

test('only the branch of an approval leads to the send, and it takes everything from the page', () => {
	const example = new Example(file);
	expect(example.into('Send the gifts')).toEqual(['The approved gifts 0']);
	expect(example.into('The approved gifts')).toEqual(['Approved? 0']);
	expect(example.into('Approved?')).toEqual(['Wait for the decision 0']);
	expect(example.condition('Approved?', { $json: { Decision: 'Decline' } })).toBe('Decline');
	const { touchId, recipientEmail, additionalFields, ...rest } = example.parametersOf('Send the gifts');
	expect([touchId, recipientEmail]).toEqual([expect.objectContaining({ value: '={{ $json.sendoso.touchId }}' }), '={{ $json.sendoso.recipientEmail }}']);
	expect(additionalFields).toEqual({ recipientName: '={{ $json.name }}', customMessage: '={{ $json.message }}' });
	expect(rest).toMatchObject({ duplicateCheck: 'skip', findSend: true, options: { maximumSends: 25 } });
	expect(example.parametersOf('Rehearse')).toMatchObject({ options: { dryRun: true, maximumSends: 25 } });
});
