import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import type { Operation, Parameters, RunFacts } from '../operations/operation';
import { pause, systemClock } from '../transport/clock';
import { canTellExecutionsApart, isUnattended, memoryOf } from './executionMemory';
import { countItems, parametersOfItem } from './parameters';
import { joinProblems, summarizeProblems } from './problems';
import { Failures, type NodeError } from './progress/failures';
import { hasResult } from './progress/hasResult';
import { ItemProgress } from './progress/itemProgress';
import { areFixed, readRequestOptions, type ReadRequestOptions, type RequestOptions } from './requestOptions';
import { type SendBudget, sendBudgetOf } from './sendBudget';
import { WarmUpGate } from './warmUpGate';
import { WriteLog } from './writeLog';

/** As long as n8n waits between two tries of a node, in milliseconds. */
const LONGEST_WAIT_BETWEEN_TRIES_MS = 5_000;

/** Why no further request of a run may start. */
export interface Stop {
	message: string;
	description: string;
	/** The item whose error says why, where this does not. */
	seeItem?: number;
}

/**
 * One try of one run of one node: what its items share. "Retry On Fail" makes a new one, and so does every turn
 * of a loop. All items' parameters are resolved and checked when it is made, before any request.
 */
export class NodeRun {
	/** Holds everything back until the first request of the run has ended. */
	readonly firstRequest = new WarmUpGate();
	/** Holds sends back until the first send of the run has ended. */
	readonly firstSend = new WarmUpGate();
	readonly facts: RunFacts;
	/** What went out so far, in earlier tries too. */
	readonly writeLog: WriteLog;
	readonly itemCount: number;
	readonly progress: ItemProgress;
	/** How many sends are left to this run; absent for what spends nothing. */
	readonly budget: SendBudget | undefined;
	private readonly parameters: Array<Parameters | undefined> = [];
	private readonly requestOptions: RequestOptions[] = [];
	/** Request Options of an item, resolved once for all where they are the same. */
	private readonly readOptions: (context: IExecuteSingleFunctions, itemIndex: number) => ReadRequestOptions;
	/** By the place of the item, in ascending order. */
	private readonly problems = new Map<number, Problem>();
	private summary: Problem | undefined;
	private stop: Stop | undefined;
	private lastPlace: Promise<void> = Promise.resolve();
	/** Whether n8n runs all items together; calls of agents are each for themselves. */
	private readonly isShared: boolean;
	private readonly failures = new Failures();
	private unheard: NodeError | undefined;
	private isSuperseded = false;

	constructor(
		context: IExecuteSingleFunctions,
		readonly operation: Operation,
		/** The try before this one. */
		earlier?: NodeRun,
	) {
		this.writeLog = earlier?.writeLog ?? new WriteLog();
		this.facts = { timezone: context.getTimezone() };
		this.itemCount = countItems(context);
		this.isShared = !isUnattended(context);
		const fixed = areFixed(context.getNode().parameters.requestOptions) ? readRequestOptions(context, 0) : undefined;
		this.readOptions = fixed === undefined ? readRequestOptions : () => fixed;
		for (let index = 0; index < this.itemCount; index++) this.check(context, index);
		const { intervalMs = 0, batchSize = 1 } = this.requestOptions[0] ?? {};
		// One batch has no pause in it.
		this.progress = new ItemProgress(this.itemCount, this.itemCount > batchSize ? intervalMs : 0);
		this.budget = operation.safety === 'spends' ? sendBudgetOf(context, operation, this.goodItems, this.writeLog, earlier?.budget) : undefined;
	}

	/** Parameters of an item; undefined when one of them can't be read. */
	parametersOf(itemIndex: number): Parameters | undefined {
		return this.parameters[itemIndex];
	}

	/** What n8n's Request Options say of an item. */
	requestOptionsOf(itemIndex: number): RequestOptions | undefined {
		return this.requestOptions[itemIndex];
	}

	/** What is wrong with an item's parameters. */
	problemOf(itemIndex: number): Problem | undefined {
		return this.problems.get(itemIndex);
	}

	/** The first item with a problem, or undefined. */
	get firstBadItem(): number | undefined {
		const [first] = this.problems.keys();
		return first;
	}

	/** What is wrong with the parameters of all items together, for the error that ends the run. */
	get allProblems(): Problem | undefined {
		this.summary ??= summarizeProblems(this.problems, this.itemCount);
		return this.summary;
	}

	/** Parameters of the items that are in order, by the place of the item. */
	get goodItems(): Map<number, Parameters> {
		return new Map([...this.parameters.entries()].flatMap(([index, values]) => (values === undefined || this.problems.has(index) ? [] : [[index, values] as const])));
	}

	/**
	 * Gives an item its place in the line in which the items of the run go on: of two rows for one gift the first one has
	 * it, however long its credential takes to be read. Whoever has a place has to leave it.
	 */
	takePlace(): { turn: Promise<void>; leave: () => void } {
		const turn = this.lastPlace;
		let leave: () => void = () => undefined;
		this.lastPlace = new Promise<void>((resolve) => {
			leave = resolve;
		});
		return { turn, leave };
	}

	/** Keeps every further request of this run from starting. The first reason stays. */
	stopWith(stop: Stop) {
		this.stop ??= stop;
	}

	/** Why no further request may start, or undefined. */
	get stopped(): Stop | undefined {
		return this.stop;
	}

	/** Whether the run goes on as a whole, once the engine has started as much of it as has to be waited for. */
	async isWhole(caller: IExecuteSingleFunctions): Promise<boolean> {
		// Calls of agents share no run.
		if (!this.isShared || (await this.progress.mayBegin())) return true;
		// In continue mode most engines go on after an item that they refuse. Those of n8n 2 up to 2.39.5 end the node, and
		// give its input out as if nothing had been done.
		if (!caller.continueOnFail()) return false;
		// Until its next try n8n has no result.
		const { retryOnFail, waitBetweenTries } = caller.getNode();
		if (retryOnFail === true) await pause(systemClock, Math.min(waitBetweenTries ?? 0, LONGEST_WAIT_BETWEEN_TRIES_MS));
		return !this.isSuperseded && !hasResult(caller, runIndexOf(caller));
	}

	/** Notes that n8n tries the node again, so that it looks at nothing of this try any more. */
	supersede() {
		this.isSuperseded = true;
	}

	/**
	 * Notes the error with which an item ends the run, before the end of the item. Where something is sent or created it
	 * will tell what went out.
	 */
	fail(itemIndex: number, error: NodeError) {
		if (this.operation.safety !== 'reads') this.failures.add(itemIndex, error);
	}

	/** Notes that the node is done with an item. The errors of the run are completed with its last one, before n8n looks at any. */
	end(itemIndex: number) {
		this.budget?.close(itemIndex);
		const noun = this.operation.safety === 'spends' ? 'send' : 'change';
		if (this.progress.end(itemIndex) || !this.isShared) this.failures.tell({ log: this.writeLog, noun, stoppedBy: this.stop?.seeItem });
	}

	/**
	 * Waits until n8n listens to the error of an item. It listens when it has started all items; one that it gets before, or
	 * when it has given the run up, would end its process.
	 *
	 * @returns the error that the item is to throw; undefined when nobody listens
	 */
	async heard(itemIndex: number, error: NodeError | undefined): Promise<NodeError | undefined> {
		// The last item speaks for those that nobody listened to, should n8n have started it after all.
		if (itemIndex === this.itemCount - 1) return error ?? this.unheard;
		if (error === undefined || !this.isShared || (await this.progress.isComplete())) return error;
		this.unheard ??= error;
		return undefined;
	}

	private check(context: IExecuteSingleFunctions, index: number) {
		const { fields, checks } = this.operation;
		const { values, problems: unreadable } = parametersOfItem(context, fields, index);
		const { options, problems: unusable } = this.readOptions(context, index);
		this.requestOptions[index] = options;
		const problems = [...unreadable, ...unusable];
		if (problems.length > 0) {
			this.problems.set(index, joinProblems(problems));
			return;
		}
		this.parameters[index] = values;
		for (const check of checks) {
			const problem = check(values, this.facts);
			if (problem) {
				this.problems.set(index, problem);
				return;
			}
		}
	}
}

/** The run that an item belongs to; the first item of a try makes it. */
export function joinRun(context: IExecuteSingleFunctions, operation: Operation): NodeRun {
	const itemIndex = context.getItemIndex();
	// Without an execution to hold on to, items of strangers could meet: each one is then a run of its own.
	if (!canTellExecutionsApart(context)) return new NodeRun(context, operation);
	const memory = memoryOf(context);
	const { id, name } = context.getNode();
	const key = `run ${context.getWorkflow().id ?? ''} ${id} ${name} ${runIndexOf(context)}`;
	const known = memory.get(key);
	if (known instanceof NodeRun && known.operation === operation && known.progress.arrive(itemIndex)) return known;
	const earlier = known instanceof NodeRun ? known : undefined;
	earlier?.supersede();
	const created = new NodeRun(context, operation, earlier);
	created.progress.arrive(itemIndex);
	memory.set(key, created);
	return created;
}

/** What an item was told; n8n makes a context for each one. */
const runIndexes = new WeakMap<object, number>();

/**
 * Which turn of a loop this is. The contexts of hooks tell it through an expression only, which takes a twelfth of all that
 * n8n does for an item; every engine so far keeps the number itself in the context.
 */
export function runIndexOf(context: IExecuteSingleFunctions): number {
	const kept: unknown = Reflect.get(context, 'runIndex');
	if (typeof kept === 'number') return kept;
	const known = runIndexes.get(context) ?? Number(context.evaluateExpression('{{ $runIndex }}', context.getItemIndex()));
	runIndexes.set(context, known);
	return known;
}
