import { storedCredential } from '../../test/support/engine';
import { type Cost, costOf } from '../harness/cost';
import { HTTP_REQUEST, HTTP_REQUEST_VERSION, registerBaseNodes } from './baseNodes';
import { feeder, runRow } from './engine';
import { expectEnds, itemsOf, type ItemsTask } from './items';

registerBaseNodes();

/** Requests that HTTP Request makes at a time, and its pause between two batches in milliseconds: as many as our pace lets through. */
const BATCH = { batchSize: 20, batchInterval: 200 };

/** n8n's HTTP Request with its own batching: a campaign by its ID, or addresses that are none, which it refuses itself. */
export async function measure(task: ItemsTask): Promise<Cost> {
	const { accounts, kind } = task;
	const credential = storedCredential(accounts.url, accounts.token);
	const parameters = {
		method: 'GET',
		url: kind === 'read' ? `=${accounts.url}/api/v3/touches/{{ $json.id }}` : '={{ $json.url }}',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'sendosoOAuth2Api',
		options: kind === 'read' ? { batching: { batch: BATCH } } : {},
	};
	const row = [feeder(itemsOf(task)), { type: HTTP_REQUEST, typeVersion: HTTP_REQUEST_VERSION, parameters, settings: { onError: 'continueRegularOutput' as const } }];
	const { cost, result } = await costOf(async () => await runRow(credential, row));
	expectEnds(result, task);
	return cost;
}
