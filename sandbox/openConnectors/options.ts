/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- sample secrets of a server that exists on this machine only */
/** Secrets of the sample tenant; they open nothing but this server. Real ones hold such signs, too (fact 8). */
export const demoOpenConnectors = {
	userSecret: 'c2FuZGJveC+1c2Vy/VNlY3JldC0x=',
	organizationSecret: 'b3JnYW5p+emF0aW9u/c2VjcmV0LTE=',
	elementToken: 'ZWxlbWVudC/Ub2tlbi+zYW5kYm94LTE=',
	instanceId: 600_321,
	oauthApiKey: 'sandbox-oauth-api-key',
	oauthApiSecret: 'sandbox+oauth/api-secret=',
	connectorKey: 'sendoso',
} as const;

/** Where the address of the API begins. */
export const openConnectorsPath = '/elements/api-v2';

/** Number of the Sendoso connector in the catalogue; it works wherever its key does. */
export const sendosoElementId = 5180;
