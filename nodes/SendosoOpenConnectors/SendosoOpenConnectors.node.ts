import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
import { runOperation } from '../shared/execution/runOperation';
import { toProperties } from '../shared/operations/description';
import { spendingHint } from '../shared/spending/fields';
import { handlers } from './handlers';
import { listSearch } from './listSearch';
import { resources } from './resources';
import { balanceHint } from './resources/user/addBalance';
import { openConnectorsService } from './service';

/** Sendoso through its connector in SAP Open Connectors. */
export class SendosoOpenConnectors implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sendoso via SAP Open Connectors',
		name: 'sendosoOpenConnectors',
		icon: { light: 'file:../../icons/sendoso.svg', dark: 'file:../../icons/sendoso.dark.svg' },
		group: ['output'],
		version: [1],
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Use Sendoso through the connector of SAP Open Connectors, which also manages campaigns, team groups and return addresses',
		defaults: { name: 'Sendoso via SAP Open Connectors' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sendosoOpenConnectorsApi', required: true }],
		hints: [spendingHint, balanceHint],
		// The engine needs defaults of its own as soon as the node has methods; the transport reads host and credential itself.
		requestDefaults: { baseURL: '' },
		requestOperations: { pagination: runOperation({ ...openConnectorsService, resources, handlers }) },
		properties: toProperties(resources),
	};

	methods = { listSearch };
}
