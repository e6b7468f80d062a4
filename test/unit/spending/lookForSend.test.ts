import type { AskedSend, FailedEnding } from '../../../nodes/shared/execution/ending';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { listOf, lookForSend } from '../../../nodes/shared/spending/lookForSend';
import type { UnitItemRequest } from '../../support/unitItem';
import { UnitSendoso } from '../../support/unitSendoso';

const EMAIL = 'ana@example.org';
const [TOLERANCE, LONGEST_FLIGHT] = [2_000, 600_000];

/** A send that an earlier execution asked for within a second, and whose answer was lost. */
function desk(more: Partial<AskedSend> = {}) {
	const sendoso = new UnitSendoso();
	const item = sendoso.row();
	const from = sendoso.clock.now();
	const asked: AskedSend = { touchId: '1', email: EMAIL, from, to: from + 1_000, reservation: 'earlier', list: listOf(item), ...more };
	const unknown: FailedEnding = { kind: 'failed', failure: 'unknown', message: 'the answer was lost', description: '', mayRepeat: false, asked };
	const at = (milliseconds: number) => ({ createdAt: new Date(from + milliseconds).toISOString() });
	return { sendoso, item, asked, unknown, at, look: async (row: ItemContext = item) => await sendoso.clock.finish(lookForSend(row, sendoso.sends, unknown)) };
}

const stillUnknown = (why: string) => ({ kind: 'failed', failure: 'unknown', message: 'the answer was lost', description: expect.stringContaining(why) as string, mayRepeat: false });
const found = (id: string) => ({ kind: 'succeeded', items: [{ json: { sendoso: { outcome: 'reconciled', wasSent: true, touchName: 'Spring', matchedSend: { send_gid: id } } } }] });
const CAN_NOT_BE_TOLD = "can't be told from other sends of the same gift";

test('the one send that is listed is it, and this process knows of it from now on', async () => {
	const { sendoso, look } = desk();
	sendoso.list('gid');
	expect(await look()).toMatchObject(found('gid'));
	expect(sendoso.store.isMatched('gid')).toBe(true);
	expect(sendoso.store.since(-Infinity, '1', EMAIL)).toMatchObject([{ end: 'sent', sendGid: 'gid', standsFor: 'earlier' }]);
});

test('several retries of one execution find the same send', async () => {
	const { sendoso, look } = desk();
	sendoso.list('gid');
	await look();
	expect(await look()).toMatchObject(found('gid'));
	expect(sendoso.store.since(-Infinity, '1', EMAIL)).toHaveLength(1);
});

test('two sends of earlier executions do not both get the one that is listed', async () => {
	const { sendoso, item, unknown, asked, look } = desk();
	sendoso.list('gid');
	await look();
	const other = { ...unknown, asked: { ...asked, reservation: 'another' } };
	expect(await sendoso.clock.finish(lookForSend(item, sendoso.sends, other))).toMatchObject(stillUnknown(CAN_NOT_BE_TOLD));
});

test('a retry that found its send still can not have a second one', async () => {
	const { sendoso, look, at } = desk();
	sendoso.list('gid');
	await look();
	sendoso.listed.pop();
	sendoso.store.match('other');
	sendoso.list('other', at(500));
	expect(await look()).toMatchObject(stillUnknown(CAN_NOT_BE_TOLD));
});

test.each([-TOLERANCE, 1_000 + LONGEST_FLIGHT])('a send that was listed %d ms from the request can be it', async (milliseconds) => {
	const { sendoso, look, at } = desk();
	sendoso.list('gid', at(milliseconds));
	expect(await look()).toMatchObject(found('gid'));
});

test.each([
	['was listed before', -TOLERANCE - 1, {}],
	['was listed later', 1_000 + LONGEST_FLIGHT + 1, {}],
	['went to somebody else', 0, { email: 'ben@example.org' }],
	['is from another campaign', 0, { touchId: '2' }],
])('one that %s is not it', async (_, milliseconds, more) => {
	const { sendoso, look, at } = desk();
	sendoso.list('gid', { ...at(milliseconds), ...more });
	expect(await look()).toMatchObject(stillUnknown('it is not listed yet'));
});

test('the list is read from before the request on', async () => {
	const { sendoso, asked, look } = desk();
	await look();
	expect(sendoso.listReadings).toEqual([asked.from - TOLERANCE]);
});

test.each([
	['two of them', [{}, {}], 'gid 1 (Sent, 20'],
	['one without a date', [{ createdAt: '' }], 'gid 0 (Sent, no date)'],
	['one without a name', [{ id: '' }], ' (Sent, 20'],
])('%s can not be told apart, and are shown', async (_, sends, shown) => {
	const { sendoso, look } = desk();
	sends.forEach((more, index) => sendoso.list(`gid ${index}`, more));
	expect(await look()).toMatchObject(stillUnknown(shown));
	expect(await look()).toMatchObject(stillUnknown(CAN_NOT_BE_TOLD));
});

describe('another send of the same gift by this process', () => {
	const flight = LONGEST_FLIGHT + TOLERANCE;

	test.each([
		[-flight, true],
		[-flight - 1, false],
		[0, true],
		[1_000 + LONGEST_FLIGHT, true],
		[1_000 + LONGEST_FLIGHT + 1, false],
	])('that began %d ms from it may be the listed one: %j', async (milliseconds, isRival) => {
		const { sendoso, look, asked } = desk();
		sendoso.list('gid');
		const began = sendoso.clock.elapsed() + milliseconds;
		sendoso.store.reserve('1', EMAIL, { ...sendoso.clock, now: () => asked.from, elapsed: () => began, sleep: async () => await Promise.resolve() }, {});
		expect(await look()).toMatchObject(isRival ? stillUnknown(CAN_NOT_BE_TOLD) : found('gid'));
	});

	test('has an entry of its own when it was found', async () => {
		const { sendoso, look } = desk();
		sendoso.list('gid');
		sendoso.store.reserve('1', EMAIL, sendoso.clock, {}).settle('sent', { sendGid: 'another' });
		expect(await look()).toMatchObject(found('gid'));
	});
});

describe('the send itself, made by this process', () => {
	function ownDesk(end: 'unknown' | 'sent' = 'unknown') {
		const started = desk();
		const own = started.sendoso.store.reserve('1', EMAIL, started.sendoso.clock, {});
		own.settle(end);
		started.asked.reservation = own.id;
		return { ...started, own };
	}

	test('is no rival of itself, and is known as sent when it was found', async () => {
		const { sendoso, look, own } = ownDesk();
		sendoso.list('gid');
		expect(await look()).toMatchObject(found('gid'));
		expect(sendoso.store.since(-Infinity, '1', EMAIL)).toMatchObject([{ end: 'sent', sendGid: 'gid', standsFor: own.id }]);
	});

	test('is given up when it came to nothing', async () => {
		const { sendoso, look } = ownDesk();
		await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
		expect(await look()).toBeUndefined();
		expect(sendoso.store.since(-Infinity, '1', EMAIL)).toEqual([]);
	});

	test('keeps what is known of it when it did not stay unknown', async () => {
		const { sendoso, look } = ownDesk('sent');
		await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
		await look();
		expect(sendoso.store.since(-Infinity, '1', EMAIL)).toHaveLength(1);
	});

	test('leaves other unknown sends of the gift alone', async () => {
		const { sendoso, look } = desk();
		sendoso.store.reserve('1', EMAIL, sendoso.clock, {}).settle('unknown');
		await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
		await look();
		expect(sendoso.store.since(-Infinity, '1', EMAIL)).toHaveLength(1);
	});
});

test('nothing is sent again before the longest time is over that a send may take', async () => {
	const { sendoso, look, asked } = desk();
	await sendoso.clock.advance(1_000 + LONGEST_FLIGHT - 1);
	expect(await look()).toMatchObject(stillUnknown(`Retry the execution after ${new Date(asked.to + LONGEST_FLIGHT).toISOString()}`));
	await sendoso.clock.advance(1);
	expect(await look()).toBeUndefined();
});

test.each([
	['ana+gift@example.org', true],
	['ana@example+more.org', false],
])('what went to %s may wait for an approval: %j', async (email, mayWait) => {
	const { sendoso, look } = desk({ email });
	await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
	if (mayWait) expect(await look()).toMatchObject(stillUnknown('may be waiting for an approval'));
	else expect(await look()).toBeUndefined();
});

test('what can not be told from other sends stays unknown, as it was', async () => {
	const { sendoso, item, unknown } = desk();
	const untold = { ...unknown, asked: undefined };
	expect(await lookForSend(item, sendoso.sends, untold)).toBe(untold);
});

test('a list that can not be read says nothing of a send', async () => {
	const { sendoso, look } = desk();
	sendoso.isListUnreadable = true;
	await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
	expect(await look()).toMatchObject(stillUnknown("Sendoso's list could not be read"));
});

test('a send is looked for in the list of its own credential alone', async () => {
	const { sendoso, look } = desk();
	await sendoso.clock.advance(1_000 + LONGEST_FLIGHT);
	const nodes: Array<UnitItemRequest['node']> = [{ credentials: { sendosoOAuth2Api: { id: 'another', name: '' } } }, { credentials: {} }, { credentials: undefined }];
	for (const node of nodes) {
		expect(await look(sendoso.row({ node }))).toMatchObject(stillUnknown('another credential'));
	}
	expect(sendoso.listReadings).toEqual([]);
});
