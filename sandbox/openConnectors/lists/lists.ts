import type { Request, Response } from 'express';
import { oddRows, respellAll } from '../../http/odd/oddRecords';
import type { Behaviour } from '../behaviour';
import { Refusal } from '../errors';
import type { Row } from '../row';
import type { Tenant } from '../tenant';
import { filterRows, orderRows, pickFields } from './query';

const defaultPageSize = 200;

/** What a pointer to a next page says; callers must not read it. */
interface Pointer {
	start: number;
	query: string;
	/** Pointers of another age are refused. */
	age: number;
}

/**
 * Answers with one page of rows: filtered, ordered, cut to fields.
 *
 * @param name the resource, for what can be filtered on
 * @param singular name of the wrapper around each row, where the connector wraps rows
 */
export function answerList(tenant: Tenant, request: Request, response: Response, name: string, rows: Row[], singular?: string): void {
	const { behaviour } = tenant;
	const asked = Number(request.query.pageSize ?? defaultPageSize);
	if (asked > behaviour.largestAnswer) throw new Refusal(429, 'The response size exceeds the limit of 8 MB; request a smaller page');
	const { records } = tenant.context.settings.lists;
	const matching = oddRows(records, name, orderRows(filterRows(tenant, rows, name, textOf(request.query.where)), textOf(request.query.orderBy)));
	const pageSize = Math.min(asked, behaviour.pageLimit);
	const start = startOf(tenant, request, pageSize, matching.length);
	const end = start + pageSize;
	const page = respellAll(records, behaviour.paging === 'endless' ? matching.slice(0, pageSize) : matching.slice(start, end));
	const isLost = behaviour.losesPointers > 0 && (start / pageSize) % behaviour.losesPointers === behaviour.losesPointers - 1;
	if (asked > behaviour.pageLimit) response.setHeader('Elements-Error', `The page size ${asked} is above the limit of the endpoint, ${behaviour.pageLimit}`);
	else if (behaviour.warnsAlways) response.setHeader('Elements-Error', 'The endpoint may have left rows out');
	if (pointsOn(behaviour.paging, end < matching.length) && !isLost) response.setHeader('Elements-Next-Page-Token', writePointer({ start: end, query: shapeOf(request), age: behaviour.pointerAge }));
	// It comes where it was asked for (fact 94), unless the connector can't count.
	if (behaviour.announcesTotal && String(request.query.returnCount) === 'true') response.setHeader('Elements-Total-Count', String(announced(behaviour.totalOffset, matching.length, page.length)));
	response.setHeader('Elements-Returned-Count', String(page.length));
	response.json(page.map((row) => wrap(tenant, pickFields(row, textOf(request.query.fields)), singular)));
}

/** Whether a page has a pointer to the next one. */
function pointsOn(paging: Behaviour['paging'], hasMore: boolean): boolean {
	return paging === 'pointsForEver' || paging === 'endless' || (paging === 'token' && hasMore);
}

/** The number of rows that a list announces. */
function announced(offset: Behaviour['totalOffset'], all: number, onPage: number): number {
	if (offset === 'zero') return 0;
	return offset === 'page' ? onPage : all + offset;
}

function startOf(tenant: Tenant, request: Request, pageSize: number, count: number): number {
	const { nextPage, page } = request.query;
	if (typeof nextPage === 'string') {
		const { start, query, age } = readPointer(nextPage);
		if (age !== tenant.behaviour.pointerAge) throw new Refusal(400, 'The next page token has expired');
		// A pointer belongs to one query; every other parameter has to stay the same (fact 52).
		if (query !== shapeOf(request)) throw new Refusal(400, 'The next page token does not belong to this request');
		return start;
	}
	const number = tenant.behaviour.paging === 'none' ? 1 : Number(page ?? 1);
	const last = tenant.behaviour.paging === 'lastForEver' ? Math.max(1, Math.ceil(count / pageSize)) : Infinity;
	return (Math.min(number, last) - 1) * pageSize;
}

function shapeOf({ path, query }: Request): string {
	const { where, fields, orderBy, pageSize } = query;
	return JSON.stringify([path, where, fields, orderBy, pageSize]);
}

// Signs that mean something else in a query come back only from callers who encode the pointer.
const pointerEnd = '/+=';

function writePointer(content: Pointer): string {
	return `${Buffer.from(JSON.stringify(content)).toString('base64url')}${pointerEnd}`;
}

function readPointer(text: string): Pointer {
	try {
		if (text.endsWith(pointerEnd)) return JSON.parse(Buffer.from(text.slice(0, -pointerEnd.length), 'base64url').toString('utf8')) as Pointer;
	} catch {
		// Falls through to the refusal.
	}
	throw new Refusal(400, 'Invalid next page token');
}

/** The row in its wrapper, where the connector wraps rows; the contract has no wrapper for groups. */
export function wrap({ behaviour }: Tenant, row: Row, singular: string | undefined): Row {
	return behaviour.shapes.wrapsRows && singular !== undefined && singular !== 'group' ? { [singular]: row } : row;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
