import type { IDataObject } from 'n8n-workflow';
import type { Answer, Answered } from '../../shared/transport/answer';
import { isRow, textOf } from '../../shared/values/json';
import type { ConnectorPage } from './cursorPages';

/**
 * Takes a record out of its wrapper: only when its sole member carries the singular name and is an object (A6), for no
 * page says which records come in one.
 */
export function unwrap(value: unknown, singular: string | undefined): unknown {
	if (singular === undefined || !isRow(value)) return value;
	const inner = value[singular];
	return Object.keys(value).length === 1 && isRow(inner) ? inner : value;
}

/** Records of an answer: an array, or a single one where the connector answers so (A7); each out of its wrapper. */
export function recordsOf(body: unknown, singular: string | undefined): unknown[] {
	return (Array.isArray(body) ? body : [body]).map((record) => unwrap(record, singular));
}

/** Rows of a list; undefined when the answer holds anything else. */
export function rowsOf(body: unknown, singular: string | undefined): IDataObject[] | undefined {
	const rows = recordsOf(body, singular);
	return rows.every(isRow) ? rows : undefined;
}

/** Reads one page of a list; undefined when the answer is no list. */
export function readConnectorPage(answer: Answered, singular: string | undefined): ConnectorPage | undefined {
	const rows = rowsOf(answer.body, singular);
	return rows && { rows, ...readHeaders(answer) };
}

/** Reads one page of a list for a poll: entries that are no records are counted and left out, as one of them must not silence the others. */
export function readPolledPage(answer: Answered, singular: string): (ConnectorPage & { unreadable: number }) | undefined {
	const entries = recordsOf(answer.body, singular);
	const rows = entries.filter(isRow);
	if (!Array.isArray(answer.body) && rows.length === 0) return undefined;
	return { rows, unreadable: entries.length - rows.length, ...readHeaders(answer) };
}

/** Whether the platform says that it has no instance at all (fact 24). A page of another host says nothing of the platform. */
export function isNoInstance(answer: Answer): boolean {
	return answer.kind === 'answered' && answer.status === 404 && isRow(answer.body) && textOf(answer.body.message) !== '';
}

function readHeaders({ headers }: Answered): Omit<ConnectorPage, 'rows'> {
	const announced = headers['elements-total-count'] ?? '';
	const total = announced.trim() === '' ? NaN : Number(announced);
	return {
		nextPage: headers['elements-next-page-token'] || undefined,
		warning: headers['elements-error'] || undefined,
		...(Number.isInteger(total) ? { total } : {}),
	};
}
