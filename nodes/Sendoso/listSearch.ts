import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { toNamed, toScimUser, toTouch, toVariants } from '../shared/listSearch/entries';
import { type SearchableList, type SearchCaller, searchList, type SearchPage } from '../shared/listSearch/searchList';
import { LARGEST_PAGE } from '../shared/transport/pages';
import { answerOf } from '../shared/transport/requestWithRetry';
import { GROUPS, type NumberedList, PRODUCTS, SCIM_USERS, TOUCHES } from './lists/listShapes';
import { readPageBody } from './lists/pageBody';
import { readProductPage } from './lists/productPages';
import { readScimPage, scimQuery } from './lists/scimPages';
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

/** Reads products by cursor, and has Sendoso look for what was typed. */
const openProducts =
	({ ask, failed }: SearchCaller, typed: string) =>
	async (token: string | undefined): Promise<SearchPage> => {
		const qs = { ...(typed === '' ? {} : { text_search: typed }), ...(token === undefined ? {} : { after: token }) };
		const outcome = await ask({ method: 'GET', path: PRODUCTS.path, qs });
		const page = readProductPage(answerOf(outcome)?.body);
		if (page === undefined) throw failed(outcome);
		const isLast = page.rows.length === 0 || page.next === token;
		return { rows: page.rows, next: isLast ? undefined : page.next };
	};

/** Reads users of SCIM by their place in the list. */
const openScimUsers =
	({ ask, failed }: SearchCaller) =>
	async (token: string | undefined): Promise<SearchPage> => {
		const outcome = await ask({ method: 'GET', path: SCIM_USERS.path, qs: scimQuery(token) });
		const page = readScimPage(answerOf(outcome)?.body, token);
		if (page === undefined) throw failed(outcome);
		const { rows, next, total } = page;
		return { rows, next: total !== undefined && Number(next) > total ? undefined : next };
	};

/** Lists of the resource locators, under the names that their fields use. */
export const listSearch = {
	searchTouches: search('touch.getAll', TOUCHES, toTouch),
	searchGroups: search('group.getAll', GROUPS, toNamed),
	searchVariants: searchList(sendosoService, { name: 'product.getAll', enough: 20, showsEachPage: true, isSearched: true, open: openProducts, toEntry: toVariants }),
	searchScimUsers: searchList(sendosoService, { name: 'scimUser.getAll', enough: 20, showsEachPage: true, open: openScimUsers, toEntry: toScimUser }),
};
