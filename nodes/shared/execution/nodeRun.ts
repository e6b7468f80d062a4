import type { IExecuteSingleFunctions } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import type { Operation, Parameters, RunFacts } from '../operations/operation';
import { member } from '../values/json';
import { canTellExecutionsApart, memoryOf } from './executionMemory';
import { ItemProgress } from './itemProgress';
import { countItems, parametersOfItem } from './parameters';
import { joinProblems, summarizeProblems } from './problems';
import { type SendBudget, sendBudgetOf } from './sendBudget';
import { WarmUpGate } from './warmUpGate';
import { WriteLog } from './writeLog';

/** Why no further request of a run may start. */
export interface Stop {
	message: string;
	description: string;
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
	/** By the place of the item, in ascending order. */
	private readonly problems = new Map<number, Problem>();
	private summary: Problem | undefined;
	private stop: Stop | undefined;
	private lastPlace: Promise<void> = Promise.resolve();

	constructor(
		context: IExecuteSingleFunctions,
		readonly operation: Operation,
		/** The try before this one. */
		earlier?: NodeRun,
	) {
		this.writeLog = earlier?.writeLog ?? new WriteLog();
		this.facts = { timezone: context.getTimezone() };
		this.itemCount = countItems(context);
		this.progress = new ItemProgress(this.itemCount, batchingTime(context, this.itemCount));
		for (let index = 0; index < this.itemCount; index++) this.check(context, index);
		this.budget = operation.safety === 'spends' ? sendBudgetOf(context, operation, this.goodItems, this.writeLog, earlier?.budget) : undefined;
	}

	/** Parameters of an item; undefined when one of them can't be read. */
	parametersOf(itemIndex: number): Parameters | undefined {
		return this.parameters[itemIndex];
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

	private check(context: IExecuteSingleFunctions, index: number) {
		const { fields, checks } = this.operation;
		const { values, problems } = parametersOfItem(context, fields, index);
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

/** Milliseconds that the user's batching spreads the start of the items over. */
function batchingTime(context: IExecuteSingleFunctions, itemCount: number): number {
	const options = context.getNode().parameters.requestOptions;
	const batch = member(member(options, 'batching'), 'batch');
	const size = Number(member(batch, 'batchSize') ?? 50);
	const interval = Number(member(batch, 'batchInterval') ?? 0);
	return interval > 0 ? Math.ceil(itemCount / Math.max(1, size)) * interval : 0;
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
	const created = new NodeRun(context, operation, known instanceof NodeRun ? known : undefined);
	created.progress.arrive(itemIndex);
	memory.set(key, created);
	return created;
}

/** Which turn of a loop this is; the contexts of hooks tell it through an expression only. */
export function runIndexOf(context: IExecuteSingleFunctions): number {
	return Number(context.evaluateExpression('{{ $runIndex }}', context.getItemIndex()));
}
