import type { ItemContext } from '../execution/itemContext';
import type { Delivery } from '../operations/operation';
import type { ListedSend } from './listedSend';

/** Sends that an API listed. */
export interface SendListing {
	/** Newest first where the order is known. */
	sends: ListedSend[];
	/**
	 * Reads what came at the newest end since a moment, and the whole page around it; absent where that end is unknown.
	 *
	 * @param since milliseconds since the epoch by the server's clock
	 * @returns undefined when the list no longer comes in the order that it had
	 * @throws what reading a page throws
	 */
	readNewest?(item: ItemContext, since: () => number): Promise<ListedSend[] | undefined>;
}

/** How one API tells what was sent. Everything that spends gets it from its wing. */
export interface SendsApi {
	/**
	 * Reads the sends since a moment.
	 *
	 * @param since milliseconds since the epoch by the server's clock; asked anew with each answer, because the first ones
	 *     tell that clock
	 * @param mostRows most sends to look through when the list comes in no order; none when it is absent
	 * @throws UnusableList when nothing can be said of a gift by this list; what reading a page throws
	 */
	listSince(item: ItemContext, since: () => number, mostRows?: number): Promise<SendListing>;
	/** Whether a campaign always tells the amounts that it allows. */
	tellsPrices: boolean;
	/** Path of a campaign. */
	campaignPath(touchId: string): string;
	/** Label of the operation that sends from campaigns of a delivery type. */
	operationFor(delivery: Delivery): string;
}
