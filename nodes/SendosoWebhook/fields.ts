import type { Field } from '../shared/parameters/field';
import { EVENT_TYPES } from './eventTypes';

/** Parameters of the webhook trigger (interface 5). */
export const webhookFields: Field[] = [
	{
		displayName:
			"Paste the production URL from above into Sendoso's webhooks portal, and the secret of that endpoint into the credential. Sendoso support has to enable the portal for your company first. A delivery does not say what happened: one endpoint for each event type is wise, each with a workflow of its own.",
		name: 'setupNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Event Type of This Endpoint',
		name: 'eventLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. send.redeemed',
		description: `What the endpoint is subscribed to in Sendoso's portal. A delivery does not say it, so this text comes out with each item; it filters nothing. Sendoso's event types: ${EVENT_TYPES.join(', ')}.`,
	},
	{
		displayName: 'Fetch Send',
		name: 'fetchSend',
		type: 'boolean',
		default: true,
		description:
			"Whether to look the send up in Sendoso's list, newest first, for at most 8 seconds. It needs the credential of Sendoso's API. What was not found comes out without it: see sendLookup of the item.",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'How deliveries are taken',
		options: [
			{
				displayName: 'Drop Repeats',
				name: 'dropRepeats',
				type: 'boolean',
				default: false,
				description:
					'Whether a delivery that came before is answered and starts nothing. Off, it comes out marked as a repeat. A delivery that you resend from the portal is a repeat, too.',
			},
		],
	},
];
