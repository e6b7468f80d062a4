import { createSend } from '../../../nodes/shared/spending/createSend';
import { listOf } from '../../../nodes/shared/spending/lookForSend';
import { brokenConnection, UnitSendoso } from '../../support/unitSendoso';
import type { UnitItemRequest } from '../../support/unitItem';

const EMAIL = 'ana@example.org';

function desk() {
	const sendoso = new UnitSendoso();
	const send = async (request: UnitItemRequest = {}) => await sendoso.clock.finish(createSend(sendoso.row(request), sendoso.sends));
	return {
		sendoso,
		send,
		sent: () => sendoso.requests.filter(({ method }) => method === 'POST').length,
		ends: () => sendoso.store.since(-Infinity, '1', EMAIL).map(({ end }) => end),
		log: () => sendoso.row().run.writeLog.summary('send'),
	};
}

const facts = (sendoso: Record<string, unknown>, tracking_code: unknown = null) => ({ kind: 'succeeded', items: [{ json: { tracking_code, sendoso } }] });
const say = (words: string) => expect.stringContaining(words) as string;

test('a gift goes out once, with its tracking code, and the next row for it is skipped', async () => {
	const { send, sent, ends, log } = desk();
	expect(await send()).toMatchObject(facts({ outcome: 'sent', wasSent: true, recipientEmail: EMAIL, warnings: [] }, 'code'));
	expect(await send({ itemIndex: 1 })).toMatchObject(facts({ outcome: 'skipped', wasSent: false, matchedSend: null, warnings: [] }, 'code'));
	expect([sent(), ends(), log()]).toEqual([1, ['sent'], '1 send of this run went out: item 0 (tracking code code).']);
});

test('a send that is not looked for afterwards says nothing of one', async () => {
	const { sendoso, send } = desk();
	expect(JSON.stringify(await send())).not.toContain('matchedSend');
	expect(sendoso.listReadings).toHaveLength(1);
});

test.each([[[]], [{}], [{ tracking_code: ' ' }]])('an answer without a tracking code is a send all the same: %j', async (body) => {
	const { sendoso, send, ends, log } = desk();
	sendoso.answer = () => ({ status: 200, body });
	expect(await send()).toMatchObject({ kind: 'succeeded', items: [{ json: { sendoso: { outcome: 'sent' } } }] });
	expect([ends(), log()]).toEqual([['sent'], '1 send of this run went out: item 0.']);
});

test('a send that is looked for returns its entry, or none', async () => {
	const { sendoso, send } = desk();
	expect(await send({ parameters: { findSend: true } })).toMatchObject(facts({ outcome: 'sent', matchedSend: null }, 'code'));
	sendoso.answer = () => {
		sendoso.list('gid', { email: 'ben@example.org' });
		return { status: 200, body: {} };
	};
	expect(await send({ parameters: { recipientEmail: 'ben@example.org', findSend: true } })).toMatchObject(facts({ outcome: 'sent', matchedSend: { send_gid: 'gid' } }));
});

test('the name of a campaign comes from the list of sends', async () => {
	const { sendoso, send } = desk();
	sendoso.list('gid', { email: 'ben@example.org' });
	expect(await send()).toMatchObject(facts({ outcome: 'sent', touchName: 'Spring' }, 'code'));
	expect(await send({ itemIndex: 1 })).toMatchObject(facts({ outcome: 'skipped', touchName: 'Spring' }, 'code'));
});

describe('a gift that Sendoso lists', () => {
	test('is skipped, and shown', async () => {
		const { sendoso, send, sent } = desk();
		sendoso.list('gid');
		expect(await send()).toMatchObject(facts({ outcome: 'skipped', wasSent: false, touchName: 'Spring', matchedSend: { send_gid: 'gid' }, warnings: [] }));
		expect(sent()).toBe(0);
	});

	test('fails its row where the user asked for that', async () => {
		const { sendoso, send, sent } = desk();
		sendoso.list('gid');
		expect(await send({ parameters: { duplicateCheck: 'fail' } })).toMatchObject({ kind: 'failed', failure: 'duplicate', message: 'this campaign sent a gift to this address before', description: say('(send_gid gid)'), mayRepeat: false });
		expect(sent()).toBe(0);
	});

	test('goes out again where the check is off', async () => {
		const { sendoso, send } = desk();
		sendoso.list('gid');
		expect(await send({ parameters: { duplicateCheck: 'off' } })).toMatchObject(facts({ outcome: 'sent' }, 'code'));
	});

	test('is noticed although it came while the row waited for its turn', async () => {
		const { sendoso, sent } = desk();
		sendoso.answer = async () => {
			await sendoso.clock.sleep(6_000);
			sendoso.list('gid', { email: 'ben@example.org' });
			return { status: 200, body: {} };
		};
		const first = createSend(sendoso.row(), sendoso.sends);
		const second = createSend(sendoso.row({ parameters: { recipientEmail: 'ben@example.org' }, itemIndex: 1 }), sendoso.sends);
		expect(await sendoso.clock.finish(Promise.all([first, second]))).toMatchObject([facts({ outcome: 'sent' }), facts({ outcome: 'skipped', matchedSend: { send_gid: 'gid' } })]);
		expect([sent(), sendoso.store.since(-Infinity, '1', 'ben@example.org')]).toEqual([1, []]);
	});
});

test('nothing goes out when the list can not be read, unless the check is off', async () => {
	const { sendoso, send, sent } = desk();
	sendoso.isListUnreadable = true;
	expect(await send()).toMatchObject({ kind: 'failed', failure: 'notSent', message: say('could not read') });
	expect(sent()).toBe(0);
	expect(await send({ parameters: { duplicateCheck: 'off' } })).toMatchObject({ kind: 'succeeded' });
});

test('a row that is stopped before its turn sends nothing, and its gift is free', async () => {
	const { sendoso, send, sent, ends } = desk();
	sendoso.row().run.stopWith({ message: 'the run was stopped', description: '' });
	for (const duplicateCheck of ['skip', 'off']) expect(await send({ parameters: { duplicateCheck } })).toMatchObject({ kind: 'failed', failure: 'notSent', message: 'the run was stopped' });
	expect([sent(), ends()]).toEqual([0, []]);
});

test.each([
	['refused', 422, { message: 'No' }, true, []],
	['declined', 200, { success: false, message: 'No' }, false, ['declined']],
])('a send that Sendoso %s is told with its words, and asked for again: %j', async (_, status, body, mayRepeat, left) => {
	const { sendoso, send, ends } = desk();
	sendoso.answer = () => ({ status, body });
	expect(await send()).toMatchObject({ kind: 'failed', failure: 'refused', message: 'No', mayRepeat });
	expect(ends()).toEqual(left);
});

test('a send whose campaign is not found says why', async () => {
	const { sendoso, send } = desk();
	sendoso.answer = () => ({ status: 404, body: {} });
	expect(await send()).toMatchObject({ kind: 'failed', failure: 'refused', description: say('Campaign 1 is unknown or no longer active') });
});

describe('a send whose answer was lost', () => {
	test('is found in the list, and counts as sent', async () => {
		const { sendoso, send, ends, log } = desk();
		sendoso.answer = () => {
			sendoso.list('gid');
			return brokenConnection();
		};
		expect(await send()).toMatchObject(facts({ outcome: 'reconciled', wasSent: true, matchedSend: { send_gid: 'gid' } }));
		expect([ends(), log()]).toEqual([['sent'], '1 send of this run went out: item 0.']);
		expect(sendoso.store.since(-Infinity, '1', EMAIL)).toMatchObject([{ sendGid: 'gid' }]);
	});

	test('stays unknown when it is not listed, and can be looked for later', async () => {
		const { sendoso, send, sent, ends } = desk();
		sendoso.answer = () => brokenConnection();
		const from = sendoso.clock.now();
		const ending = await send();
		const [reservation] = sendoso.store.since(-Infinity, '1', EMAIL);
		expect(ending).toMatchObject({
			kind: 'failed',
			failure: 'unknown',
			description: say("Sendoso's list was searched: no matching send was found yet. It may have been created"),
			mayRepeat: false,
			asked: { touchId: '1', email: EMAIL, from, to: sendoso.clock.now(), reservation: reservation?.id, list: listOf(sendoso.row()) },
		});
		expect([sent(), ends()]).toEqual([1, ['unknown']]);
	});

	test('shows the entries that it can not be told from', async () => {
		const { sendoso, send } = desk();
		sendoso.answer = () => {
			sendoso.list('one', { createdAt: '2099-01-01' });
			sendoso.list('two', { createdAt: '2099-01-02' });
			return brokenConnection();
		};
		expect(await send()).toMatchObject({ failure: 'unknown', description: say('2 sends match and cannot be told apart: two (Sent, 2099-01-02), one (Sent, 2099-01-01). It may') });
	});

	test('keeps the next row for the same gift back', async () => {
		const { sendoso, send, sent } = desk();
		sendoso.answer = () => brokenConnection();
		await send({ continueOnFail: true });
		expect(await send({ itemIndex: 1, continueOnFail: true })).toMatchObject({ kind: 'failed', failure: 'notSent', message: say('its outcome is still unknown') });
		expect(sent()).toBe(1);
	});

	test('is unknown, too, when something breaks on the way to its end', async () => {
		const { sendoso, ends } = desk();
		const row = sendoso.row();
		const broken = { ...row, run: Object.assign(sendoso.newRun(), { writeLog: undefined }) } as unknown as typeof row;
		await expect(sendoso.clock.finish(createSend(broken, sendoso.sends))).rejects.toThrow();
		expect(ends()).toEqual(['unknown']);
	});
});

describe('what an earlier execution left unknown in another row', () => {
	const kept = (sendoso: UnitSendoso) => {
		const asked = { touchId: '1', email: EMAIL, from: sendoso.clock.now(), to: sendoso.clock.now(), reservation: 'earlier', list: listOf(sendoso.row()) };
		return { sendosoRows: { another: { executionId: 'earlier', content: '', unknown: { message: 'lost', description: '', asked } } } };
	};

	test.each([
		['skip', 'failed', 0],
		['off', 'succeeded', 1],
	])('with the duplicate check on %j the same gift %s', async (duplicateCheck, kind, count) => {
		const { sendoso, send, sent } = desk();
		expect(await send({ parameters: { duplicateCheck }, nodeContext: kept(sendoso) })).toMatchObject({ kind });
		expect(sent()).toBe(count);
	});
});

test('an amount that does not fit its campaign stays here', async () => {
	const { sendoso, send, sent } = desk();
	sendoso.campaign = { status: 200, body: { id: 1, starting_egift_price: 20, ending_egift_price: 30 } };
	expect(await send({ parameters: { additionalFields: { amount: 10 } } })).toMatchObject({ kind: 'failed', failure: 'notSent', message: say('outside the range') });
	expect(sent()).toBe(0);
});
