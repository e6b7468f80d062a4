import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { describe } from '../errors/describe';
import { toNodeError } from '../errors/nodeErrors';
import { connect } from '../service/connect';
import type { Service } from '../service/service';
import type { ApiRequest } from '../transport/httpCall';
import { type Outcome, requestWithRetry } from '../transport/requestWithRetry';

/** Rows of one page, and the token of the next one; no token at the end of the list. */
export interface SearchPage {
	rows: IDataObject[];
	next: string | undefined;
}

/** What a list needs to read its pages. */
export interface SearchCaller {
	context: ILoadOptionsFunctions;
	/** Makes a request that changes nothing. */
	ask(request: ApiRequest): Promise<Outcome>;
	/** The error of a request that failed; says why the list can't be loaded. */
	failed(outcome: Outcome): Error;
}

/** A list that a resource locator shows. */
export interface SearchableList {
	/** `resource.operation`, for advice in errors. */
	name: string;
	/** Answer shape that the connection is wanted for, where it decides whether the credential will do. */
	kind?: string;
	/** Entries that a search looks for before it shows what it has. */
	enough: number;
	/** Whether a page with a few entries is shown at once when nothing was typed. */
	showsEachPage: boolean;
	/** Entries that are offered whether the list has them or not. */
	always?: string[];
	/** Whether the API itself looks for what was typed: its answers are shown then as they come. */
	isSearched?: boolean;
	/**
	 * Makes the reader of the list's pages; `token` is the one of the page before, undefined for the first.
	 *
	 * @param typed what the user looks for; empty for everything
	 */
	open(caller: SearchCaller, typed: string): (token: string | undefined) => Promise<SearchPage>;
	/** The entry of a row, or all that it stands for; undefined leaves it out. */
	toEntry(row: IDataObject): INodeListSearchItems | INodeListSearchItems[] | undefined;
}

/** A search as n8n calls it, under the name that the field uses. */
export type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

/** How long a search waits while the API refuses everything of the account, in milliseconds: somebody looks at it. */
const PATIENCE_MS = 15_000;

/** Pages that one search reads at the most before it shows what it has. */
const MOST_PAGES = 10;

/**
 * Makes the search of a list. It reads page by page as the user scrolls. Names are compared here, because most lists of
 * both APIs have no search of their own; a search reads on until it has enough entries to show.
 *
 * The search throws an error that says why the list can't be loaded.
 */
export function searchList(service: Service, list: SearchableList): Search {
	return async function (filter, paginationToken) {
		const connection = await connect(service, this, { purpose: list.kind === undefined ? undefined : { kind: list.kind } });
		const { secrets } = connection;
		const readPage = list.open({
			context: this,
			ask: async (request) => await requestWithRetry(this, connection, request, { safety: 'reads', priority: 'read', owner: this, patienceMs: PATIENCE_MS }),
			failed: (outcome) => toNodeError(this.getNode(), describe(outcome, list.name, service.wording, connection)),
		}, filter?.trim() ?? '');
		const wanted = filter?.trim().toLowerCase() ?? '';
		const found = new Map<string, INodeListSearchItems>();
		const add = (entry: INodeListSearchItems) => {
			if (list.isSearched === true || matches(entry, wanted)) found.set(String(entry.value), entry);
		};
		for (const value of list.always ?? []) add({ name: value, value });
		let token = paginationToken;
		for (let page = 0; page < MOST_PAGES; page++) {
			const { rows, next } = await readPage(token);
			for (const entry of rows.flatMap((row) => list.toEntry(row) ?? [])) add(entry);
			token = next;
			if (next === undefined || found.size >= list.enough || (list.showsEachPage && wanted === '')) break;
		}
		// The value is what a request needs; the rest is for people.
		const results = [...found.values()].map(({ value, ...shown }) => ({ ...(secrets?.hideIn(shown) ?? shown), value }));
		return { results, ...(token === undefined ? {} : { paginationToken: token }) };
	};
}

/** Whether an entry is one that the user looks for. */
function matches({ name, value }: INodeListSearchItems, wanted: string): boolean {
	return wanted === '' || name.toLowerCase().includes(wanted) || String(value) === wanted;
}
