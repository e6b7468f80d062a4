import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { runOperation } from '../shared/execution/runOperation';
import { toProperties } from '../shared/operations/description';
import { spendingHint } from '../shared/spending/fields';
import { handlers } from './handlers';
import { listSearch } from './listSearch';
import { resources } from './resources';
import { scimHint } from './resources/scimUser/hint';
import { sendosoService } from './service';

/** Gifts, eGifts and direct mail through Sendoso's own API. */
export class Sendoso implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso',
		name: 'sendoso',
		icon: { light: 'file:../../icons/sendoso.svg', dark: 'file:../../icons/sendoso.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send gifts, eGifts and direct mail with Sendoso, and follow what became of them',
		defaults: { name: 'Sendoso' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sendosoOAuth2Api', required: true }],
		hints: [spendingHint, scimHint],
		// The engine needs defaults of its own as soon as the node has methods; the transport reads host and credential itself.
		requestDefaults: { baseURL: '' },
		requestOperations: { pagination: runOperation({ ...sendosoService, resources, handlers }) },
		properties: toProperties(resources),
	};

	methods = { listSearch };
}
