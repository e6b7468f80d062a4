import type { Headers } from './retryDelay';

/**
 * What an operation does at Sendoso, declared in the operation's data.
 * `reads` changes nothing; `creates` creates something that costs nothing; `changes` changes or deletes something;
 * `spends` costs money.
 */
export type Safety = 'reads' | 'creates' | 'changes' | 'spends';

/** What came back from one HTTP call. */
export type Answer =
	| {
			kind: 'answered';
			status: number;
			headers: Headers;
			body: unknown;
			/** The version of the credential's secrets of which the body certainly holds none; undefined where it may hold one. */
			cleanOf?: number;
	  }
	/** No connection was made, so nothing reached Sendoso. */
	| { kind: 'notConnected'; reason: string }
	/** n8n itself did not make the request, or there was no usable token for it; trying again would not help. */
	| { kind: 'notSent'; reason: string; advice: string }
	/** The request may have reached Sendoso; its answer did not come back whole. */
	| { kind: 'lost'; reason: string };

/** An answer that came back whole. */
export type Answered = Extract<Answer, { kind: 'answered' }>;

/** HTTP status of an answer; undefined when none came back whole. */
export function statusOf(answer: Answer): number | undefined {
	return answer.kind === 'answered' ? answer.status : undefined;
}

/** What an answer means for the request (interface 3.3, "What an answer means"). */
export type Meaning =
	| 'done'
	/** 2xx with `success: false`: told as refused, never repeated in the same execution. */
	| 'declined'
	| 'unauthorized'
	| 'throttled'
	| 'refused'
	/** Certainly not received. */
	| 'notConnected'
	/** Certainly never made. */
	| 'notSent'
	/** Sendoso may or may not have acted. */
	| 'unknown';

/** Statuses that prove that a write created nothing (fact 41 and interface 3.3). */
const REFUSALS = [400, 403, 404, 422];

/**
 * Classifies an answer.
 *
 * @param safety reads have no unknown outcome, but share the classes: `unknown` is then a passing fault
 */
export function interpretAnswer(answer: Answer, safety: Safety): Meaning {
	if (answer.kind === 'notConnected' || answer.kind === 'notSent') return answer.kind;
	if (answer.kind === 'lost') return 'unknown';
	const { status, body } = answer;
	if (status >= 200 && status < 300) {
		if (!isReadable(body)) return 'unknown';
		return isDeclined(body, safety) ? 'declined' : 'done';
	}
	if (status === 401) return 'unauthorized';
	if (status === 429) return 'throttled';
	if (REFUSALS.includes(status)) return 'refused';
	if (safety === 'reads' && status >= 400 && status < 500 && status !== 408) return 'refused';
	return 'unknown';
}

/** Whether a call may go out again after this meaning, without the risk of a second effect. */
export function mayRepeat(meaning: Meaning, safety: Safety): boolean {
	if (meaning === 'throttled' || meaning === 'notConnected') return true;
	return meaning === 'unknown' && safety === 'reads';
}

/** Whether the refusal concerns the whole account, so that the next item would meet it too. */
export function isAccountWide(meaning: Meaning, status: number | undefined, safety: Safety): boolean {
	if (meaning === 'unauthorized' || meaning === 'throttled' || meaning === 'notSent') return true;
	return safety !== 'reads' && status === 403;
}

/** Whether a body arrived as JSON: an object or an array. */
export function isReadable(body: unknown): body is object {
	return typeof body === 'object' && body !== null;
}

/** What stands in a row that only says why something was not done. */
const NO_RECORD = ['success', 'message', 'description', 'error', 'errors', 'detail'];

/**
 * Whether a body says that the request was not carried out, whatever the status: `success` is false, or every row of an
 * array says so. Rows that were read may have a member of that name, so that there a single one without a record counts.
 */
export function isDeclined(body: unknown, safety: Safety = 'reads'): boolean {
	if (!Array.isArray(body)) return saysNo(body);
	if (body.length === 0 || !body.every(saysNo)) return false;
	return safety !== 'reads' || (body.length === 1 && Object.keys(body[0] as object).every((name) => NO_RECORD.includes(name)));
}

function saysNo(value: unknown): boolean {
	if (!isReadable(value) || !('success' in value)) return false;
	return value.success === false || (typeof value.success === 'string' && value.success.trim().toLowerCase() === 'false');
}
