import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** Secrets with which Sendoso signs the deliveries of one endpoint. Sendoso has no call to try them with: the node tests their form. */
export class SendosoWebhookApi implements ICredentialType {
	name = 'sendosoWebhookApi';

	displayName = 'Sendoso Webhook Signing API';

	icon: Icon = { light: 'file:../icons/sendoso.svg', dark: 'file:../icons/sendoso.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-sendoso/n8n-nodes-sendoso#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Sendoso has no call that tells whether a secret is right. The test of this credential looks at the form of the secrets alone; the first delivery tells the rest.',
			name: 'testNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. whsec_…',
			description: "Secret of the endpoint, from Sendoso's webhooks portal. Each endpoint has its own, so that each needs its own credential.",
		},
		{
			displayName: 'Previous Signing Secret',
			name: 'previousSigningSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. whsec_…',
			description: 'Only while a secret is rotated: the one before it, which is accepted, too. Empty it when the portal has retired the old secret.',
		},
	];
}
