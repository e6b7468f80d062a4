import type { FailedEnding } from '../execution/ending';
import type { ItemContext } from '../execution/itemContext';
import { isDryRun } from '../execution/parameters';
import type { NodeRun } from '../execution/nodeRun';
import { type Campaign, campaignOf } from './campaign';
import { amountFits, amountOf, fitsCampaign } from './campaignFit';
import { type ReservationEnd, reservationsOf, ReservationStore } from './duplicates/reservations';
import { productOf } from './duplicates/product';
import type { SendsApi } from './sendsApi';

/** What is known of the campaign of a send that fits it, and what could not be compared. */
export interface Checked {
	campaign: Campaign | undefined;
	warnings: string[];
}

/** The campaign of a send, or why the send does not fit it. */
export type CheckedCampaign = Checked | FailedEnding;

/** What an approver of a dry run has to know (fact 82). */
const NO_LIMIT = 'A balance is no limit of spending: Sendoso may charge the card or send an invoice when funds run short.';

/** What a dry run can't find out of a product: no endpoint tells a single one. */
const UNPRICED = 'Neither that Sendoso still offers the gift nor its price was checked: that shows only when it is sent.';

/** A store that a dry run looks gifts up in, and how what it reserves there ends. */
interface DryRunStore {
	reservations: ReservationStore;
	end: ReservationEnd;
}

const rehearsed = new WeakMap<NodeRun, ReservationStore>();

/** The stores of a dry run: the real one, which it leaves as it was, and one in which the doubled rows of the run meet. */
export function dryRunStores({ connection, run }: ItemContext): DryRunStore[] {
	const own = rehearsed.get(run) ?? new ReservationStore(true);
	rehearsed.set(run, own);
	return [
		{ reservations: reservationsOf(connection.sendsKey), end: 'nothing' },
		{ reservations: own, end: 'sent' },
	];
}

/**
 * Checks a send against its campaign before it is made: wholly in a dry run; otherwise its amount alone, and without an
 * amount the campaign is not read.
 *
 * @returns what is known of the campaign, or the failure that the real send would probably meet
 */
export async function checkCampaign(item: ItemContext, sends: SendsApi): Promise<CheckedCampaign> {
	if (isDryRun(item.parameters)) return await rehearseCampaign(item, sends);
	if (amountOf(item.parameters) === undefined) return { campaign: undefined, warnings: [] };
	const read = await campaignOf(item, sends);
	if ('ending' in read && (sends.tellsPrices || !isMissing(read.ending))) {
		return { ...read.ending, failure: 'notSent', message: `the campaign could not be read to compare 'Amount' with it. ${read.ending.message}` };
	}
	const campaign = 'ending' in read ? undefined : read.campaign;
	const fit = amountFits(item, sends, campaign);
	return 'misfit' in fit ? fit.misfit : { campaign, warnings: fit.warnings };
}

async function rehearseCampaign(item: ItemContext, sends: SendsApi): Promise<CheckedCampaign> {
	const limit = item.run.budget?.warning;
	const own = [NO_LIMIT, ...(limit === undefined ? [] : [limit])];
	if (productOf(item) !== undefined) return { campaign: undefined, warnings: [UNPRICED, ...own] };
	const read = await campaignOf(item, sends);
	if ('ending' in read) return read.ending;
	const { campaign } = read;
	const fit = campaign === undefined ? amountFits(item, sends, campaign) : fitsCampaign(item, sends, campaign);
	if ('misfit' in fit) return fit.misfit;
	const unread = campaign === undefined ? ['The campaign could not be understood: its dates, countries and prices were not compared.'] : [];
	return { campaign, warnings: [...unread, ...fit.warnings, ...own] };
}

/** Whether the connector just does not read campaigns by their ID (A4). */
function isMissing({ status }: FailedEnding): boolean {
	return status === 404 || status === 405 || status === 501;
}
