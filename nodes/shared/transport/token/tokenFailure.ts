/** Why a token could not be renewed. */
export interface TokenFailure {
	/** `refused` when the token endpoint said that the connection has ended: only the user can mend that. */
	kind: 'refused' | 'passing' | 'uncertain';
	/** What happened, as a part of a sentence. */
	reason: string;
	/** Milliseconds that the token endpoint asked to wait. */
	waitMs?: number;
}

/** Errors of the token endpoint that ask for a new connection (RFC 6749, 5.2). */
const REFUSALS = ['invalid_grant', 'invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'];

/** Calls of the operating system, and codes, that come before a connection is made. */
const NOT_CONNECTED = ['connect', 'getaddrinfo', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/**
 * Reads why n8n could not renew a token, from what its OAuth2 client threw. Nothing of the answer is taken over: a page of
 * a proxy may hold anything.
 */
export function readTokenFailure(error: unknown): TokenFailure {
	const causes = causesOf(error);
	const words = causes.flatMap(({ body, code, message }) => [memberOf(body, 'error'), code, message]).filter((word) => typeof word === 'string');
	const refusal = REFUSALS.find((name) => words.some((word) => word === name));
	if (refusal !== undefined) return { kind: 'refused', reason: `the token endpoint answered ${refusal}` };
	// n8n's own words for a refused grant, and for a token that can't be renewed.
	if (words.some((word) => / needs to be reconnected|no refresh token is available|not connected/.test(word.slice(0, 500)))) return { kind: 'refused', reason: 'the connection has ended' };
	// An error that is answered spends nothing.
	const said = causes.map(({ body }) => memberOf(body, 'error')).find((word) => typeof word === 'string');
	if (said !== undefined) return { kind: 'passing', reason: `the token endpoint answered ${/^[a-z_]{1,40}$/.test(said) ? said : 'an error'}`, waitMs: waitOf(causes) };
	const status = causes.map(statusOf).find((number) => number !== undefined);
	if (status === undefined) {
		const isUnreached = causes.some(({ syscall, code }) => NOT_CONNECTED.includes(String(syscall)) || NOT_CONNECTED.includes(String(code)));
		if (isUnreached) return { kind: 'passing', reason: 'no connection to the token endpoint could be made' };
		return { kind: 'uncertain', reason: 'the connection to the token endpoint broke' };
	}
	if (status === 429 || status >= 500) return { kind: 'passing', reason: `the token endpoint answered ${status}`, waitMs: waitOf(causes) };
	if (status >= 400) return { kind: status === 401 ? 'refused' : 'uncertain', reason: `the token endpoint answered ${status}` };
	return { kind: 'uncertain', reason: `the token endpoint answered ${status} with something that is no token: a page of a proxy, perhaps` };
}

type Cause = Record<'body' | 'code' | 'message' | 'status' | 'syscall' | 'response' | 'cause', unknown>;

/** An error and what caused it, the outermost first. */
function causesOf(error: unknown): Cause[] {
	const causes: Cause[] = [];
	for (let current = error; typeof current === 'object' && current !== null && causes.length < 6; current = (current as Cause).cause) causes.push(current as Cause);
	return causes;
}

function statusOf({ status, response }: Cause): number | undefined {
	const found = Number(memberOf(response, 'status') ?? status);
	return Number.isInteger(found) && found >= 100 ? found : undefined;
}

function waitOf(causes: Cause[]): number | undefined {
	for (const { response } of causes) {
		const seconds = Number(memberOf(memberOf(response, 'headers'), 'retry-after'));
		if (seconds > 0) return seconds * 1000;
	}
	return undefined;
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
