import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import { DEFAULT_MAXIMUM_SENDS, DEFAULT_MAXIMUM_SENDS_OF_AGENTS } from '../operations/maximumSends';
import type { Operation, Parameters } from '../operations/operation';
import { member } from '../values/json';
import { canTellExecutionsApart, isUnattended, oncePerExecution } from './executionMemory';
import { isDryRun } from './parameters';
import type { WriteLog } from './writeLog';

type SpendingOperation = Extract<Operation, { safety: 'spends' }>;

/** Sends of one node in one execution, all its runs together. */
interface SendTotals {
	/** Sends that may still start. */
	reserved: number;
	/** Sends that went out, or may have. */
	started: number;
}

/** Name in n8n's context of the node under which the sends of an execution that was resumed are found. */
const STORED = 'sendosoSends';

/** Sends that one run asks for, against the most that its node may start in the execution. */
export class SendBudget {
	/** Why no item of the run may send; undefined when the run was let in, or its items are asked one by one. */
	readonly excess: Problem | undefined;
	/** What a dry run has to be warned of: that the real run would be too large. */
	readonly warning: string | undefined;
	private readonly reserved = new Map<number, number>();

	/**
	 * @param counts sends that an item asks for, by its place
	 * @param rehearsed sends that the dry runs among the items stand for
	 * @param allowed most sends of the node in the execution
	 * @param log what this run and its earlier tries sent
	 * @param isPerItem whether the items are let in one by one, instead of all of them or none
	 * @param store keeps the number of sends with the execution
	 */
	constructor(
		private readonly counts: Map<number, number>,
		rehearsed: number,
		private readonly allowed: number,
		private readonly totals: SendTotals,
		private readonly log: WriteLog,
		private readonly isPerItem: boolean,
		private readonly store: (started: number) => void,
	) {
		const before = totals.started + totals.reserved;
		if (rehearsed + before > allowed) this.warning = `A real run would make ${rehearsed} sends${afterOthers(before)}, more than the ${allowed} that 'Maximum Sends' allows.`;
		// What earlier tries of the run sent is asked for again, and found again.
		if (!isPerItem) this.excess = this.reserve([...counts], totals.started - log.countStarted());
	}

	/** Lets an item in where nobody looks over the run as a whole; otherwise says why it may not send. */
	enter(itemIndex: number): Problem | undefined {
		return this.isPerItem ? this.reserve([[itemIndex, this.counts.get(itemIndex) ?? 0]], this.totals.started) : undefined;
	}

	/** Notes that an item has ended: what it sent is in the log by now. */
	close(itemIndex: number) {
		this.totals.reserved -= this.reserved.get(itemIndex) ?? 0;
		this.reserved.delete(itemIndex);
		const started = this.log.newlyStarted();
		if (started === 0) return;
		this.totals.started += started;
		this.store(this.totals.started);
	}

	/** Gives back what was reserved for items that never came; another try of the run follows. */
	closeAll() {
		if (!this.isPerItem) for (const itemIndex of [...this.reserved.keys()]) this.close(itemIndex);
	}

	private reserve(items: Array<[itemIndex: number, count: number]>, started: number): Problem | undefined {
		const asked = items.reduce((sum, [, count]) => sum + count, 0);
		const before = this.totals.reserved + started;
		if (asked + before > this.allowed) return tooMany(asked, before, this.allowed);
		for (const [itemIndex, count] of items) this.reserved.set(itemIndex, count);
		this.totals.reserved += asked;
		return undefined;
	}
}

function tooMany(asked: number, before: number, allowed: number): Problem {
	return {
		message: `this run would make ${asked} send${asked === 1 ? '' : 's'}${afterOthers(before)}, more than the ${allowed} that 'Maximum Sends' allows`,
		description: "Raise 'Maximum Sends' in the node's options if that many are wanted, or pass fewer items.",
		advice: 'Ask a person, and do not split it into several calls.',
	};
}

function afterOthers(before: number): string {
	return before === 0 ? '' : ` after ${before} of this node in the same execution`;
}

/**
 * The budget of a new run. Where executions can't be told apart a run stands for itself.
 *
 * @param items parameters of the items that are in order, by their place
 * @param earlier budget of the try before, if this is another one
 */
export function sendBudgetOf(
	context: IExecuteSingleFunctions,
	operation: SpendingOperation,
	items: Map<number, Parameters>,
	log: WriteLog,
	earlier: SendBudget | undefined,
): SendBudget {
	const { id, name } = context.getNode();
	const kept = keptCount(context);
	const fresh = (): SendTotals => ({ reserved: 0, started: kept.read() });
	const totals = canTellExecutionsApart(context) ? oncePerExecution(context, `sends of ${id} ${name}`, fresh) : fresh();
	const preset = isUnattended(context) ? DEFAULT_MAXIMUM_SENDS_OF_AGENTS : DEFAULT_MAXIMUM_SENDS;
	const counts = new Map<number, number>();
	let [allowed, rehearsed] = [Infinity, 0];
	for (const [itemIndex, parameters] of items) {
		const count = operation.countSends(parameters);
		if (isDryRun(parameters)) rehearsed += count;
		else counts.set(itemIndex, count);
		allowed = Math.min(allowed, Number(member(parameters.options, 'maximumSends') ?? preset));
	}
	earlier?.closeAll();
	return new SendBudget(counts, rehearsed, allowed, totals, log, isUnattended(context), kept.write);
}

/**
 * The number of sends that n8n keeps with the data of the execution: after a Wait node it goes on with the same id, and
 * remembers nothing else. "Retry execution" has the same data and another id, and begins anew.
 */
function keptCount(context: IExecuteSingleFunctions): { read(): number; write(started: number): void } {
	const executionId = context.getExecutionId();
	const ofNode = (): IDataObject | undefined => {
		try {
			return context.getContext('node');
		} catch {
			// Where there are no execution data, nothing outlives the call.
			return undefined;
		}
	};
	return {
		read: () => {
			const stored = ofNode()?.[STORED];
			return executionId && member(stored, 'executionId') === executionId ? Number(member(stored, 'started')) || 0 : 0;
		},
		write: (started) => {
			const data = ofNode();
			if (data !== undefined && executionId) data[STORED] = { executionId, started };
		},
	};
}
