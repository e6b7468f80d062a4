import type { NodeApiError } from 'n8n-workflow';
import { apiMessage } from '../transport/answers';
import type { Outcome } from '../transport/exchange';
import { askedWait } from '../transport/waits';
import { adviceFor } from './advice';

/** Why an operation failed, as n8n understands it. */
export type Failure = NonNullable<NodeApiError['failure']>;

/** Text and cause of a failed request. */
export interface Description {
	message: string;
	description: string;
	status?: number;
	failure?: Failure;
}

/**
 * Says in words what a failed request met.
 *
 * @param operation `resource.operation`, for advice that fits
 * @param now milliseconds since the epoch
 */
export function describe(outcome: Outcome, operation: string, now: number): Description {
	const { answer } = outcome;
	if (answer.kind === 'notConnected') {
		return {
			message: `Sendoso could not be reached: ${answer.reason}`,
			description: adviceFor(operation, 'notConnected'),
			failure: { cause: 'temporarily-unavailable' },
		};
	}
	if (answer.kind === 'lost') {
		return {
			message: `Sendoso's answer was lost: ${answer.reason}`,
			description: adviceFor(operation, 'lost'),
			failure: { cause: 'temporarily-unavailable' },
		};
	}
	const { status, body, headers } = answer;
	const words = apiMessage(body);
	return {
		message: words ?? defaultMessage(status),
		description: adviceFor(operation, status),
		status,
		failure: causeOf(status, askedWait(headers, now)),
	};
}

function defaultMessage(status: number): string {
	if (status >= 200 && status < 300) return 'Sendoso answered with something that is not the expected JSON';
	if (status >= 300 && status < 400) return `Sendoso answered with a redirect (status ${status}), which is not followed`;
	if (status === 401) return 'Sendoso does not accept the access token';
	if (status === 403) return 'Sendoso does not allow this for the connected account';
	if (status === 404) return 'Sendoso does not know this record';
	if (status === 429) return 'Sendoso is receiving too many requests from this application';
	if (status >= 500) return `Sendoso could not process the request (status ${status})`;
	return `Sendoso refused the request (status ${status})`;
}

function causeOf(status: number, retryAfterMs: number | undefined): Failure | undefined {
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	if (status === 429) return { cause: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	if (status >= 500 || status === 408) return { cause: 'temporarily-unavailable' };
	return undefined;
}
