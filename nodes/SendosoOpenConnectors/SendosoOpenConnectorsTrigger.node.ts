import { type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions, NodeConnectionTypes } from 'n8n-workflow';
import { toProperty } from '../shared/parameters/field';
import { loadedOnce } from '../shared/values/loadedOnce';
import { triggerFields } from './trigger/fields';

/** n8n loads every node when it starts: what only a poll needs waits for the first one. */
const loadService = loadedOnce(async () => await import('./trigger/service'));

/** Starts workflows when something appears or changes in Sendoso, seen through SAP Open Connectors. */
export class SendosoOpenConnectorsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso via SAP Open Connectors Trigger',
		name: 'sendosoOpenConnectorsTrigger',
		icon: { light: 'file:../../icons/sendoso.svg', dark: 'file:../../icons/sendoso.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ [].concat($parameter["events"]).join(", ") }}',
		description: 'Sendoso through the connector of SAP Open Connectors, if your company uses it: also return addresses, creating campaigns and groups',
		defaults: { name: 'Sendoso via SAP Open Connectors Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sendosoOpenConnectorsApi', required: true }],
		hints: [
			{
				message: 'Each poll reads whole lists through SAP Open Connectors. An interval of 15 minutes or more is wise.',
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'always',
			},
		],
		properties: triggerFields.map(toProperty),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await loadService();
		return await poll.call(this);
	}
}
