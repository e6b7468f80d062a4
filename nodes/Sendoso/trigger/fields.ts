import { email, filtersOf, number } from '../../shared/operations/fields';
import type { Field } from '../../shared/parameters/field';
import { eventsField, forEvents, ignoreFields, recordEvents, simplify, startFrom, triggerOptions } from '../../shared/polling/fields';
import { campaign } from '../resources/send/fields';
import { deliveryType } from '../resources/touch/deliveryType';
import { STATUS_OPTIONS } from '../sendList/statuses';

const LISTS_ACTIVE_ONLY = 'Sendoso lists active records only, so an archived or ended one is removed, too.';
const TOUCH_EVENTS = ['touchCreated', 'touchRemoved', 'touchUpdated'];
const UPDATED_EVENTS = ['groupUpdated', 'touchUpdated', 'userUpdated'];
const SEND_EVENTS = ['sendCreated', 'sendStatusChanged'];

/** Which records are watched. */
const filters = filtersOf(
	[
		{ ...campaign, ...forEvents(SEND_EVENTS), required: undefined, description: 'The campaign that the sends belong to' },
		{ ...deliveryType, ...forEvents(TOUCH_EVENTS) },
		{ ...email('Recipient Email', 'recipientEmail', { description: 'Address of the recipient, in any case' }), ...forEvents(SEND_EVENTS) },
		{ ...email('Sender Email', 'senderEmail', { description: 'Address of the person who sent, in any case' }), ...forEvents(SEND_EVENTS) },
		{
			displayName: 'New Status',
			name: 'status',
			type: 'multiOptions',
			options: STATUS_OPTIONS,
			default: [],
			...forEvents(['sendStatusChanged']),
			description: 'Statuses whose arrival starts the workflow; it has no bearing on Created. Used means redeemed.',
		},
	],
	{
		displayOptions: { show: { events: [...SEND_EVENTS, ...TOUCH_EVENTS] } },
		description: 'Which records to watch. A changed filter starts again from what is there at that moment.',
	},
);

/** Days after its creation that an open send is followed, unless the user says otherwise. */
export const DEFAULT_TRACKING_DAYS = 90;

const trackStatusForDays = number('Follow Sends for (Days)', 'trackStatusForDays', {
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: DEFAULT_TRACKING_DAYS,
	...forEvents(['sendStatusChanged']),
	description: 'How long after its creation an open send is followed',
});

/** Everything that can be set on the trigger of Sendoso's own API. */
export const triggerFields: Field[] = [
	eventsField(
		[
			recordEvents('touch', 'Campaign', { removed: `A campaign has left the list. ${LISTS_ACTIVE_ONLY}` }),
			{
				resource: 'send',
				label: 'Send',
				descriptions: {
					created: 'A new send appeared in the list, whoever made it',
					statusChanged: 'A send got a status, its first one included: one event for each new entry of its history',
				},
			},
			recordEvents('group', 'Team Group', { removed: `A team group has left the list. ${LISTS_ACTIVE_ONLY}` }),
			recordEvents('user', 'User', { removed: `A user has left the list. ${LISTS_ACTIVE_ONLY}` }),
		],
		'sendStatusChanged',
	),
	filters,
	triggerOptions([trackStatusForDays, ignoreFields(UPDATED_EVENTS), simplify, startFrom]),
];
