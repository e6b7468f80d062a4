import type { IDataObject } from 'n8n-workflow';
import { toItem } from '../../../nodes/shared/execution/itemContext';
import { type AddressResults, recipientsOf, sendToAddresses, skippedItem } from '../../../nodes/shared/spending/sendToAddresses';
import { brokenConnection, UnitSendoso } from '../../support/unitSendoso';
import type { UnitItemRequest } from '../../support/unitItem';

const [ANA, BEN, CLEO] = ['ana@example.org', 'ben@example.org', 'cleo@example.org'];

/** A link for every address, which is in the answer in the order of the request. */
const links: AddressResults = {
	noun: 'link',
	itemsOf: (item, plans, answer, factsOf) => {
		const made = [...((answer as { links?: string[] }).links ?? [])];
		return {
			kind: 'succeeded',
			items: plans.map((plan) => {
				if (!('reservation' in plan)) return skippedItem(links, item, plan, factsOf);
				const link = made.shift();
				if (link !== undefined) plan.reservation.settle('sent');
				return toItem({ link: link ?? null, sendoso: factsOf('sent', plan.email) }, item.itemIndex);
			}),
		};
	},
	unsentItem: (item, _, facts) => toItem({ link: null, sendoso: facts }, item.itemIndex),
};

function desk() {
	const sendoso = new UnitSendoso();
	sendoso.answer = ({ body }) => ({ status: 200, body: { links: askedFor(body).map((email) => `link of ${email}`) } });
	const rowFor = (recipientEmails: string[], { parameters, ...request }: UnitItemRequest = {}) => sendoso.row({ ...request, parameters: { recipientEmails, ...parameters } });
	return {
		sendoso,
		rowFor,
		send: async (emails: string[], request?: UnitItemRequest) => await sendoso.clock.finish(sendToAddresses(rowFor(emails, request), sendoso.sends, links)),
		sent: () => sendoso.requests.filter(({ method }) => method === 'POST').map(({ body }) => askedFor(body)),
		endsOf: (email: string) => sendoso.store.since(-Infinity, '1', email).map(({ end }) => end),
	};
}

const askedFor = (body: unknown) => (body as { send: { recipient_users: IDataObject[] } }).send.recipient_users.map(({ email }) => String(email));
const itemsWith = (...items: Array<[link: string | null, facts: Record<string, unknown>]>) => ({ kind: 'succeeded', items: items.map(([link, sendoso]) => ({ json: { link, sendoso } })) });
const say = (words: string) => expect.stringContaining(words) as string;

test('addresses go out in one request, in the order in which they stand', async () => {
	const { sendoso, send, sent, endsOf } = desk();
	expect(await send([CLEO, ANA, BEN])).toMatchObject(itemsWith([`link of ${CLEO}`, { recipientEmail: CLEO }], [`link of ${ANA}`, { recipientEmail: ANA }], [`link of ${BEN}`, { recipientEmail: BEN }]));
	expect(sent()).toEqual([[CLEO, ANA, BEN]]);
	expect(sendoso.requests).toMatchObject([{ method: 'POST', url: '/send', body: { send: { touch_id: 1 } } }]);
	expect([ANA, BEN, CLEO].map(endsOf)).toEqual([['sent'], ['sent'], ['sent']]);
});

test('recipients are the addresses of the row', () => expect(recipientsOf({ recipientEmails: [ANA] })).toEqual([ANA]));

test('an address that got something before is left out, whoever sent it', async () => {
	const { sendoso, send, sent } = desk();
	sendoso.list('gid', { email: BEN });
	await send([CLEO]);
	expect(await send([ANA, BEN, CLEO])).toMatchObject(
		itemsWith([`link of ${ANA}`, { outcome: 'sent' }], [null, { outcome: 'skipped', matchedSend: { send_gid: 'gid' } }], [null, { outcome: 'skipped', matchedSend: null, warnings: [] }]),
	);
	expect(sent()).toEqual([[CLEO], [ANA]]);
});

test('nothing is asked for when all addresses got something before', async () => {
	const { send, sent } = desk();
	await send([ANA]);
	expect(await send([ANA])).toMatchObject(itemsWith([null, { outcome: 'skipped' }]));
	expect(sent()).toHaveLength(1);
});

test('an address that stands twice gets one link, however it is spelled', async () => {
	const { send, sent } = desk();
	expect(await send([ANA, 'Ana@Example.org', BEN])).toMatchObject(itemsWith([`link of ${ANA}`, {}], [null, { outcome: 'skipped', recipientEmail: 'Ana@Example.org', matchedSend: null }], [`link of ${BEN}`, {}]));
	expect(sent()).toEqual([[ANA, BEN]]);
});

test('with the check off every address gets a link, and may get it again', async () => {
	const { send, sent } = desk();
	const off = { parameters: { duplicateCheck: 'off' } };
	await send([ANA, ANA], off);
	await send([ANA], off);
	expect(sent()).toEqual([[ANA, ANA], [ANA]]);
});

describe('where the user wants a duplicate to fail', () => {
	const fail = { parameters: { duplicateCheck: 'fail' } };

	test('one address that got something before keeps the whole row back, and frees the others', async () => {
		const { sendoso, send, sent, endsOf } = desk();
		sendoso.list('gid', { email: BEN });
		expect(await send([ANA, BEN], fail)).toMatchObject({ kind: 'failed', failure: 'duplicate', message: say('sent a gift to address 2 of'), description: say('No link was made for this item'), mayRepeat: false });
		expect([sent(), endsOf(ANA)]).toEqual([[], []]);
	});

	test('one that stands twice does so, too', async () => {
		const { send, sent } = desk();
		expect(await send([BEN, ANA, ANA], fail)).toMatchObject({ kind: 'failed', failure: 'duplicate', message: say('address 3 of \'Recipient Emails\' is asked for twice') });
		expect(sent()).toEqual([]);
	});
});

test('two rows that name the same addresses in another order never wait for each other', async () => {
	const { sendoso, rowFor, sent } = desk();
	const rows = [[ANA, BEN], [BEN, ANA]].map(async (emails, itemIndex) => await sendToAddresses(rowFor(emails, { itemIndex }), sendoso.sends, links));
	expect(await sendoso.clock.finish(Promise.all(rows))).toMatchObject([itemsWith([`link of ${ANA}`, {}], [`link of ${BEN}`, {}]), itemsWith([null, { outcome: 'skipped' }], [null, { outcome: 'skipped' }])]);
	expect(sent()).toEqual([[ANA, BEN]]);
});

test('an address that got something while the row waited is left out of its request', async () => {
	const { sendoso, rowFor, sent } = desk();
	const answer = sendoso.answer;
	sendoso.answer = async (options) => {
		if (askedFor(options.body).includes(CLEO)) {
			await sendoso.clock.sleep(6_000);
			sendoso.list('gid', { email: BEN });
		}
		return await answer(options);
	};
	const first = sendToAddresses(rowFor([CLEO]), sendoso.sends, links);
	const second = sendToAddresses(rowFor([ANA, BEN], { itemIndex: 1 }), sendoso.sends, links);
	expect(await sendoso.clock.finish(Promise.all([first, second]))).toMatchObject([itemsWith([`link of ${CLEO}`, {}]), itemsWith([`link of ${ANA}`, {}], [null, { outcome: 'skipped', matchedSend: { send_gid: 'gid' } }])]);
	expect(sent()).toEqual([[CLEO], [ANA]]);
});

test('nothing goes out when the list can not be read', async () => {
	const { sendoso, send, sent, endsOf } = desk();
	sendoso.isListUnreadable = true;
	expect(await send([ANA])).toMatchObject({ kind: 'failed', failure: 'notSent', message: say('could not read') });
	expect([sent(), endsOf(ANA)]).toEqual([[], []]);
});

test.each(['skip', 'off'])('a row that is stopped before its turn makes nothing, and frees its addresses (check: %s)', async (duplicateCheck) => {
	const { sendoso, send, sent, endsOf } = desk();
	sendoso.row().run.stopWith({ message: 'the run was stopped', description: '' });
	expect(await send([ANA], { parameters: { duplicateCheck } })).toMatchObject({ kind: 'failed', failure: 'notSent', message: 'the run was stopped' });
	expect([sent(), endsOf(ANA)]).toEqual([[], []]);
});

test.each([
	['refused', { status: 422, body: { message: 'No' } }, 'refused', []],
	['declined', { status: 200, body: { success: false, message: 'No' } }, 'refused', ['declined']],
	['lost', brokenConnection(), 'unknown', ['unknown']],
])('a request that was %s ends for all of its addresses alike', async (_, reply, failure, ends) => {
	const { sendoso, send, sent, endsOf } = desk();
	sendoso.answer = () => reply;
	expect(await send([ANA, BEN])).toMatchObject({ kind: 'failed', failure });
	expect([sent(), endsOf(ANA), endsOf(BEN)]).toEqual([[[ANA, BEN]], ends, ends]);
});

test('a campaign that is not found is said to be', async () => {
	const { sendoso, send } = desk();
	sendoso.answer = () => ({ status: 404, body: {} });
	expect(await send([ANA])).toMatchObject({ kind: 'failed', failure: 'refused', description: say('Campaign 1 is unknown or no longer active') });
});

test.each([[{ links: ['one'] }, ['sent']], [{}, ['unknown']], [['one'], ['unknown']]])('an address that the answer %j leaves out is unknown', async (body, ends) => {
	const { sendoso, send, endsOf } = desk();
	sendoso.answer = () => ({ status: 200, body });
	await send([ANA, BEN]);
	expect([endsOf(ANA), endsOf(BEN)]).toEqual([ends, ['unknown']]);
});

test('what went out is unknown when its answer breaks what reads it', async () => {
	const { sendoso, rowFor, endsOf } = desk();
	const broken: AddressResults = {
		...links,
		itemsOf: () => {
			throw new Error('Nobody can read this');
		},
	};
	await expect(sendoso.clock.finish(sendToAddresses(rowFor([ANA]), sendoso.sends, broken))).rejects.toThrow('Nobody can read this');
	expect(endsOf(ANA)).toEqual(['unknown']);
});

test('an amount that does not fit the campaign stays here', async () => {
	const { sendoso, send, sent } = desk();
	sendoso.campaign = { status: 200, body: { id: 1, starting_egift_price: 20, ending_egift_price: 30 } };
	expect(await send([ANA], { parameters: { additionalFields: { amount: 10 } } })).toMatchObject({ kind: 'failed', message: say('outside the range') });
	expect(sent()).toEqual([]);
});

describe('a dry run', () => {
	const dry = (more: Record<string, unknown> = {}) => ({ parameters: { options: { dryRun: true }, ...more } });
	const DOUBLED = 'Another row of this dry run is for the same gift.';

	function dryDesk() {
		const started = desk();
		started.sendoso.campaign = { status: 200, body: { id: 1, name: 'Spring' } };
		return started;
	}

	test('makes nothing, and leaves the addresses free for the real run', async () => {
		const { send, sent, endsOf } = dryDesk();
		expect(await send([BEN, ANA], dry())).toMatchObject(itemsWith([null, { outcome: 'validated', recipientEmail: BEN, touchName: 'Spring' }], [null, { outcome: 'validated', recipientEmail: ANA }]));
		expect([sent(), endsOf(ANA)]).toEqual([[], []]);
		expect(await send([ANA])).toMatchObject(itemsWith([`link of ${ANA}`, { outcome: 'sent' }]));
	});

	test('tells which addresses got something before, and which another row names as well', async () => {
		const { sendoso, send } = dryDesk();
		sendoso.list('gid', { email: BEN });
		await send([CLEO], dry());
		expect(await send([ANA, BEN, CLEO], dry())).toMatchObject(
			itemsWith([null, { outcome: 'validated' }], [null, { outcome: 'skipped', matchedSend: { send_gid: 'gid' }, warnings: [say('A balance')] }], [null, { outcome: 'skipped', warnings: [say('A balance'), DOUBLED] }]),
		);
	});

	test('tells what this process sent as sent, not as doubled', async () => {
		const { send } = dryDesk();
		await send([ANA]);
		expect(await send([ANA], dry())).toMatchObject(itemsWith([null, { outcome: 'skipped', warnings: [say('A balance')] }]));
		expect(await send([ANA], dry())).toMatchObject(itemsWith([null, { outcome: 'skipped', warnings: [say('A balance')] }]));
	});

	test('fails for an address of another row where duplicates fail', async () => {
		const { send } = dryDesk();
		await send([ANA], dry());
		expect(await send([BEN, ANA], dry({ duplicateCheck: 'fail' }))).toMatchObject({ kind: 'failed', failure: 'duplicate', message: say('address 2 of \'Recipient Emails\' is asked for twice'), description: say(DOUBLED) });
	});

	test('fails where the list can not be read, and for a campaign that is over', async () => {
		const { sendoso, send } = dryDesk();
		sendoso.isListUnreadable = true;
		expect(await send([ANA], dry())).toMatchObject({ kind: 'failed', failure: 'notSent' });
		const other = dryDesk();
		other.sendoso.campaign = { status: 200, body: { id: 1, end_date: '2020-01-01' } };
		expect(await other.send([ANA], dry())).toMatchObject({ kind: 'failed', message: say('the campaign ended') });
	});
});
