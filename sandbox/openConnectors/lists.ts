/* eslint-disable @n8n/community-nodes/require-node-api-error -- the stand-in server runs on a desk, never inside n8n */
import type { Request, Response } from 'express';
import { Refusal } from './errors';
import { evaluate, parseOcnql, type Condition } from './ocnql';
import type { Row, Tenant } from './tenant';

const defaultPageSize = 200;

/** What a pointer to a next page says; callers must not read it. */
interface Pointer {
	start: number;
	query: string;
}

/** Answers with one page of rows: filtered, ordered, cut to fields, and without null members (fact 35). */
export function answerList(tenant: Tenant, request: Request, response: Response, name: string, rows: Row[], singular: string): void {
	const { behaviour } = tenant;
	const asked = Number(request.query.pageSize ?? defaultPageSize);
	if (asked > behaviour.largestAnswer) throw new Refusal(429, `The response size exceeds the limit of 8 MB; request a smaller page`);
	const matching = order(filter(tenant, rows, name, textOf(request.query.where)), textOf(request.query.orderBy));
	const pageSize = Math.min(asked, behaviour.pageLimit);
	const start = startOf(tenant, request, pageSize);
	const page = matching.slice(start, start + pageSize);
	if (asked > behaviour.pageLimit) response.setHeader('Elements-Error', `The page size ${asked} is above the limit of the endpoint, ${behaviour.pageLimit}`);
	if (behaviour.paging === 'token' && start + pageSize < matching.length) response.setHeader('Elements-Next-Page-Token', pointer({ start: start + pageSize, query: shapeOf(request) }));
	if (behaviour.announcesTotal) response.setHeader('Elements-Total-Count', String(matching.length));
	response.setHeader('Elements-Returned-Count', String(page.length));
	const shown = page.map((row) => wrap(tenant, withoutNulls(pick(row, textOf(request.query.fields))), singular));
	response.json(shown);
}

function filter(tenant: Tenant, rows: Row[], name: string, where: string): Row[] {
	if (where === '') return rows;
	const condition = parse(where);
	const filterable = tenant.behaviour.filterable.get(name);
	const foreign = fieldsOf(condition).find((field) => filterable !== undefined && !filterable.includes(field));
	if (foreign !== undefined && !tenant.behaviour.ignoresFilters) throw new Refusal(400, `Invalid field name '${foreign}' in where clause`);
	return tenant.behaviour.ignoresFilters ? rows : rows.filter((row) => evaluate(condition, row));
}

function parse(where: string): Condition {
	try {
		return parseOcnql(where);
	} catch (error) {
		throw new Refusal(400, `Invalid where clause: ${error instanceof Error ? error.message : 'unreadable'}`);
	}
}

function fieldsOf(condition: Condition): string[] {
	return 'terms' in condition ? condition.terms.flatMap(fieldsOf) : [condition.field];
}

function order(rows: Row[], orderBy: string): Row[] {
	const [field = '', direction = 'asc'] = orderBy.split(/\s+/);
	if (field === '') return rows;
	const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
	return [...rows].sort((left, right) => sign * compareValues(left[field], right[field]));
}

function compareValues(left: unknown, right: unknown): number {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
}

function startOf(tenant: Tenant, request: Request, pageSize: number): number {
	const { nextPage, page } = request.query;
	if (typeof nextPage === 'string') {
		const { start, query } = readPointer(nextPage);
		// A pointer belongs to one query; every other parameter has to stay the same (fact 52).
		if (query !== shapeOf(request)) throw new Refusal(400, 'The next page token does not belong to this request');
		return start;
	}
	return tenant.behaviour.paging === 'none' ? 0 : (Number(page ?? 1) - 1) * pageSize;
}

function shapeOf({ path, query }: Request): string {
	const { where, fields, orderBy, pageSize } = query;
	return JSON.stringify([path, where, fields, orderBy, pageSize]);
}

function pointer(content: Pointer): string {
	return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function readPointer(text: string): Pointer {
	try {
		return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Pointer;
	} catch {
		throw new Refusal(400, 'Invalid next page token');
	}
}

function pick(row: Row, fields: string): Row {
	if (fields === '') return row;
	const wanted = fields.split(',').map((field) => field.trim().split('.')[0]);
	return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
}

/** A row without its null members. */
export function withoutNulls(row: Row): Row {
	return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}

/** The row in its wrapper, where the connector wraps rows. */
export function wrap({ behaviour }: Tenant, row: Row, singular: string): Row {
	return behaviour.wrapsRows ? { [singular]: row } : row;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
