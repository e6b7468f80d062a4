import type { FailedEnding } from '../execution/ending';
import { oncePerExecution } from '../execution/executionMemory';
import type { ItemContext } from '../execution/itemContext';
import { member } from '../values/json';
import { type Campaign, campaignOf } from './campaign';
import { amountFits, amountOf, fitsCampaign } from './campaignFit';
import { type ReservationEnd, reservationsOf, ReservationStore } from './reservations';
import type { SendsApi } from './sendsApi';

/** What is known of the campaign of a send, or why the send does not fit it. */
export type CheckedCampaign = { campaign: Campaign | undefined; warnings: string[] } | FailedEnding;

/** What an approver of a dry run has to know (fact 82). */
const NO_LIMIT = 'A balance is no limit of spending: Sendoso may charge the card or send an invoice when funds run short.';

/** Whether the node was told to check only. */
export function isDryRun({ parameters }: ItemContext): boolean {
	return member(parameters.options, 'dryRun') === true;
}

/** A store that a dry run looks gifts up in, and how what it reserves there ends. */
interface DryRunStore {
	reservations: ReservationStore;
	end: ReservationEnd;
}

/** The stores of a dry run: the real one, which it leaves as it was, and one in which its own doubled rows meet. */
export function dryRunStores({ caller, connection }: ItemContext): DryRunStore[] {
	const { key } = connection.account;
	const rehearsed = oncePerExecution(caller, `rehearsed ${key} ${caller.getNode().id}`, () => new ReservationStore());
	return [
		{ reservations: reservationsOf(key), end: 'nothing' },
		{ reservations: rehearsed, end: 'sent' },
	];
}

/**
 * Checks a send against its campaign before it is made: wholly in a dry run; otherwise its amount alone, and without an
 * amount the campaign is not read.
 *
 * @returns what is known of the campaign, or the failure that the real send would probably meet
 */
export async function checkCampaign(item: ItemContext, sends: SendsApi): Promise<CheckedCampaign> {
	if (!isDryRun(item) && amountOf(item.parameters) === undefined) return { campaign: undefined, warnings: [] };
	const read = await campaignOf(item, sends);
	if ('ending' in read) return read.ending;
	const { campaign } = read;
	const own = isDryRun(item) ? [NO_LIMIT] : [];
	if (campaign === undefined) return { campaign, warnings: ['The campaign could not be read: its dates, countries and prices were not compared.', ...own] };
	const fit = isDryRun(item) ? fitsCampaign(item, sends, campaign) : amountFits(item, campaign);
	return 'misfit' in fit ? fit.misfit : { campaign, warnings: [...fit.warnings, ...own] };
}
