import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import type { ItemContext } from '../run/itemContext';
import { isRow } from '../transport/readList';
import { collectConnectorRows } from './pages';
import { connectorPageReader } from './readers';

/** Rows as the connector gave them, by the form in which they are compared. */
const originals = new WeakMap<IDataObject, IDataObject>();

/** A listed send as its API gave it. */
export function asListed(send: IDataObject): IDataObject {
	return originals.get(send) ?? send;
}

/** The list can't serve to compare sends. */
class UnreadableList extends Error {}

/**
 * Reads the connector's list of sent gifts as a whole, in the form in which Sendoso's own API lists sends. The names of
 * its members are not published, so those of both APIs are looked for.
 *
 * @throws when a row tells no address or no campaign: then nothing can be said of a gift (interface 3.3)
 */
export async function sentGifts(item: ItemContext): Promise<IDataObject[]> {
	const reader = connectorPageReader(item, { method: 'GET', path: '/sent-gifts', settings: item.request.settings }, 'send');
	const rows = await collectConnectorRows(reader, { pageSize: 100 });
	return rows.map(comparable);
}

function comparable(row: IDataObject): IDataObject {
	const touch = isRow(row.touch) ? row.touch.id : row.touch_id;
	const recipient = isRow(row.recipient) ? row.recipient.email : undefined;
	const email = [recipient, row.email, row.recipient_email].map(textOf).find((address) => address !== '');
	if (email === undefined || textOf(touch) === '') {
		throw new UnreadableList("the connector's list of sent gifts does not say which address or campaign a gift belongs to");
	}
	const send = { ...row, touch: { id: touch ?? null }, recipient: { email }, send_gid: row.send_gid ?? row.tracking_code ?? row.id ?? '' };
	originals.set(send, row);
	return send;
}
