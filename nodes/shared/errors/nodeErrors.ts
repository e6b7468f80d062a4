import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { onOneLine } from '../values/text';
import { adviceInMessage } from './adviceInMessage';
import type { Failure } from './describe';
import { type FailureKind, LAST_WORDS, PHRASES } from './phrases';

export type { Problem } from '../values/problem';

/** What an error says, and where it belongs. */
export interface ErrorParts {
	/** What happened, in Sendoso's own words where it gave any. */
	message: string;
	/** What to change or do. */
	description: string;
	/** What of the description may stand in the message, where that is not all of it. */
	advice?: string;
	/** Whether whoever gets the error sees its message alone, as a model does: then the advice stands there, too. */
	isMessageAlone?: boolean;
	/** Zero-based input item. */
	itemIndex?: number;
	/** First words, for operations that send or create. */
	kind?: FailureKind;
	/** HTTP status of Sendoso's answer. */
	status?: number;
	/** Why it failed, for n8n's own handling. */
	failure?: Failure;
}

/**
 * Makes the error that n8n shows and stores. It is built from our own words only: no request, no header, and no
 * response body can get into a stored execution through it.
 */
export function toNodeError(node: INode, parts: ErrorParts): NodeApiError | NodeOperationError {
	const { itemIndex, status, isMessageAlone = false } = parts;
	// n8n writes both into its log.
	const [ownMessage, ownDescription] = [onOneLine(parts.message), onOneLine(parts.description)];
	const advised = isMessageAlone ? withAdvice(ownMessage, adviceInMessage(onOneLine(parts.advice ?? parts.description))) : ownMessage;
	const message = parts.kind ? withPhrase(parts.kind, advised) : advised;
	const description = itemIndex === undefined ? ownDescription : `${ownDescription} [item ${itemIndex}]`;
	const options = { message, description, itemIndex, failure: parts.failure };
	const error =
		status === undefined
			? new NodeOperationError(node, message, options)
			: new NodeApiError(node, { message } as JsonObject, { ...options, httpCode: String(status) });
	// n8n swaps texts that look like a network code for its own; the phrase must survive.
	error.message = message;
	error.description = description;
	return error;
}

function withPhrase(kind: FailureKind, message: string): string {
	const { [kind]: lastWords } = LAST_WORDS;
	return `${PHRASES[kind]} ${lastWords === undefined ? message : `${message.replace(/\.$/, '')}. ${lastWords}`}`;
}

/** A message that holds its advice already was made of an error, such as one that n8n kept. */
function withAdvice(message: string, advice: string): string {
	return advice === '' || message.includes(advice) ? message : `${message.replace(/\.$/, '')}${/[!?]$/.test(message) ? '' : '.'} ${advice}`;
}
