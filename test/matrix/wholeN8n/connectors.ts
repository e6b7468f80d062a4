import { type Checks, expectSame } from '../../../scripts/demo/checks';
import type { CredentialReference } from '../../../scripts/demo/n8nClient';
import { tenantCredential } from '../../../scripts/demo/standIn';
import type { Stage } from '../../realN8n/stage';
import { run } from './sends';
import { byHand, nodeOf } from './workflows';

const TYPE = 'sendosoOpenConnectorsApi';

/** A credential of SAP Open Connectors with the token of an instance. */
export async function connectTenant({ client, sandbox, n8n }: Stage): Promise<CredentialReference> {
	const { token } = sandbox.control.openConnectors.createInstance('Matrix');
	return await client.createCredential('Tenant', TYPE, tenantCredential(sandbox, n8n.url, token));
}

/** Reads records over SAP Open Connectors. */
export async function checkConnectors(stage: Stage, checks: Checks, tenant: CredentialReference): Promise<void> {
	await checks.run('a read over SAP Open Connectors gives the records of the stand-in server', async () => {
		const node = nodeOf('sendosoOpenConnectors', { resource: 'group', operation: 'getAll', returnAll: true }, { [TYPE]: tenant });
		const { items, error } = await run(stage, byHand('Groups', [{}], node));
		expectSame('error', error, undefined);
		expectSame('groups', items.map(({ id }) => Number(id)).sort(), stage.sandbox.control.groups.list().filter(({ active }) => active).map(({ id }) => Number(id)).sort());
		expectSame('there are some', items.length > 0, true);
	});
}
