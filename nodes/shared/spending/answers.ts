import type { IDataObject } from 'n8n-workflow';
import type { Answer, Meaning, Safety } from '../transport/answer';
import { isRow, member, textOf } from '../values/json';

/** How deep in an answer something is looked for. */
const DEEPEST = 4;

/**
 * The answer to what was paid for, as members of an output item: nothing of it gets lost when it is no object, as the
 * contract says, but a list of one, or something else.
 */
export function membersOfAnswer(body: unknown): IDataObject {
	const [only, ...more] = Array.isArray(body) ? (body as unknown[]) : [body];
	if (isRow(only) && more.length === 0) return only;
	return only === undefined || only === null ? {} : { answer: body as IDataObject };
}

/** The tracking code of a single send, wherever the answer has it; undefined when it has none, or several. */
export function trackingCodeOf(answer: unknown): string | undefined {
	const own = codeOf(member(answer, 'tracking_code'));
	if (own !== '') return own;
	const codes = new Set(membersNamed(answer, 'tracking_code').map(codeOf));
	codes.delete('');
	const [only, ...more] = codes;
	return more.length === 0 ? only : undefined;
}

function codeOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? textOf(value) : '';
}

/** Values of all members of one name, at any depth that an answer may have. */
export function membersNamed(value: unknown, name: string, depth = 0): unknown[] {
	if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
	return Object.entries(value).flatMap(([key, entry]) => (key === name && !Array.isArray(value) ? [entry] : membersNamed(entry, name, depth + 1)));
}

/**
 * What an answer to a send means that says no and names what was paid for all the same: links that came are there, and what
 * became of a send with a tracking code nobody knows.
 */
export function meaningOfSend(meaning: Meaning, answer: Answer, safety: Safety): Meaning {
	if (meaning !== 'declined' || safety !== 'spends' || answer.kind !== 'answered') return meaning;
	const links = ['egift_link', 'egift_links'].flatMap((name) => membersNamed(answer.body, name)).flat();
	if (links.some((link) => typeof link === 'string' && link.trim() !== '')) return 'done';
	const isNamed = namesSend(answer.body) || membersNamed(answer.body, 'tracking_code').some((code) => codeOf(code) !== '');
	return isNamed ? 'unknown' : meaning;
}

/** Whether an answer names a send without a tracking code, as those of the catalogue do (fact 56). */
export function namesSend(answer: unknown): boolean {
	return membersNamed(answer, 'send').some((send) => codeOf(member(send, 'id')) !== '');
}
