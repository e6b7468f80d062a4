import { filled, limitInRange } from '../../../shared/operations/checks';
import { additionalFields, returnAllAndLimit, text } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';
import { readExtraBody } from '../../operations/extraBody';
import { connectorInstanceId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { eventFields, eventsAreWhole, eventSettings, tagsOf } from './create';
import { configuration, configurationIsUsable } from './update';

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
