import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import type { ListTask } from './list';

/** The credential that a list is read with. */
export function credentialFor({ accounts, connection, requestsPerSecond }: ListTask): StoredCredential {
	const pace: ICredentialDataDecryptedObject = requestsPerSecond === undefined ? {} : { requestsPerSecond };
	if (connection === 'direct') return storedCredential(accounts.url, accounts.token, pace);
	return storedTenant(accounts.openConnectorsUrl, { ...accounts.tenant, ...pace });
}
