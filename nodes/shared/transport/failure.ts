import type { Answer } from './answer';

/** Codes of certificates that were not accepted: the request itself was never written. */
const CERTIFICATE = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/;

/** Codes that only come before a connection is made. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA']);

/** Calls of the operating system that come before a connection is made. */
const BEFORE_CONNECTION = new Set(['connect', 'getaddrinfo']);

/** What is known of a call that gave no response. */
export interface CallFacts {
	/** Whether n8n got as far as making the request, so that Sendoso may have it. */
	wasHandedOver: boolean;
}

/** Characters of a reason that are taken over from n8n: more than are shown, so that no secret is cut before it is hidden. */
const TAKEN_OVER = 10_000;

/**
 * Turns what n8n's helper threw into an answer, without taking over headers, request or response.
 *
 * @param error a NodeApiError around an error of n8n, of its HTTP library, or of the operating system
 */
export function readFailure(error: unknown, { wasHandedOver }: CallFacts): Answer {
	const causes = causesOf(error);
	const codes = causes.flatMap(codesOf);
	const status = codes.find((code) => /^\d{3}$/.test(code));
	if (status !== undefined) return { kind: 'answered', status: Number(status), headers: {}, body: bodyOf(error) };
	const certificate = codes.find((code) => CERTIFICATE.test(code));
	if (certificate !== undefined) return notSent(`the certificate of the host was not accepted (${certificate})`, CERTIFICATE_ADVICE);
	if (causes.some(isWithoutHttps)) {
		return notSent('the host does not speak https', CERTIFICATE_ADVICE);
	}
	const unreached = codes.find((code) => NOT_CONNECTED.has(code)) ?? (causes.some(isBeforeConnection) ? (codes[0] ?? '') : undefined);
	if (unreached !== undefined) return { kind: 'notConnected', reason: reasonOf(unreached) };
	if (codes.includes('ERR_CANCELED')) return { kind: 'lost', reason: 'the execution was cancelled' };
	if (codes.includes('ECONNABORTED') || codes.includes('ETIMEDOUT')) return { kind: 'lost', reason: 'no answer in time' };
	const words = textOf(causes.at(-1)?.message);
	if (codes.length === 0 && (!wasHandedOver || words.startsWith('Domain not allowed'))) {
		return notSent(`n8n did not make the request: ${words.slice(0, TAKEN_OVER) || 'it gave no reason'}`, N8N_ADVICE);
	}
	return { kind: 'lost', reason: 'the connection broke before the answer was complete' };
}

const CERTIFICATE_ADVICE = "Check the host in the credential and the proxy. If the host has a certificate of its own, have n8n trust it, or switch 'Ignore SSL Issues' on in the Request Options.";

const N8N_ADVICE = "Open the credential: it has to be connected, and its 'Allowed HTTP Request Domains' have to include the host.";

function notSent(reason: string, advice: string): Answer {
	return { kind: 'notSent', reason, advice };
}

type Cause = Record<'message' | 'code' | 'httpCode' | 'syscall' | 'cause' | 'errors', unknown>;

/** An error and what caused it, the outermost first. */
function causesOf(error: unknown): Cause[] {
	const causes: Cause[] = [];
	for (let current = error; typeof current === 'object' && current !== null && causes.length < 6; current = (current as Cause).cause) causes.push(current as Cause);
	return causes;
}

function codesOf({ httpCode, code }: Cause): string[] {
	return [httpCode, code].flatMap((value) => {
		const text = textOf(value);
		return text === '' || text === 'none' ? [] : [text];
	});
}

/** Several addresses of one host may have been tried: then all of them have to have failed so. */
function isBeforeConnection({ syscall, errors }: Cause): boolean {
	if (Array.isArray(errors) && errors.length > 0) return errors.every((error) => isBeforeConnection(error as Cause));
	return BEFORE_CONNECTION.has(textOf(syscall));
}

/**
 * Whether the other side answered the greeting of TLS in plain text, so that the request was never written. Later on a proxy
 * that breaks into the connection gives the same words with a code of its own.
 */
function isWithoutHttps({ code, message }: Cause): boolean {
	return code === 'EPROTO' && typeof message === 'string' && /wrong version number/.test(message);
}

function reasonOf(code: string): string {
	if (code === 'ECONNREFUSED') return 'the host refused the connection';
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA') return 'the host name was not found';
	return `no connection to the host could be made${code === '' ? '' : ` (${code})`}`;
}

function bodyOf(error: unknown): unknown {
	return (error as { context?: { data?: unknown } }).context?.data;
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
