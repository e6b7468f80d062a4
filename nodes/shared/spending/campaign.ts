import { type FailedEnding, notStarted } from '../execution/ending';
import { ask, credentialIdOf, describeOutcome, type ItemContext, readMemoryOf } from '../execution/itemContext';
import type { ApiRequest } from '../transport/httpCall';
import { answerOf } from '../transport/requestWithRetry';
import { isRow, textOf, unwrapRecord } from '../values/json';
import { touchKey } from './listedSend';
import type { SendsApi } from './sendsApi';

/** The request that reads the campaign of a send. */
export function campaignRequest({ parameters, request }: ItemContext, sends: SendsApi): ApiRequest {
	return { method: 'GET', path: sends.campaignPath(textOf(parameters.touchId)), settings: request.settings };
}

/** The amounts that a campaign allows, each end where it is told. */
export interface PriceRange {
	from: number | undefined;
	to: number | undefined;
}

/** A campaign as far as it decides whether a send can succeed, and what an approver wants to know of it. */
export interface Campaign {
	/** Empty when it has none. */
	name: string;
	/** Dates as they were given, empty when there is none. */
	startsAt: string;
	endsAt: string;
	/** On which side of its dates a moment certainly is; undefined when it is between them, or nobody can tell. */
	sideAt: (now: number) => 'before' | 'after' | undefined;
	status: string;
	deliveryType: string;
	/** Empty when it does not say. */
	currency: string;
	/** `none` for a gift with a price of its own, which no answer tells; undefined when the answer says nothing of it. */
	prices: PriceRange | 'none' | undefined;
	shipsTo: unknown;
}

/** Reads a campaign, in a wrapper or bare; undefined when the answer is none, or another one than was asked for. */
export function readCampaign(body: unknown, touchId: string): Campaign | undefined {
	const touch = unwrapRecord(body, 'touch');
	if (!isRow(touch) || (textOf(touch.id) !== '' && touchKey(touch.id) !== touchKey(touchId))) return undefined;
	const [startsAt, endsAt] = [textOf(touch.start_date), textOf(touch.end_date)];
	return {
		name: textOf(touch.name),
		startsAt,
		endsAt,
		sideAt: (now: number) => (timeOf(startsAt) > now ? 'before' : timeOf(endsAt) < now ? 'after' : undefined),
		status: textOf(touch.status),
		deliveryType: textOf(touch.delivery_type),
		currency: textOf(touch.currency),
		prices: readPrices(touch.starting_egift_price, touch.ending_egift_price),
		shipsTo: touch.ship_to_countries,
	};
}

/** Both ends are null for a campaign without a range (fact 32). */
function readPrices(least: unknown, most: unknown): Campaign['prices'] {
	const [from, to] = [least, most].map(priceOf);
	if (from !== undefined || to !== undefined) return { from, to };
	return least === null && most === null ? 'none' : undefined;
}

function priceOf(value: unknown): number | undefined {
	const price = textOf(value) === '' ? NaN : Number(value);
	return Number.isFinite(price) ? price : undefined;
}

/** Over the connector a date may be two, two and four digits, in an order that is not published (A13). */
function timeOf(date: string): number {
	return /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(date) : NaN;
}

/** What reading the campaign of a send came to; `campaign` is undefined when the answer can't be understood. */
export type CampaignReading = { campaign: Campaign | undefined } | { ending: FailedEnding };

/** Reads the campaign of a send, once for all items of an execution, or of a call of an agent, that send from it. */
export async function campaignOf(item: ItemContext, sends: SendsApi): Promise<CampaignReading> {
	const { connection, parameters } = item;
	const memory = readMemoryOf(item);
	const key = `campaign ${connection.account.key} ${credentialIdOf(item)} ${textOf(parameters.touchId)}`;
	const known = memory.get(key) as Promise<CampaignReading> | undefined;
	if (known) return await known;
	const reading = askForCampaign(item, sends);
	memory.set(key, reading);
	const read = await reading;
	if ('ending' in read) memory.delete(key);
	return read;
}

async function askForCampaign(item: ItemContext, sends: SendsApi): Promise<CampaignReading> {
	const [asked] = await Promise.allSettled([ask(item, campaignRequest(item, sends))]);
	if (asked.status === 'rejected') return { ending: notStarted(item) };
	const outcome = asked.value;
	const answer = answerOf(outcome);
	if (answer) return { campaign: readCampaign(answer.body, textOf(item.parameters.touchId)) };
	const { message, description, status, failure: cause } = describeOutcome(item, outcome, 'touch.get');
	return { ending: { kind: 'failed', failure: outcome.meaning === 'refused' ? 'refused' : 'notSent', message, description, status, cause, mayRepeat: true } };
}
