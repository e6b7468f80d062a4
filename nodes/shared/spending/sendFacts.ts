import type { IDataObject } from 'n8n-workflow';
import type { Ending } from '../execution/ending';
import { type ItemContext, toItem } from '../execution/itemContext';
import { looksMistyped } from '../values/emails';
import { member, textOf } from '../values/json';
import { trackingCodeOf } from './answers';
import type { Campaign } from './campaign';
import { amountOf } from './campaignFit';

/** What became of a send. */
export type SendOutcome = 'sent' | 'skipped' | 'reconciled' | 'validated';

/** What is known of a send beside its own parameters. */
export interface Known {
	campaign?: Campaign | undefined;
	/** Name of the campaign, where its list of sends tells it. */
	touchName?: string | undefined;
	/** What could not be compared. */
	warnings?: string[];
}

/** Member `sendoso` of an output item: what the node promises of every send, beside Sendoso's answer (interface 3.3). */
export interface SendFacts extends IDataObject {
	outcome: SendOutcome;
	wasSent: boolean;
	recipientEmail: string | null;
	/** As it goes out. */
	touchId: string | number | null;
	touchName: string | null;
	deliveryType: string | null;
	currency: string | null;
	/** What the gift may cost, before shipping and fees; null when nobody tells. */
	price: number | { from: number | null; to: number | null } | null;
	warnings: string[];
	/** What was asked for, where that is a product of the marketplace. */
	variantId?: string;
}

/**
 * What an approver has to see of a send, as far as the node knows it without another request.
 *
 * @param email who gets it; undefined for what is handed out later
 * @param matchedSend the send that was found in Sendoso's list; undefined when none was looked for
 */
export function sendFacts(item: ItemContext, outcome: SendOutcome, email: string | undefined, known: Known, matchedSend?: IDataObject | null): SendFacts {
	const { campaign } = known;
	const { operation, parameters, request } = item;
	const touchId = member(member(request.body, 'send'), 'touch_id');
	const delivers = operation.safety === 'spends' ? operation.delivers : undefined;
	return {
		outcome,
		wasSent: outcome === 'sent' || outcome === 'reconciled',
		recipientEmail: email ?? null,
		touchId: typeof touchId === 'number' || typeof touchId === 'string' ? touchId : null,
		touchName: (campaign?.name ?? known.touchName) || null,
		deliveryType: campaign?.deliveryType || delivers || null,
		currency: campaign?.currency || null,
		price: priceOf(item, campaign),
		warnings: [...addressWarnings(email), ...(known.warnings ?? [])],
		...(parameters.variantId === undefined ? {} : { variantId: textOf(parameters.variantId) }),
		...(matchedSend === undefined ? {} : { matchedSend }),
	};
}

function priceOf({ parameters }: ItemContext, campaign: Campaign | undefined): SendFacts['price'] {
	const amount = amountOf(parameters);
	if (amount !== undefined) return amount;
	const prices = campaign?.prices;
	if (prices === undefined || prices === 'none') return null;
	const { from, to } = prices;
	return from === to ? (from ?? null) : { from: from ?? null, to: to ?? null };
}

function addressWarnings(email: string | undefined): string[] {
	if (email === undefined) return [];
	return [
		...(email.split('@')[0]?.includes('+') ? ['The address has a plus sign: Sendoso may hold the gift until an admin or manager approves it.'] : []),
		...(looksMistyped(email) ? ['The domain of the address looks mistyped.'] : []),
	];
}

/** The ending of a send that went out, or of one that was not needed. */
export function succeeded(item: ItemContext, answer: IDataObject, facts: SendFacts): Ending {
	const json = { ...answer, tracking_code: answer.tracking_code || (trackingCodeOf(answer) ?? null), sendoso: facts };
	return { kind: 'succeeded', items: [toItem(json, item.itemIndex)] };
}
