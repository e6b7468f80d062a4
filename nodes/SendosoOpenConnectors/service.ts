import type { Service } from '../shared/service/service';
import { openConnection } from './connection';
import { wording } from './wording';

/** Sendoso through its connector in SAP Open Connectors. Calls about instances are made without one. */
export const openConnectorsService: Service = {
	open: async (caller, purpose) => await openConnection(caller, purpose?.kind.startsWith('instance') !== true),
	wording,
};
