import type { IDataObject } from 'n8n-workflow';
import { withExtra } from '../../SendosoOpenConnectors/operations/extraBody';
import type { ApiRequest } from '../transport/httpCall';
import { textOf } from '../values/json';
import type { Operation, Parameters } from './operation';

/** Fills `{name}` in a path with the parameter of that name, encoded as one part of the address. */
export function fillPath(template: string, parameters: Parameters): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(parameters[name])));
}

/**
 * Adds to a request what the operation's data says about path, body and query. Operations whose fields carry their own
 * routing come out as they are.
 */
export function completeRequest(request: ApiRequest, { body, query }: Operation, parameters: Parameters): ApiRequest {
	const path = fillPath(request.path, parameters);
	const qs: IDataObject = { ...request.qs, ...(query ? present(query(parameters)) : {}) };
	return { ...request, path, qs, body: body ? withExtra(body(parameters), parameters) : request.body };
}

/** Members that are there. An empty text is: a body that was written as JSON may mean to clear something. */
export function present(members: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
