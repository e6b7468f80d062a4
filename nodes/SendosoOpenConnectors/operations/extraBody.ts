import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../shared/operations/operation';
import { present } from '../../shared/operations/request';
import { isRow, textOf } from '../../shared/values/json';

/** Adds the members of `options.extraBody`, inside the wrapper where there is one; none of ours is ever replaced. */
export function withExtra(body: IDataObject | IDataObject[], { options }: Parameters): IDataObject | IDataObject[] {
	const extra = readExtraBody(isRow(options) ? options.extraBody : undefined);
	if (extra === undefined || Array.isArray(body)) return body;
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
