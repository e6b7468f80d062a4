import { type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import type { ListTask } from './list';

/** The credential that a list is read with. */
export function credentialFor({ accounts, connection, requestsPerSecond }: ListTask): StoredCredential {
	if (connection === 'direct') return storedCredential(accounts.url, accounts.token, { requestsPerSecond });
	return storedTenant(accounts.openConnectorsUrl, { ...accounts.tenant, requestsPerSecond });
}
