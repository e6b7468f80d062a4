import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { credentialIdOf, type ItemContext, itemError, readMemoryOf, toItem } from '../../shared/execution/itemContext';
import { limitOf, listedItems, orUnlisted, tooMany } from '../../shared/execution/listResults';
import { runIndexOf } from '../../shared/execution/nodeRun';
import { MOST_ROWS } from '../../shared/transport/pages';
import { newestFirst } from '../../shared/values/instants';
import { textOf } from '../../shared/values/json';
import { collectRows } from '../lists/collectRows';
import { NewestFirstReader } from '../sendList/newestFirst';
import { sendId } from '../sendList/sendId';
import { readSendFilter } from '../sendList/sendFilters';
import { sendPages } from '../sendList/sendPages';
import { simplifySend } from '../sendList/simplifySend';

/** Reads the list of sends, newest first, and only as far back as the limit and the filters need. */
export async function readSends(item: ItemContext): Promise<INodeExecutionData[]> {
	const { parameters, run } = item;
	const filter = readSendFilter(parameters, run.facts);
	const limit = limitOf(item);
	const readPage = sendPages(item);
	let sends: IDataObject[];
	if (limit === undefined && filter.createdAfter === -Infinity) {
		const all = await orUnlisted(item, async () =>
			await collectRows(readPage, { nameOf: sendId, accept: filter.isEmpty ? undefined : filter.accept }),
		);
		sends = newestFirst(all);
	} else {
		const reader = new NewestFirstReader(readPage);
		const isEnough = () =>
			reader.horizon < filter.createdAfter ||
			(limit !== undefined && reader.rowsDownTo(reader.horizon).filter(filter.accept).length >= limit);
		// Without filters the number of pages is known; with them it is felt out.
		const pagesAtOnce = limit !== undefined && filter.isEmpty ? (read: number) => Math.ceil(limit / 100) - read : undefined;
		await orUnlisted(item, async () => await reader.readUntil(isEnough, pagesAtOnce));
		sends = reader.rows.filter(filter.accept).slice(0, limit ?? Infinity);
		if (sends.length > MOST_ROWS) throw tooMany(item);
	}
	return listedItems(item, parameters.simplify === false ? sends : sends.map(simplifySend));
}

/**
 * Looks for one send in the list. All items of a run share one walk, and its retries go on with it; one that can't be ended
 * is begun anew by the next try. To an agent each call is new.
 */
export async function readSendByGid(item: ItemContext): Promise<INodeExecutionData[]> {
	const { caller, connection, parameters, itemIndex } = item;
	const sendGid = textOf(parameters.sendGid);
	const { id, name } = caller.getNode();
	const memory = readMemoryOf(item);
	const key = `sends newest first ${connection.account.key} ${credentialIdOf(item)} ${id} ${name} ${runIndexOf(caller)}`;
	const known = memory.get(key);
	const reader = known instanceof NewestFirstReader ? known : new NewestFirstReader(sendPages(item));
	memory.set(key, reader);
	const isFound = (current: NewestFirstReader) => current.get(sendGid) !== undefined;
	await orUnlisted(item, async () => await reader.readUntil(isFound, undefined, sendPages(item))).finally(() => {
		if (reader.isEndless && memory.get(key) === reader) memory.delete(key);
	});
	const send = reader.get(sendGid);
	if (send) return [toItem(send, itemIndex)];
	throw itemError(item, {
		message: `Sendoso lists no send with this GID; ${reader.size} sends were searched`,
		description: "Check 'Send GID'. It is the send_gid of a listed send, not its tracking code.",
		status: 404,
	});
}
