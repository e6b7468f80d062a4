import {
	type DeclarativeRestApiSettings,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { type Problem, toNodeError } from '../errors/nodeErrors';
import type { Operation } from '../operations/operation';
import { completeRequest } from '../operations/request';
import { connect } from '../service/connect';
import { isUnattended } from './executionMemory';
import { failedItem, type ItemContext, readRequest, shownItems } from './itemContext';
import { joinRun, type NodeRun } from './nodeRun';
import type { Handler, NodeService } from './nodeService';

type RequestOptions = DeclarativeRestApiSettings.ResultOptions['options'];

/** Takes the place of the engine's own request for one input item. */
type PaginationFunction = (this: IExecutePaginationFunctions, request: DeclarativeRestApiSettings.ResultOptions) => Promise<INodeExecutionData[]>;

/**
 * Makes the function that carries out any operation of a node for one input item. It hangs on
 * `requestOperations.pagination` and replaces the engine's own request, so that every request of the node goes through
 * the one transport. It gives the item's output, or an item with `error` in continue mode, and throws a NodeApiError or
 * NodeOperationError about the item.
 */
export function runOperation<Shape extends { kind: string }>(node: NodeService<Shape>): PaginationFunction {
	return async function ({ options }) {
		const itemIndex = this.getItemIndex();
		const [joined] = await Promise.allSettled([join(node, this)]);
		if (joined.status === 'rejected') {
			const error = toKnownError(this, joined.reason, itemIndex);
			if (this.continueOnFail()) return [failedItem(error, itemIndex, false)];
			throw error;
		}
		const { operation, run, leave } = joined.value;
		const [result] = await Promise.allSettled([runItem(node, this, options, joined.value)]);
		leave();
		const error = result.status === 'fulfilled' ? undefined : toKnownError(this, result.reason, itemIndex);
		if (error && !this.continueOnFail()) run.fail(itemIndex, error);
		run.end(itemIndex);
		if (error && this.continueOnFail()) return [failedItem(error, itemIndex, operation.safety === 'spends')];
		const heard = await run.heard(itemIndex, error);
		if (heard) throw heard;
		return result.status === 'fulfilled' ? result.value : [];
	};
}

/** An item in its run. */
interface Joined<Shape extends { kind: string }> {
	operation: Operation<Shape>;
	name: string;
	run: NodeRun;
	/** Waits until the items before this one have gone on or ended, and goes on itself. */
	goOn(): Promise<void>;
	/** Gives the place of the item in the line away. */
	leave(): void;
}

async function join<Shape extends { kind: string }>(node: NodeService<Shape>, caller: IExecutePaginationFunctions): Promise<Joined<Shape>> {
	// Without a pause, so that the items join in their order.
	const { operation, name } = chosenOperation(node, caller);
	const run = joinRun(caller, operation);
	const { turn, leave } = run.takePlace();
	const goOn = async () => {
		await turn;
		leave();
	};
	return await Promise.resolve({ operation, name, run, goOn, leave });
}

async function runItem<Shape extends { kind: string }>(
	node: NodeService<Shape>,
	caller: IExecutePaginationFunctions,
	options: RequestOptions,
	{ operation, name, run, goOn }: Joined<Shape>,
): Promise<INodeExecutionData[]> {
	const itemIndex = caller.getItemIndex();
	if (!(await run.isWhole(caller))) {
		if (itemIndex === run.itemCount - 1) throw refusal(caller, operation, TOO_SLOW);
		// The engine has thrown its error by now and looks at no item any more: an error of this one would end the process.
		return [];
	}
	const bad = run.firstBadItem;
	const problems = caller.continueOnFail() ? undefined : run.allProblems;
	if (bad !== undefined && problems !== undefined) {
		// The run fails on that item: others give no output, so that the error names the right item.
		if (bad !== itemIndex && (await run.progress.hasArrived(bad))) return [];
		throw refusal(caller, operation, problems, bad);
	}
	const problem = run.problemOf(itemIndex) ?? run.budget?.excess;
	if (problem) throw refusal(caller, operation, problem);
	const connection = await connect(node, caller, { purpose: operation.answer, itemIndex, kind: failureKindOf(operation), isMessageAlone: isUnattended(caller) });
	await goOn();
	const parameters = run.parametersOf(itemIndex) ?? {};
	const request = completeRequest(readRequest(options, run.requestOptionsOf(itemIndex)), operation, parameters);
	const item: ItemContext = { caller, connection, wording: node.wording, run, operation, name, itemIndex, parameters, request, answers: { makeOutput: false } };
	// The table has a handler for the kind of each shape; the compiler can't tie the two together.
	const handler = node.handlers[operation.answer.kind as Shape['kind']] as unknown as Handler<Shape>;
	const items = await handler(item, operation.answer);
	return shownItems(item, items);
}

/** The operation that the node's parameters choose. */
function chosenOperation<Shape extends { kind: string }>({ resources }: NodeService<Shape>, caller: IExecutePaginationFunctions) {
	const [resource, value] = ['resource', 'operation'].map((parameter) => String(caller.getNodeParameter(parameter)));
	const name = `${resource}.${value}`;
	const operation = resources.find(({ option }) => option.value === resource)?.operations.find(({ option }) => option.value === value);
	if (operation !== undefined) return { operation, name };
	throw toNodeError(caller.getNode(), {
		message: `The node has no operation '${name}'`,
		description: "Choose a 'Resource' and an 'Operation'. For other endpoints use the HTTP Request node with the same credential.",
		isMessageAlone: isUnattended(caller),
		itemIndex: caller.getItemIndex(),
	});
}

/** The last item was started after all, and was waited for no longer. */
const TOO_SLOW: Problem = { message: 'n8n started the items of this run too slowly, and nothing was done for any of them', description: 'Run the node again, with fewer items.' };

/** An error about parameters, before any request. */
function refusal(caller: IExecutePaginationFunctions, operation: Operation, problem: Problem, itemIndex = caller.getItemIndex()) {
	return toNodeError(caller.getNode(), { ...problem, kind: failureKindOf(operation), isMessageAlone: isUnattended(caller), itemIndex });
}

/** What is sent or created says how it failed. */
function failureKindOf({ safety }: Operation) {
	return safety === 'reads' ? undefined : 'notSent';
}

function toKnownError(caller: IExecutePaginationFunctions, error: unknown, itemIndex: number) {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(caller.getNode(), error as Error, { itemIndex });
}
