import { type Cost, costOf } from '../harness/cost';
import { credentialFor } from './credential';
import { feeder, runRow } from './engine';
import { expectAll, type ListTask } from './list';

/** Our node, with Return All. */
export async function measure(task: ListTask): Promise<Cost> {
	const credential = credentialFor(task);
	const isDirect = task.connection === 'direct';
	const type = isDirect ? 'n8n-nodes-sendoso.sendoso' : 'n8n-nodes-sendoso.sendosoOpenConnectors';
	const parameters = { resource: isDirect ? 'send' : 'touch', operation: 'getAll', returnAll: true, simplify: false };
	const { cost, result } = await costOf(async () => await runRow(credential, [feeder(), { type, parameters }]));
	expectAll(result.map(({ json }) => json), task);
	return cost;
}
