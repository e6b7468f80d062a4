import type { INodeParameters } from 'n8n-workflow';
import { storedCredential } from '../../test/support/engine';
import { type Cost, costOf } from '../harness/cost';
import { feeder, runRow } from './engine';
import { expectEnds, itemsOf, type ItemsTask } from './items';

let runs = 0;

/** Our node: Get of a campaign, or Create eGift for addresses that are none. */
export async function measure(task: ItemsTask): Promise<Cost> {
	const { accounts, kind } = task;
	// A client of its own each time, so that no run waits for the pace of the one before.
	const credential = storedCredential(accounts.url, accounts.token, { clientId: `client ${++runs}`, requestsPerSecond: 100 });
	const touchId = { __rl: true, mode: 'id', value: kind === 'read' ? '={{ $json.id }}' : String(accounts.touchId) };
	const parameters: INodeParameters = kind === 'read' ? { resource: 'touch', operation: 'get', touchId } : { resource: 'send', operation: 'createEgift', touchId, recipientEmail: '={{ $json.email }}' };
	const row = [feeder(itemsOf(task)), { type: 'n8n-nodes-sendoso.sendoso', parameters, settings: { onError: 'continueRegularOutput' as const } }];
	const { cost, result } = await costOf(async () => await runRow(credential, row));
	expectEnds(result, task);
	return cost;
}
