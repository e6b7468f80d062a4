import type { IDataObject } from 'n8n-workflow';
import { emailKey } from '../values/emails';
import { isRow, textOf } from '../values/json';

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

/** Whether a listed send is from this campaign to this address. */
export function isSameGift(send: IDataObject, touchId: string, email: string): boolean {
	if (!isRow(send.touch) || !isRow(send.recipient)) return false;
	return textOf(send.touch.id) === touchId && emailKey(send.recipient.email) === emailKey(email);
}

/** Whether a listed send still stands, or did its work. An unknown status counts. */
export function stillCounts(send: IDataObject): boolean {
	return !CAME_TO_NOTHING.includes(textOf(send.status));
}

/** Sendoso's list of sends can't serve to find duplicates; the message says why. */
export class UnusableList extends Error {}
