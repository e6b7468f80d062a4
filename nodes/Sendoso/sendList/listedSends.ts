import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../shared/execution/itemContext';
import { type ListedSend, UnusableList } from '../../shared/spending/listedSend';
import type { SendListing, SendsApi } from '../../shared/spending/sendsApi';
import { EndlessList } from '../../shared/transport/pages';
import { cleanEmail } from '../../shared/values/emails';
import { member, textOf } from '../../shared/values/json';
import { TOUCHES } from '../lists/listShapes';
import { type ListEnd, readLaterSends } from './laterSends';
import { NewestFirstReader } from './newestFirst';
import { sendId } from './sendId';
import { sendPages } from './sendPages';

/** Reads the list of sends as far back as a moment; in no order, as far as it may be looked through. */
async function listSince(item: ItemContext, since: () => number, mostRows = Infinity): Promise<SendListing> {
	const reader = new NewestFirstReader(sendPages(item));
	// In no order all of it would be read at once, which is known to be too much as soon as its size is told.
	const [read] = await Promise.allSettled([reader.readUntil(() => reader.horizon < since() || reader.unorderedLength > mostRows)]);
	if (read.status === 'rejected') throw read.reason instanceof EndlessList ? new UnusableList(`Sendoso's list of sends ${read.reason.message}`) : read.reason;
	if (reader.unorderedLength > mostRows) {
		throw new UnusableList(`Sendoso's list of sends comes in no order and holds more than ${mostRows.toLocaleString('en-US')} sends`);
	}
	const { end } = reader;
	return { sends: reader.rows.map(toListedSend), ...(end === undefined ? {} : { readNewest: newestReader(end) }) };
}

/** Reads the newest end of the list, each time from where it was the last time. */
function newestReader(begin: ListEnd): NonNullable<SendListing['readNewest']> {
	let end: ListEnd | undefined = begin;
	return async (item, since) => {
		const later = end && (await readLaterSends(sendPages(item), end, since));
		end = later?.end;
		return later?.rows.map(toListedSend);
	};
}

function toListedSend(row: IDataObject): ListedSend {
	return {
		id: sendId(row),
		touchId: campaignIn(row),
		touchName: textOf(member(row.touch, 'name')),
		email: addressIn(row),
		status: textOf(row.status),
		createdAt: typeof row.created_at === 'string' ? row.created_at : '',
		row,
	};
}

/** The campaign of a row; empty where it has none, however that is told. */
function campaignIn({ touch }: IDataObject): string {
	const id = textOf(member(touch, 'id'));
	return /^(?:0+|-\d+|null|undefined)$/.test(id) ? '' : id;
}

/** The address of a row, without what a server may write around it. */
function addressIn({ recipient }: IDataObject): string {
	const text = textOf(member(recipient, 'email'));
	return cleanEmail(text.endsWith('>') ? text.slice(text.lastIndexOf('<') + 1, -1) : text);
}

/** Sendoso's own list of sends. */
export const listedSends: SendsApi = {
	listSince,
	tellsPrices: true,
	campaignPath: (touchId) => `${TOUCHES.path}/${encodeURIComponent(touchId)}`,
	operationFor: (delivery) => (delivery === 'email' ? 'Create eGift' : 'Create Physical'),
};
