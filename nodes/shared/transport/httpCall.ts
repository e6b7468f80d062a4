import { deepCopy, type IDataObject, type IExecuteSingleFunctions, type IHttpRequestOptions, type ILoadOptionsFunctions, type IN8nHttpFullResponse, type IPollFunctions, type IWebhookFunctions } from 'n8n-workflow';
import type { Answer } from './answer';
import { DEADLINE_PASSED, withDeadline } from './clock';
import type { Connection } from './connection';
import { withoutDepths } from './depth';
import { type CallFacts, readFailure } from './failure';
import { readCredential } from './recentCredential';
import type { Headers } from './retryDelay';

/** The n8n contexts that can make a call: a node run, a poll, a list in the editor, a delivery. */
export type Caller = IExecuteSingleFunctions | IPollFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** One request to Sendoso, apart from host and authorization. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path behind the connection's base path, every part already encoded. */
	path: string;
	qs?: IDataObject;
	body?: IDataObject | IDataObject[];
	/** Headers beside the usual ones. */
	headers?: IDataObject;
	/** Whether a good answer is taken as it came, whatever its type: its body is `{ bytes }` then. */
	asBytes?: boolean;
	/** Proxy, certificate and domain settings that n8n put on the request. */
	settings?: Partial<IHttpRequestOptions>;
	/** Total time allowed, in milliseconds. */
	deadlineMs?: number;
}

/** Total time for one answer, in milliseconds (interface 3.3). */
export const TOTAL_DEADLINE_MS = 60_000;

/** What one call came to. */
export interface Call {
	answer: Answer;
	/** A fingerprint of the access token that n8n signed it with; undefined where the credential has none. */
	token?: string;
}

/**
 * Makes exactly one HTTP call through n8n's helper, which signs it. Never throws.
 *
 * Redirects are not followed: the token would go to whatever host they name. Statuses are returned, not thrown,
 * because the thrown error of older n8n has no headers.
 *
 * @param departs told when n8n is about to hand the request over, which waits for it
 */
export async function httpCall(caller: Caller, connection: Connection, request: ApiRequest, departs: () => Promise<void> = async () => await Promise.resolve()): Promise<Call> {
	const deadline = request.deadlineMs ?? TOTAL_DEADLINE_MS;
	// The helper writes the authorization header into the object it is given: a fresh copy each time.
	const options: IHttpRequestOptions = {
		...request.settings,
		method: request.method,
		baseURL: connection.origin + connection.basePath,
		url: request.path,
		qs: deepCopy(request.qs ?? {}),
		// A member with a list is a name that stands there several times.
		arrayFormat: 'repeat',
		body: request.body && deepCopy(request.body),
		headers: { Accept: 'application/json', ...request.headers },
		// As text, which is looked through at once where its records would be one by one.
		encoding: request.asBytes ? 'arraybuffer' : 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: deadline,
	};
	const watched = watch(caller, connection, request, departs);
	try {
		const sent = caller.helpers.httpRequestWithAuthentication.call(watched.caller, connection.credentialType, options);
		const response = await withDeadline(connection.account.clock, sent as Promise<IN8nHttpFullResponse>, deadline);
		if (response === DEADLINE_PASSED) {
			// An answer that drips would go on filling memory.
			watched.abort();
			return { answer: { kind: 'lost', reason: `no complete answer within ${deadline / 1000} seconds` }, token: watched.token };
		}
		// Not every credential has n8n take the way that is watched.
		watched.wasHandedOver = true;
		const answer: Answer = { kind: 'answered', status: response.statusCode, headers: response.headers as Headers, body: bodyOf(response, request), cleanOf: cleanOf(response, connection, request) };
		return { answer, token: watched.token };
	} catch (error) {
		return { answer: readFailure(error, watched), token: watched.token };
	}
}

/** A caller whose call is watched on its way through n8n, and what was seen. */
interface Watched extends CallFacts {
	caller: Caller;
	token: string | undefined;
	abort: () => void;
}

/**
 * Watches what n8n's helper does with a call: which token it reads, whether it hands the request over, and that it can be
 * aborted. n8n takes the signal from its caller and overwrites the one of the options.
 */
function watch(caller: Caller, connection: Connection, { method }: ApiRequest, departs: () => Promise<void>): Watched {
	const controller = new AbortController();
	const cancel = 'getExecutionCancelSignal' in caller ? caller.getExecutionCancelSignal() : undefined;
	const signal = cancel ? AbortSignal.any([cancel, controller.signal]) : controller.signal;
	const watched: Watched = { caller, token: undefined, wasHandedOver: false, abort: () => controller.abort() };
	const getCredentials: Caller['getCredentials'] = async (...credential) => {
		const { data, token } = await readCredential(connection, credential[0], method === 'GET', async () => await caller.getCredentials(...credential));
		watched.token = token;
		await departs();
		return data as never;
	};
	const httpRequest: Caller['helpers']['httpRequest'] = async (options) => {
		watched.wasHandedOver = true;
		return (await caller.helpers.httpRequest(options)) as unknown;
	};
	watched.caller = Object.create(caller, {
		getExecutionCancelSignal: { value: () => signal },
		getCredentials: { value: getCredentials },
		helpers: { value: Object.create(caller.helpers, { httpRequest: { value: httpRequest } }) as Caller['helpers'] },
	}) as Caller;
	return watched;
}

/** The body of an answer. */
function bodyOf({ statusCode, body }: IN8nHttpFullResponse, { asBytes }: ApiRequest): unknown {
	if (asBytes !== true) return withoutDepths(typeof body === 'string' ? parsed(body) : body);
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''), 'utf8');
	return statusCode >= 200 && statusCode < 300 ? { bytes } : withoutDepths(parsed(bytes.toString('utf8')));
}

/** The version of the secrets of which an answer to a read certainly holds none. */
function cleanOf({ body }: IN8nHttpFullResponse, { secrets }: Connection, { method }: ApiRequest): number | undefined {
	return method === 'GET' && typeof body === 'string' && secrets?.isAbsentFrom(body) === true ? secrets.version : undefined;
}

/** What a text says when it is JSON; any other text is left as it is. */
function parsed(body: unknown): unknown {
	try {
		return JSON.parse(String(body));
	} catch {
		return body;
	}
}
