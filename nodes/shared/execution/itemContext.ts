import type { DeclarativeRestApiSettings, IDataObject, IExecutePaginationFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { describe, type Description } from '../errors/describe';
import { type ErrorParts, toNodeError } from '../errors/nodeErrors';
import { failureKindOf } from '../errors/phrases';
import type { Wording } from '../errors/wording';
import type { Operation, Parameters } from '../operations/operation';
import type { Connection } from '../transport/connection';
import { type ApiRequest, TOTAL_DEADLINE_MS } from '../transport/httpCall';
import { answerOf, type Outcome, requestWithRetry } from '../transport/requestWithRetry';
import { executionMark, isAgentTool, isUnattended, memoryOf, memoryOfCall } from './executionMemory';
import type { NodeRun } from './nodeRun';
import type { RequestOptions } from './requestOptions';

/** Everything that is needed to carry out an operation for one input item. */
export interface ItemContext {
	caller: IExecutePaginationFunctions;
	connection: Connection;
	/** What the API says of its failures. */
	wording: Wording;
	run: NodeRun;
	operation: Operation;
	/** `resource.operation`. */
	name: string;
	itemIndex: number;
	parameters: Parameters;
	/** Method, path, query and body from the operation's data; settings from the engine. */
	request: ApiRequest;
	/** What is known of the answers that the item read. */
	answers: AnswersRead;
	/** Whether reads go on after the run was stopped: to find out what became of a send. */
	outlivesRun?: boolean;
	/** Whether reads pass by the gate of the run: they belong to a request that holds it. */
	isUngated?: boolean;
}

/** What is known of the answers that an item read. */
export interface AnswersRead {
	/** Of which version of the credential's secrets none of them holds any; NaN when one may hold some. */
	cleanOf?: number;
	/** Whether the output of the item is made of them alone. */
	makeOutput: boolean;
}

/** Settings that n8n puts on a request and that every call of the operation keeps. */
const KEPT_SETTINGS = ['proxy', 'skipSslCertificateValidation', 'allowedDomains'] as const;

/**
 * Takes over method, path and the settings of the user's Request Options, as the engine put them together for the item.
 *
 * @param read what was read of the Request Options and checked before the run
 */
export function readRequest(options: DeclarativeRestApiSettings.ResultOptions['options'], read?: RequestOptions): ApiRequest {
	const given: Record<string, unknown> = { ...options };
	const settings = Object.fromEntries(KEPT_SETTINGS.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]));
	// n8n takes the text "false" for a yes.
	if (read?.skipSslCertificateValidation === false) delete settings.skipSslCertificateValidation;
	return {
		method: (options.method ?? 'GET') as ApiRequest['method'],
		path: options.url ?? '',
		settings,
		deadlineMs: read?.deadlineMs ?? TOTAL_DEADLINE_MS,
	};
}

/** An output item that names the input item it came from. */
export function toItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json, pairedItem: { item: itemIndex } };
}

/**
 * The item of an error in continue mode. n8n keeps the error's message; where it keeps other members, too, they say what
 * became of a send.
 */
export function failedItem(error: NodeApiError | NodeOperationError, itemIndex: number, doesSpend: boolean): INodeExecutionData {
	const kind = doesSpend ? failureKindOf(error.message) : undefined;
	const json: IDataObject = kind === undefined ? {} : { sendoso: { outcome: kind, wasSent: kind === 'unknown' ? null : false } };
	return { json, error, pairedItem: { item: itemIndex } };
}

/** An error about this item. What it tells of records, Sendoso wrote: no secret gets out with it. */
export function itemError(item: ItemContext, parts: Omit<ErrorParts, 'itemIndex' | 'isMessageAlone'>) {
	const { message, description, advice } = parts;
	return toNodeError(item.caller.getNode(), {
		...parts,
		message: hidden(item, message),
		description: hidden(item, description),
		advice: advice === undefined ? undefined : hidden(item, advice),
		isMessageAlone: isUnattended(item.caller),
		itemIndex: item.itemIndex,
	});
}

/** A text for people without the secrets of the item's credential. */
export function hidden({ connection: { secrets } }: Pick<ItemContext, 'connection'>, text: string): string {
	return secrets?.hide(text) ?? text;
}

/** What leaves the node, without the secrets of the item's credential. */
export function withoutSecrets<T>({ connection: { secrets }, operation }: Pick<ItemContext, 'connection' | 'operation'>, value: T): T {
	return secrets?.hideIn(value, operation.showsClientKey) ?? value;
}

/** Whether the output of an item is made of answers that hold no secret. */
function isClean({ answers: { cleanOf, makeOutput }, connection: { secrets } }: ItemContext): boolean {
	return makeOutput && cleanOf !== undefined && cleanOf === secrets?.version;
}

/** The output of an item, without the secrets of its credential. */
export function shownItems(item: ItemContext, items: INodeExecutionData[]): INodeExecutionData[] {
	return isClean(item) ? items : items.map((result) => ({ ...result, json: withoutSecrets(item, result.json) }));
}

/**
 * Says in words what a failed request of an item met.
 *
 * @param name `resource.operation` for advice that fits, where the request is not the one of the item's operation
 */
export function describeOutcome({ name: ownName, wording, connection }: ItemContext, outcome: Outcome, name = ownName): Description {
	return describe(outcome, name, wording, connection);
}

/** The error about a request of an item that failed. */
export function requestError(item: ItemContext, outcome: Outcome) {
	return itemError(item, describeOutcome(item, outcome));
}

/** ID of the credential that an item goes through; empty where the node does not tell it. */
export function credentialIdOf({ caller, connection: { credentialType } }: Pick<ItemContext, 'caller' | 'connection'>): string {
	return caller.getNode().credentials?.[credentialType]?.id ?? '';
}

/**
 * Where to keep what is read once for several items: with the execution, so that a try of "Retry On Fail" finds it; for an
 * agent, to whom each call is new, with the call.
 */
export function readMemoryOf({ caller, run }: ItemContext): Map<string, unknown> {
	return isAgentTool(caller) ? memoryOfCall(run) : memoryOf(caller);
}

/** Whether the execution was cancelled. */
export function isCancelled(caller: IExecutePaginationFunctions): boolean {
	return caller.getExecutionCancelSignal()?.aborted === true;
}

/**
 * Reads something from Sendoso, as one request of this item.
 *
 * @param isNeeded asked before the request starts
 * @returns what came back; never `done` with an unreadable body
 * @throws an error about the item when the run was stopped before the request could start
 */
export async function ask(item: ItemContext, request: ApiRequest, isNeeded: () => boolean = () => true): Promise<Outcome> {
	const { caller, connection, run } = item;
	const refuse = () => {
		if (run.stopped && item.outlivesRun !== true) return itemError(item, { ...run.stopped, message: `Not read: ${run.stopped.message}` });
		if (isCancelled(caller)) return itemError(item, { message: 'Not read: the execution was cancelled', description: 'Run it again.' });
		return isNeeded() ? undefined : itemError(item, { message: 'Not read: another page failed', description: 'Run it again.' });
	};
	const makeRequest = async () => {
		const result = await requestWithRetry(caller, connection, request, {
			safety: 'reads',
			priority: 'read',
			owner: executionMark(caller),
			refuse,
			cancelled: () => isCancelled(caller),
		});
		if (result.accountWide && item.outlivesRun !== true) stopRun(item, result);
		const { cleanOf = NaN } = result.answer.kind === 'answered' ? result.answer : {};
		item.answers.cleanOf = (item.answers.cleanOf ?? cleanOf) === cleanOf ? cleanOf : NaN;
		return result;
	};
	return item.isUngated === true ? await makeRequest() : await run.firstRequest.pass(makeRequest);
}

/**
 * Reads something from Sendoso and gives the body of the answer.
 *
 * @throws an error about the item in Sendoso's own words when it was refused or could not be read
 */
export async function read(item: ItemContext, request: ApiRequest, isNeeded?: () => boolean): Promise<unknown> {
	const outcome = await ask(item, request, isNeeded);
	const answer = answerOf(outcome);
	if (answer === undefined) throw requestError(item, outcome);
	return answer.body;
}

/** Keeps the other items from meeting the same refusal of the whole account. */
export function stopRun(item: ItemContext, outcome: Outcome) {
	const { message, description } = describeOutcome(item, outcome);
	item.run.stopWith({ message: `the run was stopped after item ${item.itemIndex}: ${message}`, description });
}
