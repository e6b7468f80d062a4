import { apiMessage } from '../shared/errors/apiMessage';
import type { Cause } from '../shared/errors/wording';
import { type Answer, type Answered, interpretAnswer, isReadable, type Meaning, type Safety } from '../shared/transport/answer';

/** Whether an answer says that the instance does not have the resource, or not with this method. */
export function isMissingResource(cause: Cause, message: string): boolean {
	if (cause === 405) return true;
	if (typeof cause !== 'number' || ![400, 404, 502].includes(cause)) return false;
	// A message with an ID in it is about a record.
	if (/\bids?\b/i.test(message)) return false;
	const aboutResource = message.slice(message.search(/resource |$/i));
	return /(unknown|no such|not a|invalid|unsupported) (resource|object|endpoint|api)|no (api|endpoint|resource)/i.test(message) || /not (found|supported|exist)/i.test(aboutResource);
}

/** Statuses of reads that may pass by themselves (fact 61). */
const PASSING = [429, 502, 503, 504];

/**
 * Classifies an answer of SAP Open Connectors. It differs from Sendoso's own API in what a 429 proves: it may also be
 * about size or time, and then the work may have been done (fact 57, interface 3.3).
 */
export function interpretConnectorAnswer(answer: Answer, safety: Safety): Meaning {
	const meaning = answer.kind === 'answered' && safety === 'changes' && isEmptySuccess(answer) ? 'done' : interpretAnswer(answer, safety);
	if (answer.kind !== 'answered') return meaning;
	const { status } = answer;
	if (safety !== 'reads') {
		// Nothing was carried out where the method does not exist (A5); what spends money keeps to the table.
		if (status === 405 && safety !== 'spends') return 'refused';
		return meaning === 'throttled' ? 'unknown' : meaning;
	}
	// Neither is mended by a repeat (facts 27, 57).
	if (isAboutSize(answer) || (status >= 400 && isMissingResource(status, apiMessage(answer.body) ?? ''))) return 'refused';
	return status >= 400 && meaning === 'unknown' && !PASSING.includes(status) ? 'refused' : meaning;
}

/** Whether a 429 is about the size of the answer: waiting is useless then, a smaller page helps (A12). */
export function isAboutSize(answer: Answer): boolean {
	if (answer.kind !== 'answered' || answer.status !== 429 || !isReadable(answer.body)) return false;
	return /\bsize\b|too large|too big|\bMB\b/i.test(JSON.stringify(answer.body));
}

/** Changes and deletions may be answered with nothing. */
function isEmptySuccess({ status, body }: Answered): boolean {
	return status >= 200 && status < 300 && (body === undefined || body === null || body === '');
}
