import type { ItemContext } from '../execution/itemContext';
import type { ApiRequest } from '../transport/httpCall';
import { isRow, textOf, unwrapRecord } from '../values/json';
import type { SendsApi } from './sendsApi';

/** The request that reads the campaign of a send. */
export function campaignRequest({ parameters, request }: ItemContext, sends: SendsApi): ApiRequest {
	return { method: 'GET', path: sends.campaignPath(textOf(parameters.touchId)), settings: request.settings };
}

/** A campaign as far as it decides whether a send can succeed. */
export interface Campaign {
	/** Dates as they were given, empty when there is none. */
	startsAt: string;
	endsAt: string;
	/** On which side of its dates a moment certainly is; undefined when it is between them, or nobody can tell. */
	sideAt: (now: number) => 'before' | 'after' | undefined;
	status: string;
	deliveryType: string;
	shipsTo: unknown;
}

/** Reads a campaign, in a wrapper or bare; undefined when the answer is none. */
export function readCampaign(body: unknown): Campaign | undefined {
	const touch = unwrapRecord(body, 'touch');
	if (!isRow(touch)) return undefined;
	const [startsAt, endsAt] = [textOf(touch.start_date), textOf(touch.end_date)];
	const sideAt = (now: number) => (timeOf(startsAt) > now ? 'before' : timeOf(endsAt) < now ? 'after' : undefined);
	return { startsAt, endsAt, sideAt, status: textOf(touch.status), deliveryType: textOf(touch.delivery_type), shipsTo: touch.ship_to_countries };
}

/** Over the connector a date may be two, two and four digits, in an order that is not published (A13). */
function timeOf(date: string): number {
	return /^\d{4}-\d{2}-\d{2}/.test(date) ? Date.parse(date) : NaN;
}
