import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest } from '../transport/httpCall';
import { isRow, textOf } from '../values/json';
import type { Operation, Parameters } from './operation';

/**
 * Fills in what the parameters of an item say about path, query and body. The engine knows method and path only: it
 * would evaluate an expression a second time, and what was checked would not be what is sent.
 *
 * @param parameters resolved once for checks, duplicate key, request and report
 */
export function completeRequest(request: ApiRequest, { body, query }: Operation, parameters: Parameters): ApiRequest {
	return {
		...request,
		path: fillPath(request.path, parameters),
		qs: query ? present(query(parameters)) : {},
		body: body ? present(body(parameters)) : undefined,
	};
}

/** Fills `{name}` in a path with the parameter of that name, encoded as one part of the address. */
function fillPath(template: string, parameters: Parameters): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(parameters[name])));
}

/** Members that are there, in objects inside the body, too. An empty text is: it may mean to clear something. */
export function present<T extends IDataObject | IDataObject[]>(value: T): T {
	if (!isRow(value)) return value;
	const members = Object.entries(value).filter(([, member]) => member !== undefined);
	return Object.fromEntries(members.map(([name, member]) => [name, isRow(member) ? present(member) : member])) as T;
}
