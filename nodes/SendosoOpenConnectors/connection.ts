import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { accountFor } from '../shared/transport/account';
import type { Connection } from '../shared/transport/connection';
import { readHost } from '../shared/transport/host';
import type { Caller } from '../shared/transport/httpCall';
import { textOf } from '../shared/values/json';
import { API_PATH, REGIONS } from './hosts';
import { redacting } from './redact';

/** Credential of a tenant of SAP Open Connectors. */
export const CREDENTIAL = 'sendosoOpenConnectorsApi';

const DEFAULT_REQUESTS_PER_SECOND = 5;

/** Members of the credential that must never be shown, even when a server repeats them. */
const SECRETS = ['userSecret', 'organizationSecret', 'elementToken', 'oauthApiKey', 'oauthApiSecret', 'eventSignatureKey'];

/** Advice for a call that needs an instance of the connector while the credential names none. */
export const NO_INSTANCE =
	"The credential has no 'Element Token'. Create an instance of the connector, with 'Connector Instance' > 'Create' or in SAP Open Connectors, and store its token in the credential";

/**
 * Reads a `sendosoOpenConnectorsApi` credential into a connection, before any secret leaves.
 *
 * @returns the connection, or a sentence that says what to change in the credential
 */
export async function openConnectorsConnection(caller: Caller): Promise<Connection | { problem: string }> {
	return readTenant(await caller.getCredentials(CREDENTIAL));
}

function readTenant(credential: ICredentialDataDecryptedObject): Connection | { problem: string } {
	const host = readTenantHost(credential);
	if ('problem' in host) return host;
	for (const [name, label] of [['userSecret', 'User Secret'], ['organizationSecret', 'Organization Secret']] as const) {
		if (textOf(credential[name]) === '') return { problem: `'${label}' is empty in the credential. SAP Open Connectors shows it with your user` };
	}
	const connectorKey = textOf(credential.connectorKey) || 'sendoso';
	// It becomes part of an address, where dots lead elsewhere.
	if (/^\.+$/.test(connectorKey)) return { problem: "'Connector Key' is not the key of a connector" };
	const asked = Number(credential.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND);
	if (!Number.isFinite(asked) || asked < 1 || asked > 100) return { problem: "'Requests per Second' must be a number from 1 to 100" };
	// The header is made of secrets without any blank.
	const secrets = SECRETS.map((name) => textOf(credential[name]).replace(/\s/g, ''));
	const [userSecret = '', organizationSecret = '', token = ''] = secrets;
	// Each instance has a pace and a list of sends of its own, whoever uses it; a digest tells them apart and no secret.
	const digest = createHash('sha256').update(token || `${userSecret} ${organizationSecret}`);
	return {
		kind: 'openConnectors',
		credentialType: CREDENTIAL,
		...host,
		basePath: API_PATH,
		account: accountFor(`${host.origin} ${digest.digest('base64url').slice(0, 16)}`, asked),
		hasInstance: token !== '',
		connectorKey,
		redact: redacting([...secrets, ...SECRETS.map((name) => textOf(credential[name]))]),
	};
}

/** Reads the host of a tenant: a known landscape, or an address that ends in the fixed path. */
function readTenantHost({ region, baseUrl }: ICredentialDataDecryptedObject) {
	const landscape = REGIONS[textOf(region) || 'us2'];
	if (landscape !== undefined) return readHost(`https://api.openconnectors.${landscape}.ext.hana.ondemand.com`);
	const typed = textOf(baseUrl).replace(/\/$/, '');
	if (typed !== '' && !typed.endsWith(API_PATH)) return { problem: `'Base URL' must end in ${API_PATH}, with nothing behind it` };
	return readHost(typed.slice(0, -API_PATH.length));
}
