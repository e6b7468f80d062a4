import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../shared/execution/itemContext';
import { type ListedSend, UnusableList } from '../../shared/spending/listedSend';
import type { SendListing, SendsApi } from '../../shared/spending/sendsApi';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { timestampOf } from '../../shared/values/instants';
import { isRow, textOf } from '../../shared/values/json';
import { readWholeList } from './listReader';
import { connectorPageReader } from './pageReader';

/**
 * Reads the connector's list of sent gifts as a whole. The names of its members are not published, so those of both APIs
 * are looked for.
 *
 * @throws UnusableList when a row tells no address or no campaign, or the list can't be read to its end: then nothing can
 * be said of a gift (interface 3.3)
 */
async function listSince(item: ItemContext): Promise<SendListing> {
	const reader = connectorPageReader(item, { method: 'GET', path: '/sent-gifts', settings: item.request.settings }, { singular: 'send' });
	// It comes in no order that is known, so that nobody can say where its newest end is.
	return { sends: (await readWholeList(reader, LARGEST_PAGE)).map(toListedSend) };
}

function toListedSend(row: IDataObject): ListedSend {
	const touchId = textOf(isRow(row.touch) ? row.touch.id : row.touch_id);
	const recipient = isRow(row.recipient) ? row.recipient.email : undefined;
	const email = [recipient, row.email, row.recipient_email].map(textOf).find((address) => address !== '');
	if (email === undefined || touchId === '') {
		throw new UnusableList("The connector's list of sent gifts does not say which address or campaign a gift belongs to");
	}
	return {
		id: String(row.send_gid ?? row.tracking_code ?? row.id ?? ''),
		touchId,
		touchName: textOf(isRow(row.touch) ? row.touch.name : row.touch_name),
		email,
		status: textOf(row.status),
		// A row whose date is doubtful is one without a date: it counts, however long ago it may have been.
		createdAt: Number.isNaN(timestampOf(row.created_at)) ? '' : textOf(row.created_at),
		row,
	};
}

/** The connector's list of sent gifts. */
export const sentGifts: SendsApi = {
	listSince,
	// Members that are null are left out of its answers (fact 35).
	tellsPrices: false,
	campaignPath: (touchId) => `/touches/${encodeURIComponent(touchId)}`,
	operationFor: () => 'Create',
};
