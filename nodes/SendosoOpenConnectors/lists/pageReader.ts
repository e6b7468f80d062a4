import { serverWords } from '../../shared/errors/apiMessage';
import { ask, hidden, type ItemContext, requestError } from '../../shared/execution/itemContext';
import { unreadable } from '../../shared/execution/listResults';
import { type Answer, type Answered, statusOf } from '../../shared/transport/answer';
import type { ApiRequest } from '../../shared/transport/httpCall';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isAboutSize } from '../meaning';
import { pageQuery, type ReadConnectorPage, refusalOf } from './cursorPages';
import { readConnectorPage } from './pageBody';

/** How the pages of a list are read. */
export interface PageShape {
	/** Name of the wrapper around each row. */
	singular?: string;
	/** Whether an answer that is no page says that there is nothing. */
	isNothing?(answer: Answer): boolean;
	/** Makes a row of an entry that is none. */
	toRow?(entry: unknown): unknown;
}

/** Reads the pages of a list for an item. What the platform only warns of goes into n8n's log. */
export function connectorPageReader(item: ItemContext, request: ApiRequest, { singular, isNothing, toRow }: PageShape = {}): ReadConnectorPage {
	return async (cursor, pageSize) => {
		const outcome = await ask(item, { ...request, method: 'GET', qs: { ...request.qs, ...pageQuery(cursor, pageSize) } });
		if (isAboutSize(outcome.answer) && pageSize > 1) return 'tooLarge';
		if (isNothing?.(outcome.answer) === true) return { rows: [] };
		const answer = answerOf(outcome);
		const refusal = refusalOf(cursor, statusOf(outcome.answer));
		if (refusal !== undefined) return { ...refusal, failure: requestError(item, outcome) };
		if (answer === undefined) throw requestError(item, outcome);
		const body = toRow === undefined || !Array.isArray(answer.body) ? answer.body : (answer.body as unknown[]).map((entry) => toRow(entry));
		const result = readConnectorPage({ ...answer, body }, singular);
		if (result === undefined) throw unreadable(item);
		warnOfAnswer(item, answer);
		return result;
	};
}

/** Characters of a server's warning that go into the log. */
const LONGEST_WARNING = 300;

/** Tells n8n's log what a good answer warns of (fact 53). */
export function warnOfAnswer(item: ItemContext, { headers }: Answered) {
	const warning = headers['elements-error'];
	if (warning) warn(item, 'SAP Open Connectors warns of an answer', { warning: serverWords(warning, (text) => hidden(item, text)).slice(0, LONGEST_WARNING) });
}

/** Tells n8n's log of a list that has fewer records than it announces. */
export function warnOfCount(item: ItemContext, announced: number | undefined) {
	if (announced !== undefined) warn(item, `the list is said to hold ${announced} records, and ended before with an empty page`);
}

/** Writes a warning into n8n's log. */
export function warn(item: ItemContext, message: string, more: Record<string, unknown> = {}) {
	item.caller.logger.warn(`Sendoso: ${message}`, { node: item.caller.getNode().name, item: item.itemIndex, ...more });
}
