import { campaignOf, readCampaign } from '../../../nodes/shared/spending/campaign';
import { UnitSendoso } from '../../support/unitSendoso';

const NOON = Date.parse('2026-03-05T12:00:00Z');

describe('a campaign in an answer', () => {
	test.each([
		['bare', { id: 7, name: 'Spring' }],
		['in a wrapper', { touch: { id: 7, name: 'Spring' } }],
		['in a wrapped list', { touch: [{ id: 7, name: 'Spring' }] }],
		['with its number spelled otherwise', { id: ' 007 ', name: 'Spring' }],
		['without an ID', { name: 'Spring' }],
	])('is read %s', (_, body) => expect(readCampaign(body, '7')?.name).toBe('Spring'));

	test.each([['another one', { id: 8, name: 'Spring' }], ['a page', '<html>'], ['nothing', undefined], ['an empty list', []]])('is not taken from %s', (_, body) => {
		expect(readCampaign(body, '7')).toBeUndefined();
	});

	test('is told with everything that decides on a send', () => {
		const body = { touch: { name: ' Spring ', start_date: '2026-03-01', end_date: '2026-04-01', status: 'active', delivery_type: 'email', currency: 'USD', ship_to_countries: ['US'] } };
		expect(readCampaign(body, '7')).toMatchObject({ name: 'Spring', startsAt: '2026-03-01', endsAt: '2026-04-01', status: 'active', deliveryType: 'email', currency: 'USD', shipsTo: ['US'] });
	});
});

test.each([
	['2026-03-05T12:00:01Z', '', 'before'],
	['2026-03-05T12:00:00Z', '', undefined],
	['', '2026-03-05T11:59:59Z', 'after'],
	['', '2026-03-05T12:00:00Z', undefined],
	['2026-03-01', '2026-04-01', undefined],
	['', '', undefined],
	// In which order these have day and month is not published, so that nobody may act on them.
	['04/05/2027', '', undefined],
	['from 2027-04-05', '', undefined],
	['', '2025-04-5', undefined],
])('a campaign from %j to %j lets noon of 5 March 2026 be %j', (start_date, end_date, side) => {
	expect(readCampaign({ start_date, end_date }, '7')?.sideAt(NOON)).toBe(side);
});

test.each([
	['10.00', 20, { from: 10, to: 20 }],
	[10, null, { from: 10, to: undefined }],
	[undefined, '20', { from: undefined, to: 20 }],
	[null, 0, { from: undefined, to: 0 }],
	[null, null, 'none'],
	[null, undefined, undefined],
	[undefined, null, undefined],
	[undefined, undefined, undefined],
	['', ' ', undefined],
	['much', Infinity, undefined],
])('prices from %j to %j are %j', (starting_egift_price, ending_egift_price, prices) => {
	expect(readCampaign({ starting_egift_price, ending_egift_price }, '7')?.prices).toEqual(prices);
});

describe('reading the campaign of a send', () => {
	function desk() {
		const sendoso = new UnitSendoso();
		sendoso.campaign = { status: 200, body: { touch: { id: 1, name: 'Spring' } } };
		return sendoso;
	}

	test('takes one request for all rows of an execution', async () => {
		const { clock, requests, row, sends } = desk();
		const read = await clock.finish(Promise.all([campaignOf(row(), sends), campaignOf(row({ itemIndex: 1 }), sends)]));
		expect(read).toMatchObject([{ campaign: { name: 'Spring' } }, { campaign: { name: 'Spring' } }]);
		expect(await clock.finish(campaignOf(row(), sends))).toMatchObject({ campaign: { name: 'Spring' } });
		expect(requests).toHaveLength(1);
		expect(requests).toMatchObject([{ method: 'GET', url: '/touches/1' }]);
	});

	test.each([
		['campaign', { parameters: { touchId: '2' } }],
		['credential', { node: { credentials: { sendosoOAuth2Api: { id: 'another', name: '' } } } }],
		['execution', { executionId: 'another' }],
	])('is done anew for another %s', async (_, request) => {
		const { clock, requests, row, sends } = desk();
		await clock.finish(campaignOf(row(), sends));
		await clock.finish(campaignOf(row(request), sends));
		expect(requests).toHaveLength(2);
	});

	test.each([[undefined], [{}]])('needs no credential that n8n knows by an ID: %j', async (credentials) => {
		const { clock, row, sends } = desk();
		expect(await clock.finish(campaignOf(row({ node: { credentials } }), sends))).toMatchObject({ campaign: { name: 'Spring' } });
	});

	test('is done once for each call of an agent, which may have changed the campaign in between', async () => {
		const sendoso = desk();
		const { clock, requests, row, sends } = sendoso;
		const node = { type: 'n8n-nodes-sendoso.sendosoTool' };
		const call = { run: sendoso.newRun() };
		await clock.finish(Promise.all([campaignOf(row({ node, more: call }), sends), campaignOf(row({ node, itemIndex: 1, more: call }), sends)]));
		await clock.finish(campaignOf(row({ node, itemIndex: 2, more: call }), sends));
		expect(requests).toHaveLength(1);
		await clock.finish(campaignOf(row({ node, more: { run: sendoso.newRun() } }), sends));
		expect(requests).toHaveLength(2);
	});

	test('goes the way that the user set for the node', async () => {
		const { clock, requests, row, sends } = desk();
		const settings = { skipSslCertificateValidation: true };
		await clock.finish(campaignOf(row({ more: { request: { method: 'POST', path: '/send', settings } } }), sends));
		expect(requests).toMatchObject([settings]);
	});

	test('comes to nothing when another campaign is answered', async () => {
		const sendoso = desk();
		sendoso.campaign = { status: 200, body: { touch: { id: 2 } } };
		const { clock, row, sends } = sendoso;
		expect(await clock.finish(campaignOf(row(), sends))).toEqual({ campaign: undefined });
	});

	test.each([
		[404, 'refused'],
		[500, 'notSent'],
	])('is tried again by the next row after status %d, and nothing was sent', async (status, failure) => {
		const sendoso = desk();
		const { clock, row, sends } = sendoso;
		sendoso.campaign = { status, body: { message: 'No' } };
		expect(await clock.finish(campaignOf(row(), sends))).toMatchObject({ ending: { kind: 'failed', failure, status, message: 'No', mayRepeat: true } });
		sendoso.campaign = { status: 200, body: { id: 1, name: 'Spring' } };
		expect(await clock.finish(campaignOf(row(), sends))).toMatchObject({ campaign: { name: 'Spring' } });
	});

	test('gives advice about the campaign, not about the operation that sends from it', async () => {
		const sendoso = desk();
		const { clock, row, sends } = sendoso;
		sendoso.campaign = { status: 404, body: {} };
		expect(await clock.finish(campaignOf(row(), sends))).toMatchObject({ ending: { description: expect.stringContaining('Sendoso lists active campaigns only') as string } });
	});

	test('does not start after the run was stopped', async () => {
		const { clock, requests, row, sends } = desk();
		const item = row();
		item.run.stopWith({ message: 'the run was stopped', description: 'See the first error.' });
		expect(await clock.finish(campaignOf(item, sends))).toMatchObject({ ending: { failure: 'notSent', message: 'the run was stopped' } });
		expect(requests).toHaveLength(0);
	});
});
