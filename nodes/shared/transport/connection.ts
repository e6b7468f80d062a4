import type { Account } from './account';
import type { TokenRenewal } from './tokenRenewal';

/** Where calls go, and what they share with others. Holds no secret. */
export interface Connection {
	/** Sendoso's own API, or its connector in SAP Open Connectors. */
	kind: 'direct' | 'openConnectors';
	credentialType: string;
	/** Scheme and host, without a final slash. */
	origin: string;
	hostname: string;
	/** What stands before every path: empty, or the fixed path of SAP Open Connectors. */
	basePath: string;
	account: Account;
	/** Renews the token of the credential; absent where tokens never change. */
	tokens?: TokenRenewal;
	/** Whether the credential names an instance of the connector; of no meaning on a direct connection. */
	hasInstance: boolean;
	/** Key of the Sendoso connector in the catalogue of SAP Open Connectors. */
	connectorKey?: string;
	/** Takes the secrets of the credential, but for the shown one, out of a text that a server wrote. */
	redact?: (text: string, shown?: string) => string;
}
