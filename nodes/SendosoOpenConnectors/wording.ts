import type { Cause, Wording } from '../shared/errors/wording';
import type { Answer } from '../shared/transport/answer';
import { isMissingResource } from './meaning';

/** Advice by what happened (facts 11, 13, 27, 57). */
const ADVICE: Partial<Record<Cause, string>> = {
	400: "Compare the message with the node's parameters. A filter may name a field that the connector can't filter on.",
	401: "Check 'User Secret', 'Organization Secret' and 'Element Token', and that 'Region' is the one of your tenant: a reset secret, a deleted instance and a wrong region all end here. Where Sendoso no longer accepts the instance, 'Connector Instance' > 'Reauthorize' lets it in again.",
	403: 'The instance of the connector is probably disabled, or your user is no member of the Open Connectors account. Enable the instance in SAP Open Connectors, or ask its administrator. Sendoso may also lack the right or the plan for this.',
	404: 'Check the ID in the node, and that the instance of the connector offers this resource.',
	429: "Lower 'Requests per Second' in the credential, or ask for less at a time.",
	notConnected: "Check 'Region' and 'Base URL' in the credential, and whether n8n may reach that host.",
	lost: 'SAP Open Connectors or Sendoso may be slow or unavailable. Try again later.',
	unreadable: 'The answer did not come from SAP Open Connectors, or was cut on the way. Check the host in the credential.',
};

/** The resource is not there at all (fact 27): no fault of the credential, and nothing that a repeat could mend. */
const NOT_EXPOSED = "This instance does not expose it. Not every instance of the connector has every resource; 'Object' > 'Get Metadata' and SAP Open Connectors show what yours has.";

/** What SAP's page says of the connector, for statuses with which a connector without bulk answers (facts 64, 65). */
export const BULK_IS_OFF = "If the job is not the reason, bulk jobs are switched off for this connector; SAP's page of it says so.";

/**
 * What the user can do about a failure over SAP Open Connectors.
 *
 * @param operation `resource.operation`
 */
function adviceFor(operation: string, cause: Cause, message = ''): string {
	const mayBeOff = operation.startsWith('bulkJob.') && [400, 404, 405].includes(Number(cause));
	return mayBeOff ? `${BULK_IS_OFF} ${generalAdvice(operation, cause, message)}` : generalAdvice(operation, cause, message);
}

function generalAdvice(operation: string, cause: Cause, message: string): string {
	// Where no record is named, a 404 can only mean the resource.
	const namesNoRecord = /\.(getAll|getMetadata)$/.test(operation);
	if (isMissingResource(cause, message) || (cause === 404 && namesNoRecord)) return NOT_EXPOSED;
	const { [cause]: special = typeof cause === 'number' && cause >= 500 ? ADVICE.lost : ADVICE[400] } = ADVICE;
	return special ?? '';
}

/** The number under which SAP can look an answer up, as a sentence for an error; empty when there is none (fact 55). */
function referenceOf(answer: Answer): string {
	if (answer.kind !== 'answered') return '';
	const inBody = typeof answer.body === 'object' && answer.body !== null ? (answer.body as { requestId?: unknown }).requestId : undefined;
	const id = answer.headers['elements-request-id'] ?? inBody;
	return typeof id === 'string' && /^[\w-]{4,100}$/.test(id) ? ` For SAP's support: Elements-Request-Id ${id}.` : '';
}

/** What SAP Open Connectors says of its failures. */
export const wording: Wording = {
	party: 'SAP Open Connectors',
	adviceFor,
	referenceOf,
	howToCheck: {
		spends: 'It may have been carried out. Look in Sendoso before you run this again.',
		creates: 'It may have been created. Look for it in Sendoso before you run this again.',
		changes: 'It may have been carried out. Look at the record before you run this again.',
	},
};
