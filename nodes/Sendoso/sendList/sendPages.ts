import type { ItemContext } from '../../shared/execution/itemContext';
import type { ReadPage } from '../../shared/transport/pages';
import type { ListShape } from '../lists/pageBody';
import { pageReader } from '../lists/pageReader';

/** Sendoso's list of sends (fact 22). */
const SEND_LIST: ListShape = { rows: 'sends', total: 'total_count' };

/** Reads the pages of Sendoso's list of sends for an item of any operation. */
export function sendPages(item: ItemContext): ReadPage {
	const { settings } = item.request;
	return pageReader({ ...item, request: { method: 'GET', path: '/api/v3/send', settings } }, SEND_LIST);
}
