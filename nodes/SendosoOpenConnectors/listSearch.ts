import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { toNamed, toPerson, toTouch } from '../shared/listSearch/entries';
import { type SearchableList, type SearchCaller, searchList, type SearchPage } from '../shared/listSearch/searchList';
import { statusOf } from '../shared/transport/answer';
import { LARGEST_PAGE } from '../shared/transport/pages';
import { answerOf } from '../shared/transport/requestWithRetry';
import { textOf } from '../shared/values/json';
import { belongsTo, connectorKeyOf } from './connection';
import { type Cursor, CursorReader, pageQuery } from './lists/cursorPages';
import { readConnectorPage } from './lists/pageBody';
import { GROUP, type Kind, TEMPLATE, TOUCH, TOUCH_STYLE, USER } from './operations/kinds';
import { openConnectorsService } from './service';

/** Reads a list page by page; the token is the place of the next page. */
const openPaged =
	({ path, singular }: Kind) =>
	({ ask, failed }: SearchCaller) => {
		let reader: CursorReader | undefined;
		return async (token: string | undefined): Promise<SearchPage> => {
			// One reader for all pages of a search: it notices a list that goes in circles.
			reader ??= new CursorReader(token === undefined ? undefined : (JSON.parse(token) as Cursor));
			const outcome = await ask({ method: 'GET', path, qs: pageQuery(reader.cursor, LARGEST_PAGE) });
			const answer = answerOf(outcome);
			const page = answer && readConnectorPage(answer, singular);
			if (page === undefined) throw failed(outcome);
			const rows = reader.take(page, LARGEST_PAGE);
			return { rows, next: reader.cursor && JSON.stringify(reader.cursor) };
		};
	};

/** Reads the objects of the instance, which come whole; they may be bare names (fact 33). */
const openObjects =
	({ ask, failed }: SearchCaller) =>
	async (): Promise<SearchPage> => {
		const outcome = await ask({ method: 'GET', path: '/objects', qs: {} });
		const answer = answerOf(outcome);
		const read = answer && readConnectorPage({ ...answer, body: named(answer.body) }, undefined);
		if (read === undefined) throw failed(outcome);
		return { rows: read.rows, next: undefined };
	};

function named(body: unknown): unknown {
	return Array.isArray(body) ? body.map((row: unknown) => (typeof row === 'string' ? { name: row } : row)) : body;
}

/** Reads the instances of the Sendoso connector; the platform answers 404 when it has none at all (fact 24). */
const openInstances =
	({ context, ask, failed }: SearchCaller) =>
	async (): Promise<SearchPage> => {
		const connectorKey = await connectorKeyOf(context);
		const outcome = await ask({ method: 'GET', path: '/instances', qs: {} });
		if (statusOf(outcome.answer) === 404) return { rows: [], next: undefined };
		const answer = answerOf(outcome);
		const read = answer && readConnectorPage(answer, undefined);
		if (read === undefined) throw failed(outcome);
		return { rows: read.rows.filter((row) => belongsTo(connectorKey, row)), next: undefined };
	};

/** Objects that SAP's page names and that metadata may not list (fact 26). */
const DOUBTFUL = ['journals', 'payments', 'purchase-orders', 'tax-rates'];

/** The connector does not always say how a gift travels. */
function toTouchOfConnector(row: IDataObject): INodeListSearchItems {
	return row.delivery_type === undefined ? toNamed(row) : toTouch(row);
}

const search = (name: string, open: SearchableList['open'], toEntry: SearchableList['toEntry'], more: Partial<SearchableList> = {}) =>
	searchList(openConnectorsService, { name, enough: 500, showsEachPage: false, open, toEntry, ...more });

/** Lists of the resource locators, under the names that their fields use. */
export const listSearch = {
	searchTouches: search('touch.getAll', openPaged(TOUCH), toTouchOfConnector),
	searchGroups: search('group.getAll', openPaged(GROUP), toNamed),
	searchUsers: search('user.getAll', openPaged(USER), toPerson),
	searchTemplates: search('template.getAll', openPaged(TEMPLATE), toNamed),
	searchTouchStyles: search('touchStyle.getAll', openPaged(TOUCH_STYLE), toNamed),
	searchObjects: search('object.getAll', openObjects, (row) => ({ name: textOf(row.name), value: textOf(row.name) }), { always: DOUBTFUL }),
	searchInstances: search('connectorInstance.getAll', openInstances, (row) => ({ name: `${textOf(row.name)} (${textOf(row.id)})`, value: textOf(row.id) }), {
		kind: 'instanceList',
	}),
};
