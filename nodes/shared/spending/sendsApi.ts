import type { ItemContext } from '../execution/itemContext';
import type { Delivery } from '../operations/operation';
import type { ListedSend } from './listedSend';

/** How one API tells what was sent. Everything that spends gets it from its wing. */
export interface SendsApi {
	/**
	 * Reads the sends since a moment, newest first where the order is known.
	 *
	 * @param since milliseconds since the epoch by the server's clock; asked anew with each answer, because the first ones
	 *     tell that clock
	 * @param mostRows most sends to look through when the list comes in no order; none when it is absent
	 * @throws UnusableList when nothing can be said of a gift by this list; what reading a page throws
	 */
	listSince(item: ItemContext, since: () => number, mostRows?: number): Promise<ListedSend[]>;
	/** Whether a campaign always tells the amounts that it allows. */
	tellsPrices: boolean;
	/** Path of a campaign. */
	campaignPath(touchId: string): string;
	/** Label of the operation that sends from campaigns of a delivery type. */
	operationFor(delivery: Delivery): string;
}
