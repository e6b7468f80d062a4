import type { ConnectorResource } from '../../answerShapes';
import { getAll } from './getAll';
import { getErrors } from './getErrors';
import { getResult } from './getResult';
import { getStatus } from './getStatus';

/** Jobs of the bulk service, which only read. SAP's page calls it not supported, and names its list all the same (fact 64). */
export const bulkJob: ConnectorResource = {
	option: { name: 'Bulk Job', value: 'bulkJob', description: 'A job that reads an object as a whole, where the connector supports it' },
	operations: [getErrors, getAll, getResult, getStatus],
};
