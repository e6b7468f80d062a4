import type { FailedEnding } from '../execution/ending';
import type { ItemContext } from '../execution/itemContext';
import { serverTime } from '../transport/account';
import { member, textOf } from '../values/json';
import type { Campaign } from './campaign';
import type { SendsApi } from './sendsApi';

/** How a send fits its campaign: why it does not, or what could not be compared. */
export type Fit = { misfit: FailedEnding } | { warnings: string[] };

/**
 * Compares a send with its campaign: that it is inside its dates, fits the operation, ships to the country, and that the
 * amount is one that it allows.
 */
export function fitsCampaign(item: ItemContext, sends: SendsApi, campaign: Campaign): Fit {
	const now = serverTime(item.connection.account);
	const { startsAt: starts, endsAt: ends, deliveryType: delivery } = campaign;
	if (campaign.sideAt(now) === 'before') return misfit(`the campaign starts only at ${starts}`, "Send later, or choose another 'Campaign (Touch)'.");
	if (campaign.sideAt(now) === 'after') return misfit(`the campaign ended at ${ends}`, "Choose another 'Campaign (Touch)'.");
	const fitting = item.operation.safety === 'spends' ? item.operation.delivers : undefined;
	if ((delivery === 'mail' || delivery === 'email') && fitting !== undefined && delivery !== fitting) {
		return misfit(
			`the campaign delivers by ${delivery === 'email' ? 'e-mail' : 'mail'}, which does not fit this operation`,
			`Use the operation '${sends.operationFor(delivery)}', or choose another 'Campaign (Touch)'.`,
		);
	}
	const [country, amount] = [countryFits(item, campaign), amountFits(item, sends, campaign)];
	if ('misfit' in country) return country;
	return 'misfit' in amount ? amount : { warnings: [...country.warnings, ...amount.warnings] };
}

/**
 * Whether the amount of a send is one that its campaign allows. Where the API always tells the range, an amount that can't
 * be compared does not go out.
 *
 * @param campaign undefined when it could not be understood
 */
export function amountFits({ parameters }: ItemContext, { tellsPrices }: SendsApi, campaign: Campaign | undefined): Fit {
	const amount = amountOf(parameters);
	if (amount === undefined) return { warnings: [] };
	const prices = campaign?.prices;
	if (prices === 'none') return misfit('the campaign has no range of amounts to choose from', "Remove 'Amount', or choose another 'Campaign (Touch)'.");
	const { from, to } = prices ?? {};
	if ((from !== undefined && amount < from) || (to !== undefined && amount > to)) {
		const range = from === undefined ? `at most ${to}` : to === undefined ? `at least ${from}` : `${from} to ${to}`;
		return misfit(`the amount is outside the range of the campaign, which is ${range}`, `Set 'Amount' to ${range}, or choose another 'Campaign (Touch)'.`);
	}
	if (from !== undefined && to !== undefined) return { warnings: [] };
	if (!tellsPrices) return { warnings: ["'Amount' could not be compared with the campaign, which does not tell its whole range."] };
	return misfit("'Amount' can't be compared with the campaign, which does not tell its whole range", "Remove 'Amount', or look at the campaign in Sendoso.");
}

/** The amount of a send, where one was chosen. */
export function amountOf(parameters: ItemContext['parameters']): number | undefined {
	const amount = member(parameters.additionalFields, 'amount');
	return typeof amount === 'number' ? amount : undefined;
}

/** Compares two-letter countries only: Sendoso does not say which format it takes (A12). */
function countryFits({ parameters }: ItemContext, { shipsTo }: Campaign): Fit {
	const country = textOf(parameters.country).toUpperCase();
	if (country === '') return { warnings: [] };
	if (!/^[A-Z]{2}$/.test(country) || !Array.isArray(shipsTo) || shipsTo.length === 0) {
		return { warnings: ["'Country' could not be compared with the countries that the campaign ships to: only codes of two letters can."] };
	}
	if (shipsTo.some((code) => textOf(code).toUpperCase() === country)) return { warnings: [] };
	return misfit(`the campaign does not ship to ${country}, but to ${shipsTo.map(textOf).join(', ')}`, "Change 'Country', or choose another 'Campaign (Touch)'.");
}

function misfit(message: string, description: string): Fit {
	return { misfit: { kind: 'failed', failure: 'notSent', message, description, mayRepeat: true } };
}
