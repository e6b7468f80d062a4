import type { IDataObject } from 'n8n-workflow';

/** Whether a value can be an output item. */
export function isRow(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a value, without surrounding space; empty for an object that has none. */
export function textOf(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	if (value === undefined || value === null) return '';
	try {
		return String(value).trim();
	} catch {
		return '';
	}
}

/** The member of a collection parameter, or undefined when it was not added. */
export function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/**
 * Takes a record out of its wrapper, where it has one. The field table calls the wrapped campaign an array, the sample
 * shows an object (fact 31).
 */
export function unwrapRecord(body: unknown, wrapper: string): unknown {
	const wrapped = member(body, wrapper) ?? body;
	return Array.isArray(wrapped) ? wrapped[0] : wrapped;
}
