import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { meaningOfSend } from '../shared/spending/answers';
import { accountFor } from '../shared/transport/account';
import type { Connection } from '../shared/transport/connection';
import { readHost, readRequestsPerSecond } from '../shared/transport/host';
import type { Caller } from '../shared/transport/httpCall';
import { openedWith } from '../shared/transport/recentCredential';
import { secretsOf } from '../shared/transport/secrets/secrets';
import { fingerprint } from '../shared/values/fingerprint';
import { isRow, textOf } from '../shared/values/json';
import { API_PATH, REGIONS } from './hosts';
import { interpretConnectorAnswer } from './meaning';

/** Credential of a tenant of SAP Open Connectors. */
export const CREDENTIAL = 'sendosoOpenConnectorsApi';

const DEFAULT_REQUESTS_PER_SECOND = 5;

const DEFAULT_CONNECTOR_KEY = 'sendoso';

/** Members of the credential that must never be shown, even when a server repeats them. */
const SECRETS = ['userSecret', 'organizationSecret', 'elementToken', 'oauthApiKey', 'oauthApiSecret', 'eventSignatureKey'];

/** Advice for a call that needs an instance of the connector while the credential names none. */
export const NO_INSTANCE =
	"The credential has no 'Element Token'. Create an instance of the connector, with 'Connector Instance' > 'Create' or in SAP Open Connectors, and store its token in the credential";

/** Key of the Sendoso connector in the catalogue of the tenant, as the credential of the node has it. */
export async function connectorKeyOf(caller: Caller): Promise<string> {
	return readConnectorKey(await caller.getCredentials(CREDENTIAL));
}

/** Whether an instance is one of this connector: the platform lists those of all connectors of the tenant. */
export function belongsTo(connectorKey: string, { element }: IDataObject): boolean {
	return isRow(element) && element.key === connectorKey;
}

function readConnectorKey({ connectorKey }: ICredentialDataDecryptedObject): string {
	return textOf(connectorKey) || DEFAULT_CONNECTOR_KEY;
}

/**
 * Reads a `sendosoOpenConnectorsApi` credential into a connection, before any secret leaves.
 *
 * @param needsInstance whether a credential without the token of an instance is refused
 * @returns the connection, or a sentence that says what to change in the credential
 */
export async function openConnection(caller: Caller, needsInstance: boolean): Promise<Connection | { problem: string }> {
	const credential = await caller.getCredentials(CREDENTIAL);
	const opened = readTenant(caller, credential);
	if (!('problem' in opened)) openedWith(opened, credential);
	const isWanting = needsInstance && textOf(credential.elementToken) === '';
	return isWanting && !('problem' in opened) ? { problem: NO_INSTANCE } : opened;
}

function readTenant(caller: Caller, credential: ICredentialDataDecryptedObject): Connection | { problem: string } {
	const host = readTenantHost(credential);
	if ('problem' in host) return host;
	for (const [name, label] of [['userSecret', 'User Secret'], ['organizationSecret', 'Organization Secret']] as const) {
		if (textOf(credential[name]) === '') return { problem: `'${label}' is empty in the credential. SAP Open Connectors shows it with your user` };
	}
	// It becomes part of an address, where dots lead elsewhere.
	if (/^\.+$/.test(readConnectorKey(credential))) return { problem: "'Connector Key' is not the key of a connector" };
	const pace = readRequestsPerSecond(credential.requestsPerSecond, DEFAULT_REQUESTS_PER_SECOND);
	if (typeof pace === 'object') return pace;
	// The header is made of secrets without any blank.
	const values = SECRETS.map((name) => textOf(credential[name]).replace(/\s/g, ''));
	const [userSecret = '', organizationSecret = '', token = ''] = values;
	// Each instance has a pace and a list of sends of its own, whoever uses it; a fingerprint tells them apart and no secret.
	const instance = fingerprint(token || `${userSecret} ${organizationSecret}`, 16);
	const key = `${host.origin} ${instance}`;
	const credentialId = caller.getNode().credentials?.[CREDENTIAL]?.id ?? '';
	const secrets = secretsOf(`${key} ${credentialId}`);
	secrets.learn([...values, ...SECRETS.map((name) => textOf(credential[name]))], { visible: textOf(credential.oauthApiKey), chosen: textOf(credential.eventSignatureKey) });
	return {
		credentialType: CREDENTIAL,
		...host,
		basePath: API_PATH,
		...accountFor(key, credentialId, pace),
		sendsKey: key,
		interpret: (answer, safety) => meaningOfSend(interpretConnectorAnswer(answer, safety), answer, safety),
		secrets,
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
