import type { IDataObject } from 'n8n-workflow';
import { additionalFields, number, text } from '../../../shared/operations/fields';
import type { Check } from '../../../shared/operations/operation';
import type { Field } from '../../../shared/parameters/field';
import { member, textOf } from '../../../shared/values/json';
import { connectorOperation } from '../../operations/operation';

/** Resources that SAP's page offers events for (fact 71). */
const POLLED = [
	{ name: 'Campaigns (Touches)', value: 'touches', description: 'Campaigns that are new or changed' },
	{ name: 'Return Addresses', value: 'return-addresses', description: 'Return addresses that are new or changed' },
	{ name: 'Team Groups', value: 'groups', description: 'Team groups that are new or changed' },
];

/** Events of polled resources; everything else about them stays as the connector has it (A16). */
const eventFields: Field[] = [
	text('Event Callback URL', 'eventCallbackUrl', { description: 'Address that SAP Open Connectors tells events to. Filling it in switches events on.' }),
	{
		displayName: 'Event Objects',
		name: 'eventObjects',
		type: 'multiOptions',
		options: POLLED,
		default: [],
		description: 'What SAP Open Connectors polls for events',
	},
	number('Event Refresh Interval', 'eventRefreshInterval', { default: 15, typeOptions: { minValue: 1, numberPrecision: 0 }, description: 'Minutes between two polls of SAP Open Connectors' }),
];

/** A moment as the platform writes it, in a pattern of its own. */
const MOMENT = "yyyy-MM-dd'T'HH:mm:ss'Z'";

/**
 * What is polled, under the key that pages of connectors use and under the one that public code used; nobody says which of
 * them Sendoso's connector takes (facts 73, 95). The names of the dates are inferred.
 */
function polled(objects: string[]): IDataObject {
	const dates = (['updated', 'created'] as const).map((kind) => [[`${kind}DateField`, `${kind}_at`], [`${kind}DateFormat`, MOMENT], [`${kind}DateTimezone`, 'GMT']]);
	const datesConfiguration = Object.fromEntries(dates.flat()) as IDataObject;
	// Without a condition on the date the platform looks through twenty rows at a time (fact 76).
	const pollers = objects.map((name) => [name, { url: `/hubs/rewards/${name}?where=updated_at>'\${gmtDate:${MOMENT}}'`, idField: 'id', datesConfiguration }]);
	return { 'event.objects': objects.join(','), 'event.poller.configuration': JSON.stringify(Object.fromEntries(pollers)) };
}

/** The settings of an instance that its additional fields ask for. */
function eventSettings(fields: unknown): IDataObject {
	const callback = textOf(member(fields, 'eventCallbackUrl'));
	if (callback === '') return {};
	const objects = member(fields, 'eventObjects');
	return {
		'event.notification.enabled': true,
		'event.vendor.type': 'polling',
		'event.notification.callback.url': callback,
		...(Array.isArray(objects) && objects.length > 0 ? polled(objects.map(textOf)) : {}),
		...(member(fields, 'eventRefreshInterval') === undefined ? {} : { 'event.poller.refresh_interval': String(member(fields, 'eventRefreshInterval')) }),
	};
}

/** A code works once, so that half of the settings for events must not use it up. */
const eventsAreWhole: Check = ({ additionalFields: fields }) => {
	const [callback, objects, interval] = ['eventCallbackUrl', 'eventObjects', 'eventRefreshInterval'].map((name) => member(fields, name));
	const wantsEvents = interval !== undefined || (Array.isArray(objects) && objects.length > 0);
	if (textOf(callback) === '' ? wantsEvents : !/^https?:\/\/[^\s/]\S*$/i.test(textOf(callback))) {
		return { message: "'Event Callback URL' is not a web address", description: "Enter the address that events go to in 'Event Callback URL', or remove the other fields for events." };
	}
	return undefined;
};

/** Creates an instance with the code that Sendoso gave. */
export const create = connectorOperation({
	names: ['create', 'Create', 'Create connector instance', 'Create an instance with the code that Sendoso gave. Its output is the only one that holds the token.'],
	request: ['POST', '/instances'],
	fields: [
		text('Code', 'code', { required: true, description: 'Code that Sendoso sent to the callback address. It works once.' }),
		text('Name', 'name', { required: true, description: 'What the instance is called in SAP Open Connectors' }),
		additionalFields([...eventFields, text('Tags', 'tags', { holds: 'list', description: 'Words by which the instance is found, separated by commas' })]),
	],
	safety: 'creates',
	answer: { kind: 'instanceCreate' },
	checks: [eventsAreWhole],
	// Connector, keys and secrets are added from the credential when it goes out.
	body: ({ code, name, additionalFields: fields }) => ({
		providerData: { code: textOf(code) },
		configuration: eventSettings(fields),
		name: textOf(name),
		tags: member(fields, 'tags') as string[] | undefined,
	}),
	howToCheck: "The instance may have been created. Look with 'Connector Instance' > 'Get Many' before you ask Sendoso for a new code: this one works once.",
});
