import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { toProperty } from '../shared/parameters/field';
import { poll } from '../shared/polling/poll';
import { listSearch } from './listSearch';
import { triggerFields } from './trigger/fields';
import { sendosoTriggerService } from './trigger/service';

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

	poll = poll(sendosoTriggerService);
}
