import { deepCopy, type IDataObject, type IExecuteSingleFunctions, type INodeExecutionData } from 'n8n-workflow';
import { isRow, member, textOf } from '../../values/json';
import { type AskedSend, type Ending, type FailedEnding, withoutMatchedSends } from '../ending';
import { canTellExecutionsApart } from '../executionMemory';
import type { Identity } from './identity';
import { failedItem, hidden, type ItemContext, itemError, toItem, withoutSecrets } from '../itemContext';
import { UnknownRows } from './unknownRows';

/** Name in n8n's context of the node under which the rows of an execution are found. */
const STORED = 'sendosoRows';

/**
 * What became of each row of a node, kept by n8n with the data of the execution: "Retry execution" finds it, also days
 * later, in another worker or after a restart. Only what is over is kept, and a process that is killed keeps nothing.
 */
export class Ledger {
	private readonly unknown: UnknownRows;

	/** @param rows plain JSON; undefined where there are no execution data */
	private constructor(private readonly rows: IDataObject | undefined) {
		this.unknown = UnknownRows.of(rows ?? {});
	}

	/** The ledger of the node that is running. */
	static of(context: IExecuteSingleFunctions): Ledger {
		if (!canTellExecutionsApart(context)) return new Ledger(undefined);
		try {
			const data = context.getContext('node');
			const { [STORED]: kept } = data;
			const rows = isRow(kept) ? kept : {};
			data[STORED] = rows;
			return new Ledger(rows);
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
		if (Array.isArray(items) && items.length > 0 && items.every(isKeptItem)) return { kind: 'succeeded', items: items.map((kept) => toOutput(item, kept)) };
		return row === undefined ? undefined : toUnknown(member(row, 'unknown'));
	}

	/** What is unknown of other rows that asked for a gift for the same address. */
	unknownBeside({ ledgerKey }: Identity, email: string): FailedEnding[] {
		return this.unknown.keysFor(email).filter((key) => key !== ledgerKey).map((key) => toUnknown(member(this.rows?.[key], 'unknown')));
	}

	/** Forgets a row whose record was changed since. */
	forget({ ledgerKey }: Identity) {
		this.unknown.delete(ledgerKey);
		if (this.rows !== undefined) delete this.rows[ledgerKey];
	}

	/** Notes what became of a row. What was refused or not sent leaves no trace. */
	note(item: ItemContext, { ledgerKey: key, content }: Identity, ending: Ending) {
		if (this.rows === undefined) return;
		this.unknown.delete(key);
		if (ending.kind === 'failed' && ending.failure === 'unknown') this.unknown.add(key, ending.asked?.email);
		const whose = { executionId: executionIdOf(item), content };
		if (ending.kind === 'succeeded') this.rows[key] = { ...whose, items: withoutSecrets(item, withoutMatchedSends(ending.kept ?? ending.items).map(keptItem)) };
		else if (ending.kind === 'failed' && ending.failure === 'unknown') this.rows[key] = { ...whose, unknown: keptUnknown({ ...ending, message: hidden(item, ending.message), description: hidden(item, ending.description) }) };
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

function isKeptItem(kept: unknown): boolean {
	return isRow(member(kept, 'json')) || isRow(member(kept, 'problem'));
}

function toOutput(item: ItemContext, kept: unknown): INodeExecutionData {
	const { itemIndex } = item;
	const problem = member(kept, 'problem');
	if (isRow(problem)) return failedItem(itemError(item, { message: textOf(problem.message), description: textOf(problem.description), advice: '' }), itemIndex, true);
	const json = member(kept, 'json');
	return toItem(isRow(json) ? deepCopy(json) : {}, itemIndex);
}

function keptUnknown({ message, description, advice, status, asked }: FailedEnding): IDataObject {
	return { message, description, ...(advice === undefined ? {} : { advice }), ...(status === undefined ? {} : { status }), ...(asked === undefined ? {} : { asked: { ...asked } }) };
}

/** What can't be read leaves the row unknown, too: something became of it. */
function toUnknown(unknown: unknown): FailedEnding {
	const { message, description, advice, status, asked } = isRow(unknown) ? unknown : {};
	return {
		kind: 'failed',
		failure: 'unknown',
		message: textOf(message) || 'what n8n kept of this row in the earlier execution can\'t be read',
		description: textOf(description) || 'Look in Sendoso whether it went out. If it did not, start the workflow again with this row alone.',
		mayRepeat: false,
		isRecalled: true,
		...(typeof advice === 'string' ? { advice } : {}),
		...(typeof status === 'number' ? { status } : {}),
		...(isRow(asked) ? toAsked(asked) : {}),
	};
}

function toAsked({ touchId, email, product, from, to, reservation, list }: IDataObject): { asked?: AskedSend } {
	const texts = { email: textOf(email), reservation: textOf(reservation), list: textOf(list) };
	const sent = typeof product === 'string' ? { touchId: textOf(touchId), product } : { touchId: textOf(touchId) };
	const isNothing = sent.touchId === '' && sent.product === undefined;
	if (typeof from !== 'number' || typeof to !== 'number' || isNothing || Object.values(texts).includes('')) return {};
	return { asked: { ...sent, ...texts, from, to } };
}
