import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../errors/describe';
import type { FailureKind } from '../errors/phrases';
import type { Outcome } from '../transport/requestWithRetry';
import { isRow } from '../values/json';
import { describeOutcome, isCancelled, type ItemContext } from './itemContext';

/** How the attempt to send or create something for an item ended. It is remembered for the whole execution. */
export type Ending = SuccessfulEnding | FailedEnding;

/** An attempt that was carried out, at least in part: an item with an error stands for the part that was not. */
export interface SuccessfulEnding {
	kind: 'succeeded';
	items: INodeExecutionData[];
	/** What is kept with the execution in their place, where they hold a secret. */
	kept?: INodeExecutionData[];
}

/** What was asked for by a send whose outcome nobody knows, so that it can be looked for later. */
export interface AskedSend {
	/** Empty for what was sent without a campaign. */
	touchId: string;
	email: string;
	/** What was sent without a campaign. */
	product?: string;
	/** The earliest moment at which its request can have started, and the latest one at which it ended, in milliseconds since the epoch. */
	from: number;
	to: number;
	/** ID of its reservation. */
	reservation: string;
	/** Whose list of sends shows it, as a fingerprint. */
	list: string;
}

/** An attempt that failed. */
export interface FailedEnding {
	kind: 'failed';
	failure: FailureKind;
	message: string;
	description: string;
	/** What of the description may stand in a message, where that is not all of it. */
	advice?: string;
	status?: number;
	cause?: Failure;
	/** Whether another try of the same execution may make the request: only when nothing can have been created. */
	mayRepeat: boolean;
	/** The send whose outcome is unknown, where it can be told from others. */
	asked?: AskedSend;
	/** Whether an earlier execution left it so, so that it stops nothing in this one. */
	isRecalled?: boolean;
}

/** Member `sendoso` of an output item, where it has one. */
export function factsOf({ json }: INodeExecutionData): IDataObject | undefined {
	return isRow(json.sendoso) ? json.sendoso : undefined;
}

/** Output items without the sends that were found in a list. */
export function withoutMatchedSends(items: INodeExecutionData[]): INodeExecutionData[] {
	return items.map((entry) => {
		const { matchedSend, ...facts } = factsOf(entry) ?? {};
		return matchedSend === undefined ? entry : { ...entry, json: { ...entry.json, sendoso: facts } };
	});
}

/** The ending of an item for which no request was made. */
export function notStarted({ caller, run }: ItemContext): FailedEnding {
	const reason = run.stopped ?? { message: 'the execution was cancelled', description: 'Run the workflow again to send it.' };
	return { kind: 'failed', failure: 'notSent', ...reason, mayRepeat: !isCancelled(caller) };
}

/**
 * The ending of an item whose request was refused, or whose outcome nobody knows.
 *
 * @param explain says why a record was not found, where somebody can tell
 */
export async function failedEnding(item: ItemContext, outcome: Outcome, explain?: () => Promise<string | undefined>): Promise<FailedEnding> {
	const { message, description, status, failure, reference } = describeOutcome(item, outcome);
	const isUnknown = outcome.meaning === 'unknown';
	const wasNeverMade = outcome.meaning === 'notConnected' || outcome.meaning === 'notSent';
	if (isUnknown) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown', sends: sendsOf(item) });
	const explained = status === 404 && !isUnknown ? await explain?.() : undefined;
	return {
		kind: 'failed',
		failure: isUnknown ? 'unknown' : wasNeverMade ? 'notSent' : 'refused',
		message: isUnknown ? `${message}. ${subjectOf(item)}` : message,
		description: isUnknown ? `${howToCheck(item)}${reference}` : (explained ?? description),
		status,
		cause: failure,
		mayRepeat: !isUnknown && outcome.meaning !== 'declined',
	};
}

/** How to find out what became of an item with an unknown outcome. */
export function howToCheck({ operation, wording }: ItemContext): string {
	if (operation.howToCheck !== undefined) return operation.howToCheck;
	return operation.safety === 'reads' ? '' : wording.howToCheck[operation.safety];
}

function sendsOf({ operation, parameters }: ItemContext): number {
	return operation.safety === 'spends' ? operation.countSends(parameters) : 1;
}

/** What was asked for, for an error about an unknown outcome. */
function subjectOf({ name, operation, parameters }: ItemContext): string {
	if (operation.safety === 'spends' && operation.productOf !== undefined) return 'A gift was asked for and may have been created';
	if (operation.safety !== 'spends' || parameters.touchId === undefined) return `'${name}' was asked for and may have been carried out`;
	return `A send from campaign ${String(parameters.touchId)} was asked for and may have been created`;
}
