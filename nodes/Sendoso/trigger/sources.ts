import type { IDataObject } from 'n8n-workflow';
import { recordsOf } from '../../shared/polling/records/recordPoller';
import type { Source } from '../../shared/polling/source';
import { emailKey } from '../../shared/values/emails';
import { member, textOf } from '../../shared/values/json';
import { GROUPS, SENDS, TOUCHES, USERS } from '../lists/listShapes';
import { simplifyTouch } from '../resources/touch/simplifyTouch';
import { simplifySend } from '../sendList/simplifySend';
import { DEFAULT_TRACKING_DAYS } from './fields';
import { polledList, type WatchedList } from './polledList';
import { sendPoller } from './sends/sendPoller';

const nameMember = (record: IDataObject) => textOf(record.name);

/** What every list of records has in common; without a filter all of them are wanted. */
const records = (watched: WatchedList, more: Pick<Source, 'label' | 'emptyAdvice'> & Partial<Source>): Source => ({
	events: ['created', 'updated', 'removed'],
	nameOf: nameMember,
	read: (_filters, options) => ({ query: {}, accepts: () => true, identity: {}, createPoller: recordsOf(options) }),
	openList: (requests, filter) => polledList(watched, requests, filter),
	...more,
});

const touches = records(
	{ list: TOUCHES, resource: 'touch', wrapper: 'touch' },
	{
		label: 'campaign (touch)',
		emptyAdvice: 'Create and activate a campaign (touch) in Sendoso, then fetch the test event again.',
		simplify: simplifyTouch,
		read(filters, options) {
			const deliveryType = textOf(member(filters, 'deliveryType'));
			const accepts = (record: IDataObject) => deliveryType === '' || textOf(record.delivery_type) === deliveryType;
			return {
				query: deliveryType === '' ? {} : { delivery_type: deliveryType },
				accepts,
				identity: { deliveryType },
				createPoller: recordsOf(options, accepts),
			};
		},
	},
);

const sends: Source = {
	label: 'send',
	emptyAdvice: 'Send a gift with Sendoso, then fetch the test event again.',
	events: ['created', 'statusChanged'],
	nameOf: nameMember,
	simplify: (record, { status, occurredAt }) => ({
		...simplifySend(record),
		// The send may have got further statuses since.
		...(status === undefined ? {} : { status, status_changed_at: occurredAt ?? null }),
	}),
	read(filters, options) {
		const days = Number(member(options, 'trackStatusForDays') ?? DEFAULT_TRACKING_DAYS);
		const touchId = textOf(member(filters, 'touchId'));
		const statuses = new Set((member(filters, 'status') ?? []) as string[]);
		const recipientEmail = emailKey(member(filters, 'recipientEmail'));
		const senderEmail = emailKey(member(filters, 'senderEmail'));
		const accepts = (send: IDataObject) =>
			(touchId === '' || textOf(member(send.touch, 'id')) === touchId) &&
			(recipientEmail === '' || emailKey(member(send.recipient, 'email')) === recipientEmail) &&
			(senderEmail === '' || emailKey(member(send.sender, 'email')) === senderEmail);
		// Filters that are left empty are no part of it, so that an update of the package is no change of them.
		const emails = { ...(recipientEmail === '' ? {} : { recipientEmail }), ...(senderEmail === '' ? {} : { senderEmail }) };
		return {
			query: {},
			accepts,
			// The statuses only choose among what is told: another choice needs no new beginning, and must lose no new send.
			identity: { touchId, ...emails },
			createPoller: (watched) => sendPoller({ ...watched, accepts, statuses, trackStatusForDays: days }),
		};
	},
	openList: (requests, filter) => polledList({ list: SENDS, resource: 'send' }, requests, filter),
};

/** What can be watched over Sendoso's own API, in the order of the editor. */
export const sources: Record<string, Source> = {
	touch: touches,
	send: sends,
	group: records({ list: GROUPS, resource: 'group' }, { label: 'team group', emptyAdvice: 'Create a team group in Sendoso, then fetch the test event again.' }),
	user: records(
		{ list: USERS, resource: 'user' },
		{
			label: 'user',
			emptyAdvice: 'Invite a user in Sendoso, then fetch the test event again.',
			nameOf: (record) => `${textOf(record.first_name)} ${textOf(record.last_name)}`.trim(),
		},
	),
};
