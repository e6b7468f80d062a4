import type { ItemContext } from '../../shared/execution/itemContext';
import type { ReadPage } from '../../shared/transport/pages';
import { SENDS } from '../lists/listShapes';
import { pageReader } from '../lists/pageReader';

/** Reads the pages of Sendoso's list of sends for an item of any operation. */
export function sendPages(item: ItemContext): ReadPage {
	const { settings } = item.request;
	return pageReader({ ...item, request: { method: 'GET', path: SENDS.path, settings } }, SENDS);
}
