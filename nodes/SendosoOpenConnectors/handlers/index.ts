import type { INodeExecutionData } from 'n8n-workflow';
import { atMostOnce } from '../../shared/execution/atMostOnce';
import type { ItemContext } from '../../shared/execution/itemContext';
import { sendToAddresses } from '../../shared/spending/sendToAddresses';
import type { ConnectorAnswer } from '../answerShapes';
import { createBulkJob, readBulkResult, readBulkState } from './bulkJobs';
import { createInstance, readInstance, readInstances, readOAuthUrl, writeInstance } from './instances';
import { readConnectorList, readConnectorRecord } from './records';
import { spendOnce } from './spendOnce';
import { writeRecord } from './writeRecord';

/** Chooses how to carry out an operation over SAP Open Connectors by what its data says. */
export async function carryOutOverConnector(item: ItemContext, answer: ConnectorAnswer): Promise<INodeExecutionData[]> {
	switch (answer.kind) {
		case 'connectorList':
			return await readConnectorList(item, answer);
		case 'connectorRecord':
			return await readConnectorRecord(item, answer);
		case 'connectorWrite':
			return await atMostOnce(item, async (context) => await writeRecord(context, answer));
		case 'bulkGifts':
			return await atMostOnce(item, sendToAddresses);
		case 'spendOnce':
			return await atMostOnce(item, spendOnce);
		case 'instanceOAuthUrl':
			return await readOAuthUrl(item);
		case 'instanceList':
			return await readInstances(item);
		case 'instanceRecord':
			return await readInstance(item);
		case 'instanceWrite':
			return await atMostOnce(item, writeInstance);
		case 'instanceCreate':
			return await atMostOnce(item, createInstance);
		case 'bulkState':
			return await readBulkState(item);
		case 'bulkCreate':
			return await atMostOnce(item, createBulkJob);
		case 'bulkResult':
			return await readBulkResult(item);
	}
}
