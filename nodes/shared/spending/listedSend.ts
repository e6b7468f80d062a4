import type { IDataObject } from 'n8n-workflow';
import { emailKey } from '../values/emails';
import { textOf } from '../values/json';
import { withoutInvisible } from '../values/text';

/** A send of a list as far as it can be told from others, whichever API listed it. */
export interface ListedSend {
	/** Names it within its list; empty when it has no name. */
	id: string;
	/** Empty when the row does not say. */
	touchId: string;
	/** Empty when the row does not say. */
	touchName: string;
	/** Empty when the row does not say. */
	email: string;
	status: string;
	/** As listed; empty when the row tells no moment. */
	createdAt: string;
	/** As its API gave it. */
	row: IDataObject;
}

/** When a listed send was created, in milliseconds since the epoch; NaN when it does not say. */
export function createdAt(send: ListedSend): number {
	return Date.parse(send.createdAt);
}

/** Statuses of sends that came to nothing, so that sending again is no duplicate (interface 3.3). */
const CAME_TO_NOTHING = [
	'Cancelled',
	'Address Confirmation - Cancelled',
	'Refunded',
	'Failed',
	'Undeliverable',
	'Bounced and Credited',
	'Expired',
	'Expired and Credited',
];

/** Longest text that can be the number of a campaign. */
const LONGEST_NUMBER = 40;

/** The ID of a campaign for comparison: the spellings of one number are one campaign. */
export function touchKey(touchId: unknown): string {
	const text = withoutInvisible(textOf(touchId)).normalize('NFKC');
	return (text.length <= LONGEST_NUMBER && /^\+?0*((?!0)\d+|0)(?:\.0+)?$/.exec(text)?.[1]) || text;
}

/** What two sends of one gift have in common: campaign and address. */
export function giftKey(touchId: string, email: string): string {
	return `${touchKey(touchId)} ${emailKey(email)}`;
}

/** Whether a listed send is from this campaign to this address. */
export function isSameGift(send: ListedSend, touchId: string, email: string): boolean {
	return giftKey(send.touchId, send.email) === giftKey(touchId, email);
}

/** Whether a listed send still stands, or did its work. An unknown status counts. */
export function stillCounts({ status }: ListedSend): boolean {
	return !CAME_TO_NOTHING.includes(status);
}

/** Sendoso's list of sends can't serve to find duplicates; the message says why. */
export class UnusableList extends Error {}
