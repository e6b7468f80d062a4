import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../shared/execution/itemContext';
import { UnusableList } from '../../shared/spending/listedSend';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { isRow, textOf } from '../../shared/values/json';
import { connectorPageReader } from './pageReader';
import { timestampOf } from './timestamps';
import { readWholeList } from './wholeList';

/** Rows as the connector gave them, by the form in which they are compared. */
const originals = new WeakMap<IDataObject, IDataObject>();

/** A listed send as its API gave it. */
export function asListed(send: IDataObject): IDataObject {
	return originals.get(send) ?? send;
}

/**
 * Reads the connector's list of sent gifts as a whole, in the form in which Sendoso's own API lists sends. The names of
 * its members are not published, so those of both APIs are looked for.
 *
 * @throws {@link UnusableList} when a row tells no address or no campaign, or the list can't be read to its end: then
 * nothing can be said of a gift (interface 3.3)
 */
export async function sentGifts(item: ItemContext): Promise<IDataObject[]> {
	const reader = connectorPageReader(item, { method: 'GET', path: '/sent-gifts', settings: item.request.settings }, 'send');
	return (await readWholeList(reader, LARGEST_PAGE)).map(comparable);
}

function comparable(row: IDataObject): IDataObject {
	const touch = isRow(row.touch) ? row.touch.id : row.touch_id;
	const recipient = isRow(row.recipient) ? row.recipient.email : undefined;
	const email = [recipient, row.email, row.recipient_email].map(textOf).find((address) => address !== '');
	if (email === undefined || textOf(touch) === '') {
		throw new UnusableList("The connector's list of sent gifts does not say which address or campaign a gift belongs to");
	}
	// A row whose date is doubtful is one without a date: it counts, however long ago it may have been.
	const created_at = Number.isNaN(timestampOf(row.created_at)) ? undefined : row.created_at;
	const send = { ...row, created_at, touch: { id: touch ?? null }, recipient: { email }, send_gid: row.send_gid ?? row.tracking_code ?? row.id ?? '' };
	originals.set(send, row);
	return send;
}
