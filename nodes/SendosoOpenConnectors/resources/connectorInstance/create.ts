import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { number, text } from '../../../shared/operations/fields';
import type { Check } from '../../../shared/operations/operation';
import { member, textOf } from '../../../shared/values/json';

/** Resources that SAP's page offers events for (fact 71). */
const POLLED = ['groups', 'return-addresses', 'touches'];

/** Events of polled resources; everything else about them stays as the connector has it (A16). */
export const eventFields: INodeProperties[] = [
	text('Event Callback URL', 'eventCallbackUrl', { description: 'Address that SAP Open Connectors tells events to. Filling it in switches events on.' }),
	{
		displayName: 'Event Objects',
		name: 'eventObjects',
		type: 'multiOptions',
		options: POLLED.map((value) => ({ name: value, value })),
		default: [],
		description: 'What SAP Open Connectors polls for events',
	},
	number('Event Refresh Interval', 'eventRefreshInterval', { default: 15, typeOptions: { minValue: 1 }, description: 'Minutes between two polls of SAP Open Connectors' }),
];

/** The settings of an instance that its additional fields ask for. */
export function eventSettings(fields: unknown): IDataObject {
	const callback = textOf(member(fields, 'eventCallbackUrl'));
	if (callback === '') return {};
	const objects = member(fields, 'eventObjects');
	return {
		'event.notification.enabled': true,
		'event.vendor.type': 'polling',
		'event.notification.callback.url': callback,
		...(Array.isArray(objects) && objects.length > 0 ? { 'event.objects': objects.join(',') } : {}),
		...(member(fields, 'eventRefreshInterval') === undefined ? {} : { 'event.poller.refresh_interval': String(member(fields, 'eventRefreshInterval')) }),
	};
}

/** A code works once, so that half of the settings for events must not use it up. */
export const eventsAreWhole: Check = ({ additionalFields: fields }) => {
	const [callback, objects, interval] = ['eventCallbackUrl', 'eventObjects', 'eventRefreshInterval'].map((name) => member(fields, name));
	const wantsEvents = interval !== undefined || (Array.isArray(objects) && objects.length > 0);
	if (textOf(callback) === '' ? wantsEvents : !/^https?:\/\/[^\s/]+\S*$/i.test(textOf(callback))) {
		return { message: "'Event Callback URL' is not a web address", description: "Enter the address that events go to in 'Event Callback URL', or remove the other fields for events." };
	}
	return interval === undefined || (Number.isInteger(Number(interval)) && Number(interval) >= 1)
		? undefined
		: { message: "'Event Refresh Interval' must be a whole number of at least 1", description: "Change 'Event Refresh Interval'." };
};

export function tagsOf(fields: unknown): string[] | undefined {
	const tags = textOf(member(fields, 'tags')).split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	return tags.length > 0 ? tags : undefined;
}
