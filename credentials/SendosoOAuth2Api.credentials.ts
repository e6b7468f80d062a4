import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/**
 * Host of the chosen environment, as an expression over the credential's own fields. An unusable `baseUrl` becomes a
 * sentence instead of an address, so that n8n refuses it before the client secret can leave.
 */
const HOST = [
	"$self['environment'] === 'production' ? 'https://app.sendoso.com'",
	": $self['environment'] === 'sandbox' ? 'https://app.staging.sendo.so'",
	": /^(https:\\/\\/([a-z0-9.-]+|\\[[0-9a-f:]+\\])|http:\\/\\/(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?\\/?$/i.test(($self['baseUrl'] || '').trim())",
	"? $self['baseUrl'].trim().replace(/\\/$/, '')",
	": 'Base URL must be an https address without anything behind the host'",
].join(' ');

/** OAuth2 connection to Sendoso's own API. */
export class SendosoOAuth2Api implements ICredentialType {
	name = 'sendosoOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Sendoso OAuth2 API';

	icon: Icon = { light: 'file:../icons/sendoso.svg', dark: 'file:../icons/sendoso.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-sendoso/n8n-nodes-sendoso#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Another host, such as a proxy or the stand-in server' },
				{ name: 'Production', value: 'production', description: 'Sends are real and cost money' },
				{ name: 'Sandbox', value: 'sandbox', description: "Sendoso's test environment" },
			],
			default: 'production',
			description: 'Which Sendoso to use',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://app-sandbox.staging.sendo.so',
			description: 'Address of the host, without anything behind it. It must use https, except on this machine.',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: `={{ (${HOST}) + '/oauth/authorize' }}` },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: `={{ (${HOST}) + '/oauth/token' }}` },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Custom Scopes',
			name: 'customScopes',
			type: 'boolean',
			default: false,
			description: 'Whether to ask for other scopes than public, write and update',
		},
		{
			displayName: 'Enabled Scopes',
			name: 'enabledScopes',
			type: 'string',
			default: 'public write update',
			placeholder: 'e.g. public write update marketplace smartsend',
			description: 'Scopes separated by spaces. Reconnect the credential after a change.',
			displayOptions: { show: { customScopes: [true] } },
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: "={{ $self['customScopes'] ? $self['enabledScopes'] : 'public write update' }}",
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 8,
			description: "Pace of everything in this n8n process that uses the same client ID. Sendoso blocks above 10 requests per second, unless it raised your limit.",
		},
		{ displayName: 'Allowed HTTP Request Domains', name: 'allowedHttpRequestDomains', type: 'hidden', default: 'domains' },
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'hidden',
			default: `={{ (${HOST}).replace(/^https?:\\/\\//, '').replace(/:[0-9]+$/, '') }}`,
		},
	];
}
