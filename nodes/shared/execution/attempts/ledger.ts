import { deepCopy, type IDataObject, type IExecuteSingleFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isRow, member, textOf } from '../../values/json';
import { type AskedSend, type Ending, type FailedEnding, withoutMatchedSends } from '../ending';
import { canTellExecutionsApart } from '../executionMemory';
import type { Identity } from './identity';
import { failedItem, type ItemContext, itemError, toItem } from '../itemContext';

/** Name in n8n's context of the node under which the rows of an execution are found. */
const STORED = 'sendosoRows';

/**
 * What became of each row of a node, kept by n8n with the data of the execution: "Retry execution" finds it, also days
 * later, in another worker or after a restart. Only what is over is kept, and a process that is killed keeps nothing.
 */
export class Ledger {
	/** @param rows plain JSON; undefined where there are no execution data */
	private constructor(private readonly rows: IDataObject | undefined) {}

	/** The ledger of the node that is running. */
	static of(context: IExecuteSingleFunctions): Ledger {
		if (!canTellExecutionsApart(context)) return new Ledger(undefined);
		try {
			const data = context.getContext('node');
			const rows: unknown = data[STORED] ?? {};
			data[STORED] = rows;
			return new Ledger(isRow(rows) ? rows : undefined);
		} catch {
			// Where there are no execution data, nothing outlives the process.
			return new Ledger(undefined);
		}
	}

	/** What became of a row; undefined when it may go out. */
	recall(item: ItemContext, { ledgerKey, content }: Identity): Ending | undefined {
		const row = this.rows?.[ledgerKey];
		// No execution comes to the same place twice, but by a try that its own memory knows of: it is another row then.
		if (member(row, 'executionId') === executionIdOf(item) && member(row, 'content') !== content) return undefined;
		const items = member(row, 'items');
		if (Array.isArray(items)) return { kind: 'succeeded', items: items.map((kept) => toOutput(item, kept)) };
		const unknown = member(row, 'unknown');
		return isRow(unknown) ? toUnknown(unknown) : undefined;
	}

	/** Notes what became of a row. What was refused or not sent leaves no trace. */
	note(item: ItemContext, { ledgerKey: key, content }: Identity, ending: Ending) {
		if (this.rows === undefined) return;
		const whose = { executionId: executionIdOf(item), content };
		if (ending.kind === 'succeeded' && ending.isSecret !== true) this.rows[key] = { ...whose, items: withoutMatchedSends(ending.items).map(keptItem) };
		else if (ending.kind === 'failed' && ending.failure === 'unknown') this.rows[key] = { ...whose, unknown: keptUnknown(ending) };
		else delete this.rows[key];
	}
}

function executionIdOf({ caller }: ItemContext): string {
	return caller.getExecutionId() ?? '';
}

/** A copy: whoever gets the item may change it. */
function keptItem({ json, error }: INodeExecutionData): IDataObject {
	if (error === undefined) return { json: deepCopy(json) };
	return { problem: { message: error.message, description: textOf(error.description).replace(/ \[item \d+\]$/, '') } };
}

function toOutput(item: ItemContext, kept: unknown): INodeExecutionData {
	const { itemIndex } = item;
	const problem = member(kept, 'problem');
	if (isRow(problem)) return failedItem(itemError(item, { message: textOf(problem.message), description: textOf(problem.description) }), itemIndex, true);
	const json = member(kept, 'json');
	return toItem(isRow(json) ? deepCopy(json) : {}, itemIndex);
}

function keptUnknown({ message, description, status, asked }: FailedEnding): IDataObject {
	return { message, description, ...(status === undefined ? {} : { status }), ...(asked === undefined ? {} : { asked: { ...asked } }) };
}

function toUnknown({ message, description, status, asked }: IDataObject): FailedEnding {
	const told = typeof status === 'number' ? { status } : {};
	const known = isRow(asked) ? { asked: toAsked(asked) } : {};
	return { kind: 'failed', failure: 'unknown', message: textOf(message), description: textOf(description), mayRepeat: false, ...told, ...known };
}

function toAsked({ touchId, email, from, to, reservation }: IDataObject): AskedSend {
	return { touchId: textOf(touchId), email: textOf(email), from: Number(from), to: Number(to), reservation: textOf(reservation) };
}
