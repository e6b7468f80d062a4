import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { toNamed, toPerson, toTouch } from '../shared/listSearch/entries';
import { type SearchableList, type SearchCaller, searchList, type SearchPage } from '../shared/listSearch/searchList';
import { type Answer, statusOf } from '../shared/transport/answer';
import { LARGEST_PAGE } from '../shared/transport/pages';
import { answerOf } from '../shared/transport/requestWithRetry';
import { textOf } from '../shared/values/json';
import { belongsTo, connectorKeyOf } from './connection';
import { pageQuery, refusalOf } from './lists/cursorPages';
import { isNoInstance, readConnectorPage } from './lists/pageBody';
import { PageWalk, type WalkPlace } from './lists/pageWalk';
import { GROUP, type Kind, TEMPLATE, TOUCH, TOUCH_STYLE, USER } from './operations/kinds';
import { isAboutSize } from './meaning';
import { openConnectorsService } from './service';

/** What is listed, and which of its rows. */
interface Listed extends Pick<Kind, 'path'>, Partial<Pick<Kind, 'singular'>> {
	qs?: IDataObject;
	isNothing?(answer: Answer): boolean;
	/** Makes the choice among the rows. */
	chooses?(context: SearchCaller['context']): Promise<(row: IDataObject) => boolean>;
}

/** Reads a list page by page; the token is the place of the next page. */
const openPaged =
	({ path, singular, qs, isNothing, chooses }: Listed) =>
	({ context, ask, failed }: SearchCaller) => {
		let walk: PageWalk | undefined;
		return async (token: string | undefined): Promise<SearchPage> => {
			const isChosen = (await chooses?.(context)) ?? (() => true);
			// One walk for all pages of a search: it notices a list that goes in circles.
			walk ??= new PageWalk(token === undefined ? { cursor: { page: 1 }, pageSize: LARGEST_PAGE } : (JSON.parse(token) as WalkPlace));
			const askPage = async ({ cursor, pageSize }: PageWalk) => await ask({ method: 'GET', path, qs: { ...qs, ...pageQuery(cursor, pageSize) } });
			let outcome = await askPage(walk);
			while (isAboutSize(outcome.answer) && walk.pageSize > 1) {
				if (!walk.shrink()) walk = new PageWalk({ cursor: { page: 1 }, pageSize: Math.floor(walk.pageSize / 2) });
				outcome = await askPage(walk);
			}
			const answer = answerOf(outcome);
			const page = isNothing?.(outcome.answer) === true ? { rows: [] } : answer && readConnectorPage(answer, singular);
			// A list that is shown in the editor ends where it goes no further.
			if (refusalOf(walk.cursor, statusOf(outcome.answer)) !== undefined) return { rows: [], next: undefined };
			if (page === undefined) throw failed(outcome);
			const rows = walk.take(page).filter(isChosen);
			return { rows, next: walk.place && JSON.stringify(walk.place) };
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

/** The instances of the Sendoso connector, among those of all connectors. */
const INSTANCES: Listed = {
	path: '/instances',
	qs: { hydrate: false },
	isNothing: isNoInstance,
	chooses: async (context) => {
		const connectorKey = await connectorKeyOf(context);
		return (row) => belongsTo(connectorKey, row);
	},
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
	searchInstances: search('connectorInstance.getAll', openPaged(INSTANCES), (row) => ({ name: `${textOf(row.name)} (${textOf(row.id)})`, value: textOf(row.id) }), {
		kind: 'instanceList',
	}),
};
