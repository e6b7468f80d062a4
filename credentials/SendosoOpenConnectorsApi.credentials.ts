import type { ICredentialDataDecryptedObject, ICredentialTestRequest, ICredentialType, Icon, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { REGIONS } from '../nodes/SendosoOpenConnectors/hosts';

/** Part of the host name that tells a landscape, as an expression over the credential's own fields. */
const landscape = (region: string) => `(${JSON.stringify(REGIONS).replaceAll('"', "'")})[${region}]`;

/**
 * Base address, as an expression. An unusable `baseUrl` becomes a sentence instead of an address, so that n8n refuses
 * it before a secret can leave.
 *
 * @param scope what the fields hang on: `$self` inside the credential, `$credentials` in its test
 */
const baseAddress = (scope: '$self' | '$credentials') =>
	[
		`${scope}['region'] !== 'custom' ? 'https://api.openconnectors.' + ${landscape(`${scope}['region'] || 'us2'`)} + '.ext.hana.ondemand.com/elements/api-v2'`,
		`: /^(https:\\/\\/([a-z0-9.-]+|\\[[0-9a-f:]+\\])|http:\\/\\/(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]))(:[0-9]{1,5})?\\/elements\\/api-v2\\/?$/i.test((${scope}['baseUrl'] || '').trim())`,
		`? ${scope}['baseUrl'].trim().replace(/\\/$/, '')`,
		": 'Base URL must be an https address that ends in /elements/api-v2'",
	].join(' ');

/** Calls about the platform, which are made for a user and not for an instance; `/instances/enabled` names its instance by the token (fact 99). */
const PLATFORM_CALL = /\/elements\/api-v2\/(elements|instances(?!\/enabled\/?([?#]|$)))([/?#]|$)/;

/** Connection to Sendoso through its connector in SAP Open Connectors. */
export class SendosoOpenConnectorsApi implements ICredentialType {
	name = 'sendosoOpenConnectorsApi';

	displayName = 'Sendoso SAP Open Connectors API';

	icon: Icon = { light: 'file:../icons/sendoso.svg', dark: 'file:../icons/sendoso.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-sendoso/n8n-nodes-sendoso#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'Another host, such as a proxy or the stand-in server' },
				{ name: 'EU10', value: 'eu10', description: 'Your address is api.openconnectors.eu10.ext.hana.ondemand.com' },
				{ name: 'JP20', value: 'jp20', description: 'Your address is api.openconnectors.jp20.ext.hana.ondemand.com' },
				{ name: 'Trial AP21', value: 'trialAp21', description: 'Your address is api.openconnectors.trial.ap21.ext.hana.ondemand.com' },
				{ name: 'Trial EU10', value: 'trialEu10', description: 'Your address is api.openconnectors.trial.eu10.ext.hana.ondemand.com' },
				{ name: 'Trial US10', value: 'trialUs10', description: 'Your address is api.openconnectors.trial.us10.ext.hana.ondemand.com' },
				{ name: 'US10', value: 'us10', description: 'Your address is api.openconnectors.us10.ext.hana.ondemand.com' },
				{ name: 'US2', value: 'us2', description: 'Your address is api.openconnectors.us2.ext.hana.ondemand.com' },
			],
			default: 'us2',
			description: 'Landscape of your SAP Integration Suite tenant. Secrets are valid on their own landscape only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://proxy.example.com/elements/api-v2',
			description: 'Address up to and including /elements/api-v2. It must use https, except on this machine.',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'User Secret',
			name: 'userSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Shown by SAP Open Connectors under the name of your user. Resetting it there breaks this credential.',
		},
		{
			displayName: 'Organization Secret',
			name: 'organizationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Shown by SAP Open Connectors under the name of your user',
		},
		{
			displayName: 'Element Token',
			name: 'elementToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: "Token of the instance of the Sendoso connector. Leave it empty until there is an instance: the test of the credential then proves user and organization only, and every operation but those of 'Connector Instance' is refused.",
		},
		{
			displayName: 'Connector Key',
			name: 'connectorKey',
			type: 'string',
			default: 'sendoso',
			description: 'Key of the Sendoso connector in the catalogue of SAP Open Connectors',
		},
		{
			displayName: 'The fields below are needed only to create an instance of the connector with the node.',
			name: 'creationNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'OAuth API Key',
			name: 'oauthApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Key of your Sendoso application for the connector: Sendoso hands it out by mail (hello@sendoso.com)',
		},
		{
			displayName: 'OAuth API Secret',
			name: 'oauthApiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Secret of your Sendoso application, handed out by Sendoso',
		},
		{
			displayName: 'OAuth Callback URL',
			name: 'oauthCallbackUrl',
			type: 'string',
			default: 'https://auth.cloudelements.io/oauth',
			description: 'Address that Sendoso sends the browser back to. It must be registered with your Sendoso application.',
		},
		// eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password -- who knows it can forge events
		{
			displayName: 'Event Signature Key',
			name: 'eventSignatureKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Key with which SAP Open Connectors signs event notifications',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 5,
			description: 'Pace of everything in this n8n process that uses the same instance. Sendoso blocks an application above 10 requests per second, whoever makes them.',
		},
		{ displayName: 'Allowed HTTP Request Domains', name: 'allowedHttpRequestDomains', type: 'hidden', default: 'domains' },
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'hidden',
			default: `={{ (${baseAddress('$self')}).replace(/^https?:\\/\\//, '').replace(/(:[0-9]+)?\\/elements\\/api-v2$/, '') }}`,
		},
	];

	/** Signs a request with the three-part header; calls about the platform go without the part of the instance (fact 5). */
	authenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions): Promise<IHttpRequestOptions> => {
		// Secrets hold no blanks; those around a pasted one are no part of it.
		const read = (name: string) => String(credentials[name] ?? '').replace(/\s/g, '');
		const parts = [`User ${read('userSecret')}`, `Organization ${read('organizationSecret')}`];
		const isPlatformCall = PLATFORM_CALL.test(`${options.baseURL ?? ''}${options.url}`);
		if (!isPlatformCall && read('elementToken') !== '') parts.push(`Element ${read('elementToken')}`);
		return { ...options, headers: { ...options.headers, Authorization: parts.join(', ') } };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${baseAddress('$credentials')} }}`,
			url: "={{ ($credentials['elementToken'] || '').trim() === '' ? '/ping' : '/me' }}",
			disableFollowRedirect: true,
		},
	};
}
