import { type ItemContext, read } from '../../shared/execution/itemContext';
import { unreadable } from '../../shared/execution/listResults';
import type { ReadPage } from '../../shared/transport/pages';
import { type ListShape, readPageBody } from './pageBody';

/** Reads the pages of a list for an item. */
export function pageReader(item: ItemContext, list: ListShape): ReadPage {
	return async (page, pageSize, isNeeded) => {
		const request = { ...item.request, method: 'GET' as const, qs: { ...item.request.qs, page, per_page: pageSize } };
		const result = readPageBody(await read(item, request, isNeeded), list, pageSize);
		if (result === undefined) throw unreadable(item);
		return result;
	};
}
