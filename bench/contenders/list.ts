import type { PreparedAccounts } from '../standIn/prepared';

/** Which list is read, and how. */
export interface ListTask {
	accounts: PreparedAccounts;
	/** The list of sends of Sendoso, or the list of campaigns over SAP Open Connectors. */
	connection: 'direct' | 'connector';
	/** How many records the list holds. */
	count: number;
	/** The pace to keep to; undefined for a contender that keeps none. */
	requestsPerSecond?: number;
}

/** Records on a page: the most that both APIs give. */
export const PAGE = 100;

/** Fails when not every record came once. */
export function expectAll(rows: Array<Record<string, unknown>>, { connection, count }: ListTask) {
	const ids = new Set(rows.map((row) => (connection === 'direct' ? row.send_gid : row.id)));
	if (rows.length !== count || ids.size !== count) throw new Error(`${rows.length} records came, ${ids.size} of them different, in the place of ${count}`);
}
