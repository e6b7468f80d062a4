/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import type { Fault } from '../../sandbox/faults/types';

/** A person whom nobody asked about: the address may stand in an output, and in no error and no log. */
export const STRANGER = 'planted.person@leak.example';

/** What a server must not be able to do to a terminal that shows a log. */
const TERMINAL = '\u001b[31mred\u001b[0m\u001b]0;title\u0007\r\nforged line\u0085\u2028next\u202e';

const MEGABYTE = 1_000_000;

const status = (code: number, body: unknown, headers?: Record<string, string>): Fault['action'] => ({ kind: 'status', status: code, body, ...(headers ? { headers } : {}), stage: 'before' });

/** What a server says in an error, in the members that are on record. */
const errorOf = (text: string) => ({ success: false, message: text, providerMessage: text, requestId: text, error: text, errors: { email: [text.slice(0, 5_000)], [text.slice(0, 300)]: 'x' } });

const texts: Array<[string, string]> = [
	['markup', `<script>alert(1)</script><img src=x onerror=alert(1)> ${STRANGER} {{ $json }}`],
	['line breaks and terminal codes', `${TERMINAL} ${STRANGER}`],
	['100 kB of words', `${STRANGER} `.repeat(3_500)],
	['a text without end', `wrong ${'x'.repeat(100_000)}${STRANGER}`],
];

/** A raw answer: what no server framework would let out. */
const raw = (headers: string, body = '[]') => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n${headers}\r\n\r\n${body}`;

/** Values in the place of every member, one by one. */
const wrongTypes: unknown[] = [null, true, -1, 1e308, '', '\u0000', '__proto__', [], {}, [null], { id: { id: {} } }, '\ud800', STRANGER];

/** Answers of a server that means no good, or was never tried out. */
export const hostileAnswers: Array<[string, Fault['action']]> = [
	...['a', '[', '"'].map((sign): [string, Fault['action']] => [`200 with a megabyte of ${sign}`, status(200, sign.repeat(MEGABYTE), { 'Content-Type': 'application/json' })]),
	...['a', '@', '\\', ' ', '\u0000', '.', '%'].map((sign): [string, Fault['action']] => [`an error with a megabyte of ${JSON.stringify(sign)} in its words`, status(422, { message: sign.repeat(MEGABYTE) })]),
	['an error with a megabyte of <', status(400, '<'.repeat(MEGABYTE))],
	['5 kB in each member of each record', { kind: 'wrongTypes', of: 'records', value: 'a'.repeat(5_000) }],
	['an answer nested 20,000 deep', { kind: 'nested', levels: 20_000 }],
	['an answer nested 101 deep', { kind: 'nested', levels: 101 }],
	['an error nested 20,000 deep', status(400, `{"message":${'['.repeat(20_000)}"${STRANGER}"${']'.repeat(20_000)}}`, { 'Content-Type': 'application/json' })],
	['a list nested 20,000 deep', status(200, `${'['.repeat(20_000)}${']'.repeat(20_000)}`, { 'Content-Type': 'application/json' })],
	...texts.flatMap(([name, text]): Array<[string, Fault['action']]> => [
		[`a refusal with ${name}`, status(400, errorOf(text))],
		[`a failure with ${name}`, status(500, errorOf(text))],
		[`a page with ${name}`, status(404, `<html>${text}</html>`)],
		[`a no with ${name}`, status(200, errorOf(text))],
		[`each member with ${name}`, { kind: 'wrongTypes', of: 'records', value: text.slice(0, 5_000) }],
	]),
	...(['answer', 'members', 'records'] as const).flatMap((of) => wrongTypes.map((value): [string, Fault['action']] => [`${JSON.stringify(value)} for the ${of}`, { kind: 'wrongTypes', of, value }])),
	['headers with control characters', { kind: 'raw', text: raw('Elements-Error: \u001b[31mred\u0007\r\nElements-Request-Id: a\u0000b\r\nElements-Next-Page-Token: \u0001') }],
	['headers with signs that are no letters', { kind: 'raw', text: raw(`Elements-Error: \t\u0085 ${STRANGER} \u00ff\t\r\nElements-Next-Page-Token: \u00e9\u00ff\t\r\nElements-Total-Count: -1e9\r\nRetry-After: \u00b2`) }],
	['headers of 10 kB', { kind: 'raw', text: raw(`Elements-Error: ${'w'.repeat(10_000)}${STRANGER}\r\nElements-Total-Count: ${'9'.repeat(400)}`) }],
	['headers that are given twice', { kind: 'raw', text: raw('Elements-Next-Page-Token: a\r\nElements-Next-Page-Token: b\r\nElements-Total-Count: 1\r\nElements-Total-Count: 2\r\nDate: never\r\nDate: now') }],
	['headers without end', { kind: 'raw', text: raw(`Elements-Error: ${'w'.repeat(200_000)}`) }],
	['a name that poisons prototypes', status(200, '{"__proto__":{"success":true},"constructor":{"prototype":{"x":1}},"touches":[{"__proto__":{"id":5}}]}', { 'Content-Type': 'application/json' })],
	['numbers beyond all numbers', status(200, '[{"id":1e999,"total":123456789012345678901234567890}]', { 'Content-Type': 'application/json' })],
];

/** Answers that differ most from each other; the others vary them. */
const core = hostileAnswers.filter(([name], place) => place % 6 === 0 || /nested|^null|terminal codes|control|poisons/.test(name));

/** Whether every answer meets every operation; otherwise the core meets all that write, and other pairs are one operation of each kind. */
export const MEETS_ALL = process.env.HOSTILE === 'all';

/** How many of the answers beside the core are tried when not all are: one in so many. */
const EACH = 3;

/** The answers that are tried in this run. */
export const triedAnswers = (): typeof hostileAnswers => hostileAnswers.filter(([name], place) => isCore(name) || place % EACH === 0);

/** Whether an answer is one of those that every operation meets. */
export function isCore(name: string): boolean {
	return MEETS_ALL || core.some(([known]) => known === name);
}
