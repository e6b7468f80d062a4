import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../shared/execution/itemContext';
import { type ListedSend, UnusableList } from '../../shared/spending/listedSend';
import type { SendListing, SendsApi } from '../../shared/spending/sendsApi';
import { member, textOf } from '../../shared/values/json';
import { TOUCHES } from '../lists/listShapes';
import { NewestFirstReader } from './newestFirst';
import { sendId } from './sendId';
import { sendPages } from './sendPages';

/** Reads the list of sends as far back as a moment; in no order, as far as it may be looked through. */
async function listSince(item: ItemContext, since: () => number, mostRows = Infinity): Promise<SendListing> {
	const reader = new NewestFirstReader(sendPages(item));
	// In no order all of it would be read at once, which is known to be too much as soon as its size is told.
	await reader.readUntil(() => reader.horizon < since() || reader.size > mostRows || (!reader.isOrdered && reader.toldSize > mostRows));
	if (reader.horizon >= since()) {
		throw new UnusableList(`Sendoso's list of sends comes in no order and holds more than ${mostRows.toLocaleString('en-US')} sends`);
	}
	return { sends: reader.rows.map(toListedSend), ...(reader.isOrdered ? { readNewest: async (later, from) => await readNewest(reader, later, from) } : {}) };
}

async function readNewest(before: NewestFirstReader, item: ItemContext, since: () => number): Promise<ListedSend[] | undefined> {
	const reader = before.again(sendPages(item));
	await reader.readUntil(() => !reader.isOrdered || reader.horizon < since());
	return reader.isOrdered ? reader.rows.map(toListedSend) : undefined;
}

function toListedSend(row: IDataObject): ListedSend {
	return {
		id: sendId(row),
		touchId: textOf(member(row.touch, 'id')),
		touchName: textOf(member(row.touch, 'name')),
		email: textOf(member(row.recipient, 'email')),
		status: textOf(row.status),
		createdAt: typeof row.created_at === 'string' ? row.created_at : '',
		row,
	};
}

/** Sendoso's own list of sends. */
export const listedSends: SendsApi = {
	listSince,
	tellsPrices: true,
	campaignPath: (touchId) => `${TOUCHES.path}/${encodeURIComponent(touchId)}`,
	operationFor: (delivery) => (delivery === 'email' ? 'Create eGift' : 'Create Physical'),
};
