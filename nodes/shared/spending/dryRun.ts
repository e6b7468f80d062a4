import { type FailedEnding, notStarted } from '../execution/ending';
import { oncePerExecution } from '../execution/executionMemory';
import { ask, describeOutcome, type ItemContext } from '../execution/itemContext';
import { member, textOf } from '../values/json';
import { campaignRequest, readCampaign } from './campaign';
import { reservationsOf, ReservationStore } from './reservations';
import type { SendsApi } from './sendsApi';

/** Whether the node was told to check only. */
export function isDryRun({ parameters }: ItemContext): boolean {
	return member(parameters.options, 'dryRun') === true;
}

/** The stores that a dry run looks gifts up in: the real one, and one in which its own doubled rows meet. */
export function dryRunStores({ caller, connection }: ItemContext): { real: ReservationStore; rehearsed: ReservationStore } {
	const { key } = connection.account;
	const rehearsed = oncePerExecution(caller, `rehearsed ${key} ${caller.getNode().id}`, () => new ReservationStore());
	return { real: reservationsOf(key), rehearsed };
}

/**
 * Checks a send against its campaign: that it exists, is inside its dates, fits the operation and ships to the country.
 *
 * @returns the failure that the real send would probably meet, or undefined
 */
export async function checkCampaign(item: ItemContext, sends: SendsApi): Promise<FailedEnding | undefined> {
	const [asked] = await Promise.allSettled([ask(item, campaignRequest(item, sends))]);
	if (asked.status === 'rejected') return notStarted(item);
	const outcome = asked.value;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') {
		const { message, description, status, failure: cause } = describeOutcome(item, outcome, 'touch.get');
		return { kind: 'failed', failure: outcome.meaning === 'refused' ? 'refused' : 'notSent', message, description, status, cause, mayRepeat: true };
	}
	const campaign = readCampaign(outcome.answer.body);
	if (campaign === undefined) return undefined;
	const now = item.connection.account.clock.now() + item.connection.account.serverAhead;
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
	return checkCountry(item, campaign.shipsTo);
}

/** Compares two-letter countries only: Sendoso does not say which format it takes (A12). */
function checkCountry({ parameters }: ItemContext, shipsTo: unknown): FailedEnding | undefined {
	const country = textOf(parameters.country).toUpperCase();
	if (!/^[A-Z]{2}$/.test(country) || !Array.isArray(shipsTo) || shipsTo.length === 0) return undefined;
	if (shipsTo.some((code) => textOf(code).toUpperCase() === country)) return undefined;
	return misfit(`the campaign does not ship to ${country}, but to ${shipsTo.map(textOf).join(', ')}`, "Change 'Country', or choose another 'Campaign (Touch)'.");
}

function misfit(message: string, description: string): FailedEnding {
	return { kind: 'failed', failure: 'notSent', message, description, mayRepeat: true };
}
