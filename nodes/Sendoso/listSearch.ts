import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { toNamed, toTouch } from '../shared/listSearch/entries';
import { type SearchableList, type SearchCaller, searchList, type SearchPage } from '../shared/listSearch/searchList';
import { LARGEST_PAGE } from '../shared/transport/pages';
import { answerOf } from '../shared/transport/requestWithRetry';
import { GROUPS, type NumberedList, TOUCHES } from './lists/listShapes';
import { readPageBody } from './lists/pageBody';
import { sendosoService } from './service';

/** Reads numbered pages; the token is the number of the next one. */
const openNumbered =
	(list: NumberedList) =>
	({ ask, failed }: SearchCaller) =>
	async (token: string | undefined): Promise<SearchPage> => {
		const page = Number(token ?? 1);
		const outcome = await ask({ method: 'GET', path: list.path, qs: { page, per_page: LARGEST_PAGE } });
		const read = readPageBody(answerOf(outcome)?.body, list, LARGEST_PAGE);
		if (read === undefined) throw failed(outcome);
		const { rows, total, pageSize } = read;
		const isLast = rows.length === 0 || (total === undefined ? rows.length < pageSize : page * pageSize >= total);
		return { rows, next: isLast ? undefined : String(page + 1) };
	};

const search = (name: string, list: NumberedList, toEntry: (row: IDataObject) => INodeListSearchItems) => {
	const searchable: SearchableList = { name, enough: 20, showsEachPage: true, open: openNumbered(list), toEntry };
	return searchList(sendosoService, searchable);
};

/** Lists of the resource locators, under the names that their fields use. */
export const listSearch = {
	searchTouches: search('touch.getAll', TOUCHES, toTouch),
	searchGroups: search('group.getAll', GROUPS, toNamed),
};
