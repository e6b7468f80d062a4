import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Check, Resource } from '../../resources/operation';
import { filled, limitInRange, member, textOf } from '../../resources/shared/checks';
import { returnAllAndLimit } from '../../resources/shared/listFields';
import { readExtraBody } from '../request';
import { number, text } from './fields';
import { connectorInstanceId } from './locators';
import { connectorOperation } from './operation';
import { additionalFields } from '../../resources/shared/collections';

/** Resources that SAP's page offers events for (fact 71). */
const POLLED = ['groups', 'return-addresses', 'touches'];

/** Events of polled resources; everything else about them stays as the connector has it (A16). */
const eventFields: INodeProperties[] = [
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

const configuration: INodeProperties = {
	displayName: 'Configuration',
	name: 'configuration',
	type: 'json',
	default: '{}',
	required: true,
	description: 'Keys of the configuration to change, with their new values, as a JSON object. Secrets do not belong here: they come from the credential.',
};

/** What a reading masks would be lost if it were written back (fact 21). */
const configurationIsUsable: Check = ({ configuration: value }) => {
	const given = readExtraBody(value);
	if (given === undefined || Object.keys(given).length === 0) {
		return { message: "'Configuration' is not a JSON object with members", description: 'Enter an object such as {"filter.response.nulls": "false"} in \'Configuration\'.' };
	}
	const masked = Object.entries(given).find(([key, entry]) => isMasked(entry) || SECRET_KEY.test(key));
	return masked === undefined
		? undefined
		: { message: `'Configuration' must not hold ${masked[0]}`, description: 'Masked and secret values are never written back. Remove the key; a new secret is given by creating a new instance.' };
};

/** Keys of a configuration whose values are secrets. */
export const SECRET_KEY = /secret|password|token|signature\.key$|^oauth\.api\.key$/i;

/** Whether a reading put stars in the place of a secret (fact 21). */
export function isMasked(value: unknown): boolean {
	return /^\*+$/.test(textOf(value));
}

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
const eventsAreWhole: Check = ({ additionalFields: fields }) => {
	const [callback, objects, interval] = ['eventCallbackUrl', 'eventObjects', 'eventRefreshInterval'].map((name) => member(fields, name));
	const wantsEvents = interval !== undefined || (Array.isArray(objects) && objects.length > 0);
	if (textOf(callback) === '' ? wantsEvents : !/^https?:\/\/[^\s/]+\S*$/i.test(textOf(callback))) {
		return { message: "'Event Callback URL' is not a web address", description: "Enter the address that events go to in 'Event Callback URL', or remove the other fields for events." };
	}
	return interval === undefined || (Number.isInteger(Number(interval)) && Number(interval) >= 1)
		? undefined
		: { message: "'Event Refresh Interval' must be a whole number of at least 1", description: "Change 'Event Refresh Interval'." };
};

function tagsOf(fields: unknown): string[] | undefined {
	const tags = textOf(member(fields, 'tags')).split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	return tags.length > 0 ? tags : undefined;
}

/** Instances of the Sendoso connector: how it is let into Sendoso, and what it is set to. */
export const connectorInstance: Resource = {
	option: { name: 'Connector Instance', value: 'connectorInstance', description: 'An instance of the Sendoso connector in SAP Open Connectors' },
	operations: [
		connectorOperation({
			names: ['create', 'Create', 'Create connector instance', 'Create an instance with the code that Sendoso gave. Its output is the only one that holds the token.'],
			request: ['POST', '/instances'],
			isPlatform: true,
			fields: [
				text('Code', 'code', { required: true, description: 'Code that Sendoso sent to the callback address. It works once.' }),
				text('Name', 'name', { required: true }),
				additionalFields([...eventFields, text('Tags', 'tags', { description: 'Separated by commas' })]),
			],
			safety: 'creates',
			answer: { kind: 'instanceCreate' },
			checks: [filled('Code', 'code'), filled('Name', 'name'), eventsAreWhole],
			// Connector, keys and secrets are added from the credential when it goes out.
			body: ({ code, name, additionalFields: fields }) => ({
				providerData: { code: textOf(code) },
				configuration: eventSettings(fields),
				name: textOf(name),
				tags: tagsOf(fields),
			}),
			howToCheck: "The instance may have been created. Look with 'Connector Instance' > 'Get Many' before you ask Sendoso for a new code: this one works once.",
		}),
		connectorOperation({
			names: ['delete', 'Delete', 'Delete connector instance', 'Delete an instance for good; its token stops working'],
			request: ['DELETE', '/instances/{connectorInstanceId}'],
			isPlatform: true,
			fields: [connectorInstanceId],
			safety: 'changes',
			answer: { kind: 'instanceWrite' },
		}),
		connectorOperation({
			names: ['get', 'Get', 'Get connector instance', 'Get one instance, without its secrets'],
			request: ['GET', '/instances/{connectorInstanceId}'],
			isPlatform: true,
			fields: [connectorInstanceId],
			safety: 'reads',
			answer: { kind: 'instanceRecord' },
		}),
		connectorOperation({
			names: ['getAll', 'Get Many', 'Get many connector instances', 'Get the instances of the Sendoso connector, without their secrets'],
			request: ['GET', '/instances'],
			isPlatform: true,
			fields: [...returnAllAndLimit],
			safety: 'reads',
			answer: { kind: 'instanceList' },
			checks: [limitInRange],
		}),
		connectorOperation({
			names: ['getOAuthUrl', 'Get OAuth URL', 'Get OAuth URL of connector', 'Get the address at which a person lets the connector into Sendoso'],
			request: ['GET', '/elements'],
			isPlatform: true,
			fields: [additionalFields([text('State', 'state', { description: 'Text that comes back to the callback address, so that it can tell its own requests' })])],
			safety: 'reads',
			answer: { kind: 'instanceOAuthUrl' },
		}),
		connectorOperation({
			names: ['update', 'Update', 'Update connector instance', 'Change the configuration of an instance'],
			request: ['PATCH', '/instances/{connectorInstanceId}'],
			isPlatform: true,
			fields: [connectorInstanceId, configuration],
			safety: 'changes',
			answer: { kind: 'instanceWrite' },
			checks: [configurationIsUsable],
			body: ({ configuration: value }) => ({ configuration: readExtraBody(value) ?? {} }),
		}),
	],
};
