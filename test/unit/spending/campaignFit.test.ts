import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { type Campaign, readCampaign } from '../../../nodes/shared/spending/campaign';
import { amountFits, amountOf, fitsCampaign } from '../../../nodes/shared/spending/campaignFit';
import { UnitSendoso } from '../../support/unitSendoso';

const sendoso = new UnitSendoso();
const { sends, clock } = sendoso;
const moment = (hours: number) => new Date(clock.now() + hours * 3_600_000).toISOString();

/** A campaign as Sendoso answers it. */
function campaign(touch: Record<string, unknown> = {}): Campaign {
	const read = readCampaign(touch, '1');
	if (read === undefined) throw new Error('Every row is a campaign');
	return read;
}

/** How a send fits: the words of why it does not, or its warnings. */
function fitOf(touch: Record<string, unknown>, parameters: Record<string, unknown> = {}, operation: Partial<ItemContext['operation']> = { safety: 'spends' }) {
	const fit = fitsCampaign(sendoso.row({ parameters, more: { operation: operation as ItemContext['operation'] } }), sends, campaign(touch));
	return 'misfit' in fit ? fit.misfit.message : fit.warnings;
}

test('a send that fits goes out without a warning', () => {
	const touch = { start_date: moment(-1), end_date: moment(1), delivery_type: 'email', starting_egift_price: 5, ending_egift_price: 20, ship_to_countries: ['US'] };
	expect(fitOf(touch, { country: 'us', additionalFields: { amount: 10 } }, { safety: 'spends', delivers: 'email' })).toEqual([]);
});

test('what does not fit was not sent, and may be tried again', () => {
	const fit = fitsCampaign(sendoso.row(), sends, campaign({ end_date: moment(-1) }));
	expect(fit).toMatchObject({ misfit: { kind: 'failed', failure: 'notSent', mayRepeat: true } });
});

test('a campaign says on which day it starts or ended', () => {
	expect(fitOf({ start_date: moment(1) })).toBe(`the campaign starts only at ${moment(1)}`);
	expect(fitOf({ end_date: moment(-1) })).toBe(`the campaign ended at ${moment(-1)}`);
});

test('its dates go by the clock of Sendoso', () => {
	const late = new UnitSendoso();
	late.connection.account.serverOffset = late.clock.now() - late.clock.elapsed() + 7_200_000;
	expect(fitsCampaign(late.row(), sends, campaign({ end_date: moment(1) }))).toHaveProperty('misfit');
});

describe('delivery', () => {
	test.each([
		['mail', 'email', 'the campaign delivers by mail, which does not fit this operation', "Use the operation 'Send Gift'"],
		['email', 'mail', 'the campaign delivers by e-mail, which does not fit this operation', "Use the operation 'Send eGift'"],
	] as const)('a campaign by %s is nothing for an operation by %s', (delivery_type, delivers, message, advice) => {
		const operation = { safety: 'spends', delivers } as ItemContext['operation'];
		const fit = fitsCampaign(sendoso.row({ more: { operation } }), sends, campaign({ delivery_type }));
		expect(fit).toMatchObject({ misfit: { message, description: expect.stringContaining(advice) as string } });
	});

	test.each([
		['mail', { safety: 'spends', delivers: 'mail' }],
		['email', { safety: 'spends', delivers: 'email' }],
		['mail', { safety: 'spends' }],
		['email', { safety: 'creates', delivers: 'mail' }],
		['pigeon', { safety: 'spends', delivers: 'mail' }],
		['', { safety: 'spends', delivers: 'mail' }],
	] as const)('nothing speaks against a campaign by %j for %j', (delivery_type, operation) => {
		expect(fitOf({ delivery_type }, {}, operation as Partial<ItemContext['operation']>)).toEqual([]);
	});
});

describe('country', () => {
	const warning = "'Country' could not be compared with the countries that the campaign ships to: only codes of two letters can.";

	test.each([
		[' us ', ['CA', 'US']],
		['US', ['ca', ' us ']],
		['', ['CA']],
		['', undefined],
	])('%j is fine for a campaign that ships to %j', (country, ship_to_countries) => expect(fitOf({ ship_to_countries }, { country })).toEqual([]));

	test('a gift does not go where its campaign does not ship to', () => {
		expect(fitOf({ ship_to_countries: ['CA', 'MX'] }, { country: 'us' })).toBe('the campaign does not ship to US, but to CA, MX');
	});

	test.each([
		['USA', ['US']],
		['AUS', ['US']],
		['United States', ['US']],
		['1S', ['US']],
		['US', []],
		['US', undefined],
		['US', 'US'],
	])('%j can not be compared with %j', (country, ship_to_countries) => expect(fitOf({ ship_to_countries }, { country })).toEqual([warning]));
});

describe('amount', () => {
	const range = (starting_egift_price: unknown, ending_egift_price: unknown) => campaign({ starting_egift_price, ending_egift_price });
	const fits = (amount: unknown, from: Campaign | undefined, tellsPrices = true) => {
		const fit = amountFits(sendoso.row({ parameters: { additionalFields: { amount } } }), { ...sends, tellsPrices }, from);
		return 'misfit' in fit ? fit.misfit.message : fit.warnings;
	};

	test.each([5, 10, 20])('%d is within 5 to 20', (amount) => expect(fits(amount, range(5, 20))).toEqual([]));

	test.each([
		[4.99, 5, 20, '5 to 20'],
		[20.01, 5, 20, '5 to 20'],
		[4.99, 5, undefined, 'at least 5'],
		[20.01, undefined, 20, 'at most 20'],
	])('%d does not go out for a campaign from %d to %d', (amount, from, to, told) => {
		for (const tellsPrices of [true, false]) expect(fits(amount, range(from, to), tellsPrices)).toBe(`the amount is outside the range of the campaign, which is ${told}`);
	});

	test.each([
		['only a lower end', [5, undefined]],
		['only an upper end', [undefined, 20]],
		['no end', [undefined, undefined]],
		['an answer that nobody understands', undefined],
	])('can not be compared with %s: where the API tells ranges it stays here, elsewhere it is a warning', (_, ends) => {
		const one = ends && range(ends[0], ends[1]);
		expect(fits(10, one)).toBe("'Amount' can't be compared with the campaign, which does not tell its whole range");
		expect(fits(10, one, false)).toEqual(["'Amount' could not be compared with the campaign, which does not tell its whole range."]);
	});

	test('is not for a campaign whose gift has a price of its own', () => {
		expect(fits(10, range(null, null), false)).toBe('the campaign has no range of amounts to choose from');
	});

	test('that nobody chose is compared with nothing', () => {
		for (const one of [range(null, null), range(undefined, undefined), undefined]) expect(fits(undefined, one)).toEqual([]);
	});

	test('is a number, or none was chosen', () => {
		expect([amountOf({ additionalFields: { amount: 0 } }), amountOf({ additionalFields: { amount: '10' } }), amountOf({})]).toEqual([0, undefined, undefined]);
	});
});

test('a country that does not fit is told before an amount that does not, and warnings of both together', () => {
	const parameters = { country: 'US', additionalFields: { amount: 10 } };
	expect(fitOf({ ship_to_countries: ['CA'], starting_egift_price: 20 }, parameters)).toContain('does not ship');
	expect(fitOf({ ship_to_countries: ['US'], starting_egift_price: 20 }, parameters)).toContain('outside the range');
	const fit = fitsCampaign(sendoso.row({ parameters }), { ...sends, tellsPrices: false }, campaign());
	expect(fit).toEqual({ warnings: [expect.stringContaining("'Country' could not"), expect.stringContaining("'Amount' could not")] });
});
