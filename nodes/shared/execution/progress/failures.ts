import type { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { onOneLine } from '../../values/text';
import type { WriteLog, WriteNoun } from '../writeLog';

/** An error as n8n shows it. */
export type NodeError = NodeApiError | NodeOperationError;

/** What the error that ends a run has to tell beside its own words. */
export interface Told {
	log: WriteLog;
	/** What the operation makes. */
	noun: WriteNoun;
	/** The item that stopped the run, where the others only say that they were stopped after it. */
	stoppedBy: number | undefined;
}

/**
 * The errors of a run that fails. n8n waits for all items and then ends the node with the error of the first one that has
 * one: that error alone lists what went out, which can be long, and the others give the number.
 */
export class Failures {
	private readonly errors = new Map<number, NodeError>();

	/** Notes the error of an item before n8n gets it. */
	add(itemIndex: number, error: NodeError) {
		this.errors.set(itemIndex, error);
	}

	/** Completes the errors, when all items have ended and before n8n looks at the first of them. */
	tell({ log, noun, stoppedBy }: Told) {
		const first = [...this.errors.keys()].reduce((least, itemIndex) => Math.min(least, itemIndex), Infinity);
		const cause = stoppedBy === undefined || stoppedBy === first ? undefined : this.errors.get(stoppedBy);
		const count = log.count(noun);
		for (const [itemIndex, error] of this.errors) {
			if (itemIndex !== first) addSentence(error, count);
			else addSentence(error, `${cause === undefined ? '' : `Item ${stoppedBy}: ${cause.message}. `}${log.summary(noun)}`);
		}
		this.errors.clear();
	}
}

/** Adds a sentence to the description of an error, in front of the item that it names. */
function addSentence(error: NodeError, sentence: string) {
	const [own = '', place = ''] = (error.description ?? '').split(/( \[item \d+\])$/);
	error.description = `${own} ${onOneLine(sentence)}${place}`;
}
