import type { INodeProperties } from 'n8n-workflow';

/** How a node reaches Sendoso. */
export const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{ name: 'OAuth2', value: 'oAuth2' },
		{ name: 'SAP Open Connectors', value: 'openConnectors' },
	],
	default: 'oAuth2',
	description: 'How the node reaches Sendoso',
};

/** Which campaigns are meant, by the way their gift travels. */
export const deliveryType: INodeProperties = {
	displayName: 'Delivery Type',
	name: 'deliveryType',
	type: 'options',
	options: [
		{ name: 'eGift', value: 'email', description: 'Campaigns whose gift arrives by e-mail' },
		{ name: 'Physical', value: 'mail', description: 'Campaigns that ship something' },
	],
	default: 'email',
	description: 'How the gift of the campaign reaches the recipient',
};
