import { type DeclarativeRestApiSettings, type IExecutePaginationFunctions, type INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { openConnection } from '../../Sendoso/connection';
import { createRecord } from '../../Sendoso/handlers/createRecord';
import { readList, readRecord, readRows } from '../../Sendoso/handlers/records';
import { readSendByGid, readSends } from '../../Sendoso/handlers/sends';
import { findOperation } from '../../Sendoso/resources';
import { NO_INSTANCE } from '../../SendosoOpenConnectors/connection';
import { carryOutOverConnector } from '../../SendosoOpenConnectors/handlers';
import { type Problem, toNodeError } from '../errors/nodeErrors';
import { maximumSendsOf } from '../operations/maximumSends';
import type { Operation } from '../operations/operation';
import { completeRequest } from '../operations/request';
import { createSend } from '../spending/createSend';
import { sendToAddresses } from '../spending/sendToAddresses';
import { readEmails } from '../values/emails';
import { atMostOnce } from './atMostOnce';
import { type ItemContext, readRequest } from './itemContext';
import { joinRun, type NodeRun } from './nodeRun';

/**
 * Carries out any operation for one input item. It hangs on `requestOperations.pagination` and replaces the engine's
 * own request, so that every request of the node goes through the one transport.
 *
 * @returns the item's output, or an item with `error` in continue mode
 * @throws NodeApiError or NodeOperationError about the item
 */
export async function runOperation(
	this: IExecutePaginationFunctions,
	{ options }: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const itemIndex = this.getItemIndex();
	const [result] = await Promise.allSettled([carryOut(this, options)]);
	if (result.status === 'fulfilled') return result.value;
	const error = toKnownError(this, result.reason, itemIndex);
	if (this.continueOnFail()) return [{ json: {}, error, pairedItem: { item: itemIndex } }];
	throw error;
}

async function carryOut(
	caller: IExecutePaginationFunctions,
	options: DeclarativeRestApiSettings.ResultOptions['options'],
): Promise<INodeExecutionData[]> {
	const itemIndex = caller.getItemIndex();
	const authentication = String(caller.getNodeParameter('authentication', 'oAuth2'));
	const [resource, value] = ['resource', 'operation'].map((parameter) => String(caller.getNodeParameter(parameter)));
	const name = `${resource}.${value}`;
	const operation = findOperation(authentication, resource ?? '', value ?? '');
	if (operation === undefined) {
		throw toNodeError(caller.getNode(), {
			message: `The Sendoso node has no operation '${name}' with this 'Authentication'`,
			description: "Choose a 'Resource' and an 'Operation'. For other endpoints use the HTTP Request node with the same credential.",
			itemIndex,
		});
	}
	const run = joinRun(caller, operation);
	const bad = run.firstBadItem;
	const badProblem = bad === undefined ? undefined : run.problemOf(bad);
	if (bad !== undefined && badProblem && bad !== itemIndex && !caller.continueOnFail()) {
		// The run fails on that item: this one gives no output, so that the error names the right item.
		if (await run.hasArrived(bad)) return [];
		throw refusal(caller, operation, badProblem, bad);
	}
	const problem = run.problemOf(itemIndex) ?? tooManySends(run);
	if (problem) throw refusal(caller, operation, problem);
	const connection = await openConnection(caller, authentication);
	const trouble = 'problem' in connection ? connection.problem : operation.isPlatform !== true && !connection.hasInstance ? NO_INSTANCE : undefined;
	if ('problem' in connection || trouble !== undefined) {
		throw refusal(caller, operation, { message: trouble ?? '', description: 'Change the credential of the node.' });
	}
	const parameters = run.parametersOf(itemIndex) ?? {};
	const item: ItemContext = {
		caller,
		connection,
		run,
		operation,
		name,
		itemIndex,
		parameters,
		request: completeRequest(readRequest(options), operation, parameters),
	};
	return await perform(item);
}

/** Chooses how to carry out an operation by what its data says. */
async function perform(item: ItemContext): Promise<INodeExecutionData[]> {
	const { answer, safety } = item.operation;
	switch (answer.kind) {
		case 'record':
			return safety === 'reads' ? await readRecord(item, answer) : await atMostOnce(item, createRecord);
		case 'rows':
			return await readRows(item, answer);
		case 'list':
			return await readList(item, answer);
		case 'sends':
			return await readSends(item);
		case 'sendByGid':
			return await readSendByGid(item);
		case 'send':
			return await atMostOnce(item, createSend);
		case 'egiftLinks':
			return await atMostOnce(item, sendToAddresses);
		default:
			return await carryOutOverConnector(item, answer);
	}
}

/** An error about parameters or credential, before any request. */
function refusal(caller: IExecutePaginationFunctions, { safety }: Operation, problem: Problem, itemIndex = caller.getItemIndex()) {
	const kind = safety === 'reads' ? undefined : 'notSent';
	return toNodeError(caller.getNode(), { ...problem, kind, itemIndex });
}

/** Whether the run would start more sends than the user allows. */
function tooManySends(run: NodeRun): Problem | undefined {
	if (run.operation.safety !== 'spends') return undefined;
	const items = run.goodItems;
	const allowed = Math.min(...items.map(({ options }) => maximumSendsOf(options)));
	const asked = items.reduce(
		(sum, { recipientEmails, numberOfGifts }) => sum + (recipientEmails === undefined ? Number(numberOfGifts ?? 1) : readEmails(recipientEmails).length),
		0,
	);
	if (asked <= allowed) return undefined;
	return {
		message: `this run would make ${asked} sends, more than the ${allowed} that 'Maximum Sends' allows`,
		description: "Raise 'Maximum Sends' in the node's options if that many are wanted, or pass fewer items.",
	};
}

function toKnownError(caller: IExecutePaginationFunctions, error: unknown, itemIndex: number) {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(caller.getNode(), error as Error, { itemIndex });
}
