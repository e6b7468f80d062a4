import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../shared/operations/operation';
import { present } from '../../shared/operations/request';
import { isRow, member } from '../../shared/values/json';

/** Adds the members of `options.extraBody`, inside the wrapper where there is one; none of ours is ever replaced. */
export function withExtra(body: IDataObject | IDataObject[], { options }: Parameters): IDataObject | IDataObject[] {
	const extra = member(options, 'extraBody');
	if (!isRow(extra) || Array.isArray(body)) return body;
	const [[wrapper, inner] = ['', undefined], ...others] = Object.entries(body);
	if (others.length > 0 || !isRow(inner)) return { ...extra, ...present(body) };
	return { [wrapper]: { ...extra, ...present(inner) } };
}
