import { atMostOnce } from '../../shared/execution/attempts/atMostOnce';
import type { Handlers } from '../../shared/execution/nodeService';
import { createSend } from '../../shared/spending/createSend';
import { lookForSend } from '../../shared/spending/lookForSend';
import { sendToAddresses } from '../../shared/spending/sendToAddresses';
import type { ConnectorAnswer } from '../answerShapes';
import { sentGifts } from '../lists/sentGifts';
import { bulkGifts } from './bulkGifts';
import { readBulkErrors, readBulkResult, readBulkState } from './bulkJobs';
import { createInstance, readInstance, readInstances, readOAuthUrl, writeInstance } from './instances';
import { readConnectorList, readConnectorRecord } from './records';
import { spendOnce } from './spendOnce';
import { writeRecord } from './writeRecord';

/** How each answer shape of SAP Open Connectors is asked for and read. */
export const handlers: Handlers<ConnectorAnswer> = {
	connectorList: readConnectorList,
	connectorRecord: readConnectorRecord,
	connectorWrite: async (item, shape) => await atMostOnce(item, { attempt: async (context) => await writeRecord(context, shape) }),
	send: async (item) =>
		await atMostOnce(item, {
			attempt: async (context) => await createSend(context, sentGifts),
			lookFor: async (context, unknown) => await lookForSend(context, sentGifts, unknown),
		}),
	bulkGifts: async (item) => await atMostOnce(item, { attempt: async (context) => await sendToAddresses(context, sentGifts, bulkGifts) }),
	spendOnce: async (item) => await atMostOnce(item, { attempt: spendOnce }),
	instanceOAuthUrl: readOAuthUrl,
	instanceList: readInstances,
	instanceRecord: readInstance,
	instanceWrite: async (item, shape) => await atMostOnce(item, { attempt: async (context) => await writeInstance(context, shape) }),
	instanceCreate: async (item) => await atMostOnce(item, { attempt: createInstance }),
	bulkErrors: readBulkErrors,
	bulkState: readBulkState,
	bulkResult: readBulkResult,
};
