import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { listSearch } from './listSearch';
import { triggerFields } from './trigger/fields';
import { poll } from '../shared/polling/poll';

/** Starts workflows when something appears or changes in Sendoso. */
export class SendosoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso Trigger',
		name: 'sendosoTrigger',
		icon: { light: 'file:sendoso.svg', dark: 'file:sendoso.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["resource"] + ": " + $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a send, campaign, team group, user or return address appears or changes in Sendoso',
		defaults: { name: 'Sendoso Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'sendosoOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'sendosoOpenConnectorsApi', required: true, displayOptions: { show: { authentication: ['openConnectors'] } } },
		],
		properties: triggerFields,
	};

	methods = { listSearch: { searchTouches: listSearch.searchTouches } };

	poll = poll;
}
