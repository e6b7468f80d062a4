import type { NodeApiError } from 'n8n-workflow';
import type { Connection } from '../transport/connection';
import type { Outcome } from '../transport/requestWithRetry';
import { askedWait } from '../transport/retryDelay';
import { apiMessage } from './apiMessage';
import type { Cause, Wording } from './wording';

/** Why an operation failed, as n8n understands it. */
export type Failure = NonNullable<NodeApiError['failure']>;

/** Longest reason of n8n's own that is shown, in characters. */
const LONGEST_REASON = 400;

/** Longest wait that is told, in seconds. */
const LONGEST_WAIT_SECONDS = 7 * 86_400;

/** Text and cause of a failed request. */
export interface Description {
	message: string;
	description: string;
	status?: number;
	failure?: Failure;
	/** Under which number the answer can be looked up, as a sentence; empty when it has none. */
	reference: string;
}

/**
 * Says in words what a failed request met.
 *
 * @param operation `resource.operation`, for advice that fits
 * @param wording what the API says of its failures
 * @param connection that the request was made through
 */
export function describe({ answer, meaning }: Outcome, operation: string, wording: Wording, { account, secrets }: Pick<Connection, 'account' | 'secrets'>): Description {
	const { party } = wording;
	const hide = (text: string) => secrets?.hide(text) ?? text;
	const advice = (cause: Cause, words?: string) => wording.adviceFor(operation, cause, words);
	if (answer.kind === 'notConnected') {
		return {
			message: `${party} could not be reached: ${hide(answer.reason)}`,
			description: advice('notConnected'),
			failure: { cause: 'temporarily-unavailable' },
			reference: '',
		};
	}
	if (answer.kind === 'notSent') {
		return { message: hide(answer.reason).slice(0, LONGEST_REASON), description: answer.advice, failure: { cause: 'configuration-invalid' }, reference: '' };
	}
	if (answer.kind === 'lost') {
		return {
			message: `${party}'s answer was lost: ${hide(answer.reason)}`,
			description: advice('lost'),
			failure: { cause: 'temporarily-unavailable' },
			reference: '',
		};
	}
	const { status, body, headers } = answer;
	const words = apiMessage(body, hide);
	const reference = hide(wording.referenceOf(answer));
	const wait = askedWait(headers, account.clock.now());
	const isDeclined = meaning === 'declined';
	return {
		message: words ?? (isDeclined ? `${party} refused the request, and does not say why` : defaultMessage(status, party)),
		description: `${advice(isDeclined ? 400 : status, words)}${status === 429 ? askedPause(party, wait) : ''}${reference}`,
		status,
		reference,
		failure: causeOf(status, wait),
	};
}

function defaultMessage(status: number, party: string): string {
	if (status >= 200 && status < 300) return `${party} answered with something that is not the expected JSON`;
	if (status >= 300 && status < 400) return `${party} answered with a redirect (status ${status}), which is not followed`;
	if (status === 401) return `${party} does not accept the access token`;
	if (status === 403) return `${party} does not allow this for the connected account`;
	if (status === 404) return `${party} does not know this record`;
	if (status === 429) return `${party} is receiving too many requests from this application`;
	if (status >= 500) return `${party} could not process the request (status ${status})`;
	return `${party} refused the request (status ${status})`;
}

/** How long the server asks to wait, as a sentence with a blank before it; empty when it does not say. */
function askedPause(party: string, milliseconds = 0): string {
	const seconds = Math.ceil(milliseconds / 1_000);
	// What is said to take weeks is no wait, but an odd header.
	if (seconds <= 0 || seconds > LONGEST_WAIT_SECONDS) return '';
	const [count, unit] = seconds < 120 ? [seconds, 'second'] : seconds < 7_200 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3_600), 'hour'];
	return ` ${party} asks to wait ${count} ${unit}${count === 1 ? '' : 's'} before the next request.`;
}

function causeOf(status: number, retryAfterMs: number | undefined): Failure | undefined {
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	if (status === 429) return { cause: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	if (status >= 500 || status === 408) return { cause: 'temporarily-unavailable' };
	return undefined;
}
