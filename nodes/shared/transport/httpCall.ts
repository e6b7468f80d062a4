import { deepCopy, type IDataObject, type IExecuteSingleFunctions, type IHttpRequestOptions, type ILoadOptionsFunctions, type IN8nHttpFullResponse, type IPollFunctions } from 'n8n-workflow';
import { type Answer, isDeclined } from './answer';
import { DEADLINE_PASSED, withDeadline } from './clock';
import type { Connection } from './connection';
import type { Headers } from './retryDelay';

/** The n8n contexts that can make a call: a node run, a poll, a list in the editor. */
export type Caller = IExecuteSingleFunctions | IPollFunctions | ILoadOptionsFunctions;

/** One request to Sendoso, apart from host and authorization. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path behind the connection's base path, every part already encoded. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject | IDataObject[];
	/** Headers beside the usual ones. */
	headers?: IDataObject;
	/** Whether a good answer is taken as text, whatever its type: its body is `{ text }` then. */
	asText?: boolean;
	/** The one secret that a good answer may hold, because it is of no use without it. */
	visibleSecret?: string;
	/** Proxy, certificate and domain settings that n8n put on the request. */
	settings?: Partial<IHttpRequestOptions>;
	/** Total time allowed, in milliseconds. */
	deadlineMs?: number;
}

/** Total time for one answer, in milliseconds (interface 3.3). */
export const TOTAL_DEADLINE_MS = 60_000;

/** Codes of failures before any connection was made: nothing can have reached Sendoso. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Makes exactly one HTTP call through n8n's helper, which signs it. Never throws.
 *
 * Redirects are not followed: the token would go to whatever host they name. Statuses are returned, not thrown,
 * because the thrown error of older n8n has no headers.
 */
export async function httpCall(caller: Caller, connection: Connection, request: ApiRequest): Promise<Answer> {
	const deadline = request.deadlineMs ?? TOTAL_DEADLINE_MS;
	// The helper writes the authorization header into the object it is given: a fresh copy each time.
	const options: IHttpRequestOptions = {
		...request.settings,
		method: request.method,
		baseURL: connection.origin + connection.basePath,
		url: request.path,
		qs: deepCopy(request.qs ?? {}),
		body: request.body && deepCopy(request.body),
		headers: { Accept: 'application/json', ...request.headers },
		...(request.asText ? { encoding: 'text' as const } : { json: true }),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: deadline,
	};
	try {
		const sent = caller.helpers.httpRequestWithAuthentication.call(caller, connection.credentialType, options);
		const response = await withDeadline(connection.account.clock, sent as Promise<IN8nHttpFullResponse>, deadline);
		if (response === DEADLINE_PASSED) return { kind: 'lost', reason: `no complete answer within ${deadline / 1000} seconds` };
		return { kind: 'answered', status: response.statusCode, headers: headersOf(response, connection), body: bodyOf(response, connection, request) };
	} catch (error) {
		return readFailure(error, connection);
	}
}

/** The body of an answer, which may repeat what it was asked with, secrets included. */
function bodyOf({ statusCode, body }: IN8nHttpFullResponse, { redact }: Connection, { asText, visibleSecret }: ApiRequest): unknown {
	const isGood = statusCode >= 200 && statusCode < 300;
	const isText = asText === true && isGood;
	const content: unknown = isText ? { text: typeof body === 'string' ? body : JSON.stringify(body) } : asText ? parsed(body) : body;
	if (redact === undefined) return content;
	const shown = isGood && !isDeclined(body) ? visibleSecret : undefined;
	return mapTexts(content, (text) => redact(text, shown));
}

/** What a text says when it is JSON: a refusal comes as text, too, where text was asked for. */
function parsed(body: unknown): unknown {
	try {
		return JSON.parse(String(body));
	} catch {
		return body;
	}
}

/** A header may hold the words of a warning. */
function headersOf({ headers }: IN8nHttpFullResponse, { redact }: Connection): Headers {
	return (redact ? mapTexts(headers, (text) => redact(text)) : headers) as Headers;
}

/** Changes every text inside a value. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change));
	if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapTexts(entry, change)]));
}

/** Turns what the helper threw into an answer, without taking over its message, headers or request. */
function readFailure(error: unknown, { redact }: Connection): Answer {
	const code = failureCode(error);
	if (code !== undefined && /^\d{3}$/.test(code)) {
		const body = (error as { context?: { data?: unknown } }).context?.data;
		return { kind: 'answered', status: Number(code), headers: {}, body: redact ? mapTexts(body, (text) => redact(text)) : body };
	}
	if (code !== undefined && NOT_CONNECTED.includes(code)) {
		const reason = code === 'ECONNREFUSED' ? 'the host refused the connection' : 'the host name was not found';
		return { kind: 'notConnected', reason };
	}
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'lost', reason: 'no answer in time' };
	if (code === 'ERR_CANCELED') return { kind: 'lost', reason: 'the execution was cancelled' };
	return { kind: 'lost', reason: 'the connection broke before the answer was complete' };
}

function failureCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; typeof current === 'object' && current !== null && depth < 4; depth++) {
		const { httpCode, code, cause } = current as { httpCode?: unknown; code?: unknown; cause?: unknown };
		for (const candidate of [httpCode, code]) {
			if (typeof candidate === 'string' && candidate !== '' && candidate !== 'none') return candidate;
			if (typeof candidate === 'number') return String(candidate);
		}
		current = cause;
	}
	return undefined;
}
