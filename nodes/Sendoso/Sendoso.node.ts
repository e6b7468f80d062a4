import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { listSearch } from './listSearch';
import { resourcesOf } from './resources';
import { toProperties } from '../shared/operations/description';
import { authentication } from './resources/touch/deliveryType';
import { runOperation } from '../shared/execution/runOperation';

/** Gifts, eGifts and direct mail through Sendoso. */
export class Sendoso implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso',
		name: 'sendoso',
		icon: { light: 'file:sendoso.svg', dark: 'file:sendoso.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send gifts, eGifts and direct mail with Sendoso, and follow what became of them',
		defaults: { name: 'Sendoso' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'sendosoOAuth2Api', required: true, displayOptions: { show: { authentication: ['oAuth2'] } } },
			{ name: 'sendosoOpenConnectorsApi', required: true, displayOptions: { show: { authentication: ['openConnectors'] } } },
		],
		hints: [
			{
				message:
					"A send spends money, and Sendoso does not recognize a repeated one. 'Duplicate Check' does, within its window; try 'Dry Run' in the options first.",
				type: 'info',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition: '={{ $parameter["resource"] === "send" && $parameter["operation"].startsWith("create") }}',
			},
		],
		// The engine needs defaults of its own as soon as the node has methods; the transport reads host and credential itself.
		requestDefaults: { baseURL: '' },
		requestOperations: { pagination: runOperation },
		properties: [authentication, ...Object.entries(resourcesOf).flatMap(([value, resources]) => toProperties(value, resources))],
	};

	methods = { listSearch };
}
