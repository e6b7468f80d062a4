import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../resources/operation';
import { textOf } from '../resources/shared/checks';
import type { Parameters } from '../run/parameters';
import type { ApiRequest } from '../transport/call';
import { isRow } from '../transport/readList';

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

/** Adds the members of `options.extraBody`, inside the wrapper where there is one; none of ours is ever replaced. */
function withExtra(body: IDataObject | IDataObject[], { options }: Parameters): IDataObject | IDataObject[] {
	const extra = readExtraBody(isRow(options) ? options.extraBody : undefined);
	if (extra === undefined || Array.isArray(body)) return Array.isArray(body) ? body : present(body);
	const [[wrapper, inner] = ['', undefined], ...others] = Object.entries(body);
	if (others.length > 0 || !isRow(inner)) return { ...extra, ...present(body) };
	return { [wrapper]: { ...extra, ...present(inner) } };
}

/** A JSON object, typed as text or given by an expression; undefined when it is neither. */
export function readExtraBody(value: unknown): IDataObject | undefined {
	if (isRow(value)) return value;
	const text = textOf(value);
	if (text === '') return undefined;
	try {
		const parsed: unknown = JSON.parse(text);
		return isRow(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** Members that are there. An empty text is: a body that was written as JSON may mean to clear something. */
function present(members: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
