import type { INodePropertyOptions } from 'n8n-workflow';

/** Statuses after which a send no longer changes (fact 62). An unknown status is not final (A18). */
export const FINAL_STATUSES = [
	'Address Confirmation - Cancelled',
	'Bounced and Credited',
	'Cancelled',
	'Delivered',
	'Expired',
	'Expired and Credited',
	'Failed',
	'Refunded',
	'Undeliverable',
	'Used',
];

/** Listed statuses (fact 61), in the words people see in Sendoso, sorted by name. */
export const STATUS_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Address Confirmation - Cancelled', value: 'Address Confirmation - Cancelled' },
	{ name: 'Bounced and Credited', value: 'Bounced and Credited' },
	{ name: 'Cancelled', value: 'Cancelled' },
	{ name: 'Clicked', value: 'Clicked', description: 'The recipient followed the link, and did not redeem the gift yet' },
	{ name: 'Collecting Recipient Info', value: 'Collecting recipient info' },
	{ name: 'Confirming Address', value: 'Confirming Address' },
	{ name: 'Delivered', value: 'Delivered' },
	{ name: 'Expired', value: 'Expired' },
	{ name: 'Expired and Credited', value: 'Expired and Credited', description: 'The gift was not taken in time, and its price was given back. Refunded is a status of its own.' },
	{ name: 'Failed', value: 'Failed' },
	{ name: 'Opened', value: 'Opened' },
	{ name: 'Packed', value: 'Packed' },
	{ name: 'Paused', value: 'Paused' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Processing', value: 'Processing' },
	{ name: 'Refunded', value: 'Refunded' },
	{ name: 'Sent', value: 'Sent' },
	{ name: 'Shipped', value: 'Shipped' },
	{ name: 'Undeliverable', value: 'Undeliverable' },
	{ name: 'Used (Redeemed)', value: 'Used', description: 'The recipient took the code, which does not mean that it was spent' },
];
