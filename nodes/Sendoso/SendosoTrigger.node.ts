import { type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions, NodeConnectionTypes } from 'n8n-workflow';
import { toProperty } from '../shared/parameters/field';
import { loadedOnce } from '../shared/values/loadedOnce';
import { listSearch } from './listSearch';
import { triggerFields } from './trigger/fields';

/** n8n loads every node when it starts: what only a poll needs waits for the first one. */
const loadService = loadedOnce(async () => await import('./trigger/service'));

/** Starts workflows when something appears or changes in Sendoso. */
export class SendosoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso Trigger',
		name: 'sendosoTrigger',
		icon: { light: 'file:../../icons/sendoso.svg', dark: 'file:../../icons/sendoso.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ [].concat($parameter["events"]).join(", ") }}',
		description: 'Send gifts, eGifts and direct mail, or start when a send, campaign, team group or user changes',
		defaults: { name: 'Sendoso Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sendosoOAuth2Api', required: true }],
		properties: triggerFields.map(toProperty),
	};

	methods = { listSearch: { searchTouches: listSearch.searchTouches } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await loadService();
		return await poll.call(this);
	}
}
