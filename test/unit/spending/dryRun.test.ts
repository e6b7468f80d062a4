import { checkCampaign, dryRunStores } from '../../../nodes/shared/spending/dryRun';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { UnitSendoso } from '../../support/unitSendoso';

const DRY = { options: { dryRun: true } };
const AMOUNT = { additionalFields: { amount: 10 } };
const NO_LIMIT = expect.stringContaining('A balance is no limit of spending') as string;
const touch = { id: 1, name: 'Spring', starting_egift_price: 5, ending_egift_price: 20 };

/** What checking the campaign of a row comes to, when that is what Sendoso answers. */
async function checked(parameters: Record<string, unknown>, reply: { status: number; body: unknown }, more: { tellsPrices?: boolean; warning?: string } = {}) {
	const sendoso = new UnitSendoso();
	sendoso.campaign = reply;
	const run = Object.assign(sendoso.newRun(), more.warning === undefined ? {} : { budget: { warning: more.warning } }) as ItemContext['run'];
	const check = await sendoso.clock.finish(checkCampaign(sendoso.row({ parameters, more: { run } }), { ...sendoso.sends, tellsPrices: more.tellsPrices ?? true }));
	return { check, requests: sendoso.requests };
}

describe('a dry run', () => {
	test('tells the campaign, and what no balance promises', async () => {
		const { check } = await checked(DRY, { status: 200, body: { touch } });
		expect(check).toMatchObject({ campaign: { name: 'Spring' }, warnings: [NO_LIMIT] });
	});

	test('warns of a run that would be too large, behind what could not be compared', async () => {
		const { check } = await checked({ ...DRY, country: 'Mars' }, { status: 200, body: { touch } }, { warning: 'Too many sends.' });
		expect(check).toMatchObject({ warnings: [expect.stringContaining("'Country'"), NO_LIMIT, 'Too many sends.'] });
	});

	test('fails for a send that does not fit its campaign', async () => {
		const { check } = await checked({ ...DRY, ...AMOUNT }, { status: 200, body: { touch: { ...touch, starting_egift_price: 15 } } });
		expect(check).toMatchObject({ kind: 'failed', failure: 'notSent', message: expect.stringContaining('outside the range') as string });
	});

	test('compares the dates, too', async () => {
		const { check } = await checked(DRY, { status: 200, body: { touch: { ...touch, end_date: '2020-01-01' } } });
		expect(check).toMatchObject({ message: 'the campaign ended at 2020-01-01' });
	});

	test('says that a campaign could not be understood', async () => {
		const { check } = await checked(DRY, { status: 200, body: { touch: { id: 2 } } });
		expect(check).toEqual({ campaign: undefined, warnings: [expect.stringContaining('The campaign could not be understood'), NO_LIMIT] });
	});

	test('does not pass an amount that it could not compare', async () => {
		const unread = { status: 200, body: { touch: { id: 2 } } };
		expect((await checked({ ...DRY, ...AMOUNT }, unread)).check).toMatchObject({ kind: 'failed', failure: 'notSent' });
		expect((await checked({ ...DRY, ...AMOUNT }, unread, { tellsPrices: false })).check).toMatchObject({
			warnings: [expect.stringContaining('The campaign could not be understood'), expect.stringContaining("'Amount' could not be compared"), NO_LIMIT],
		});
	});

	test('fails as the send would when the campaign is unknown', async () => {
		const { check } = await checked(DRY, { status: 404, body: { message: 'Touch not found!' } });
		expect(check).toMatchObject({ kind: 'failed', failure: 'refused', status: 404, message: 'Touch not found!' });
	});

	test('leaves the real store as it was, and keeps a store of its own for each run', () => {
		const sendoso = new UnitSendoso();
		const row = sendoso.row();
		const [real, own] = dryRunStores(row);
		expect([real?.reservations === sendoso.store, real?.end, own?.end, own?.reservations.isRehearsal]).toEqual([true, 'nothing', 'sent', true]);
		expect(dryRunStores(sendoso.row({ itemIndex: 1 }))[1]?.reservations).toBe(own?.reservations);
		expect(dryRunStores(sendoso.row({ more: { run: sendoso.newRun() } }))[1]?.reservations).not.toBe(own?.reservations);
	});
});

describe('a real send', () => {
	test('without an amount reads no campaign', async () => {
		const { check, requests } = await checked({}, { status: 404, body: {} });
		expect([check, requests]).toEqual([{ campaign: undefined, warnings: [] }, []]);
	});

	test('with an amount that fits goes out, whatever else the campaign says', async () => {
		const { check } = await checked(AMOUNT, { status: 200, body: { touch: { ...touch, end_date: '2020-01-01' } } });
		expect(check).toMatchObject({ campaign: { name: 'Spring' }, warnings: [] });
	});

	test('with an amount that does not fit stays here', async () => {
		const { check } = await checked(AMOUNT, { status: 200, body: { touch: { ...touch, ending_egift_price: 9 } } });
		expect(check).toMatchObject({ kind: 'failed', failure: 'notSent', message: expect.stringContaining('outside the range') as string });
	});

	const NOT_READ = 'the campaign could not be read to compare';

	test.each([404, 405, 501, 403])('with an amount stays here when the campaign answers %d', async (status) => {
		const { check } = await checked(AMOUNT, { status, body: { message: 'No' } });
		expect(check).toMatchObject({ kind: 'failed', failure: 'notSent', message: `${NOT_READ} 'Amount' with it. No` });
	});

	test.each([404, 405, 501])('goes out with a warning where an API that tells no ranges answers %d, because it does not read campaigns', async (status) => {
		const { check } = await checked(AMOUNT, { status, body: {} }, { tellsPrices: false });
		expect(check).toEqual({ campaign: undefined, warnings: [expect.stringContaining("'Amount' could not be compared")] });
	});

	test.each([403, 500])('stays here where such an API answers %d', async (status) => {
		const { check } = await checked(AMOUNT, { status, body: {} }, { tellsPrices: false });
		expect(check).toMatchObject({ kind: 'failed', failure: 'notSent', message: expect.stringContaining(NOT_READ) as string });
	});
});
