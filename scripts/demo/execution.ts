import { parse } from 'flatted';
import { dig, isRecord, listOf } from './json';
import type { Json } from './json';

/** An execution with its data unpacked. */
export interface Execution {
	id: string;
	status: string;
	/** Everything n8n stored, for what the functions below do not cover. */
	data: unknown;
}

/** Reads an answer of n8n, whose data is text in the "flatted" format. */
export function parseExecution(answer: Json): Execution {
	return {
		id: String(answer.id),
		status: String(answer.status),
		data: typeof answer.data === 'string' ? parse(answer.data) : answer.data,
	};
}

/** The items a node gave out in its last run, by output. */
export function itemsOf(execution: Execution, node: string, output = 0): Json[] {
	const run = listOf(dig(execution.data, 'resultData', 'runData', node)).at(-1);
	return listOf(dig(run, 'data', 'main', output))
		.map((item) => dig(item, 'json'))
		.filter(isRecord);
}

/** Whether a node was run at all. */
export function wasRun(execution: Execution, node: string): boolean {
	return listOf(dig(execution.data, 'resultData', 'runData', node)).length > 0;
}

/** What ended the execution, in one line. */
export function errorOf(execution: Execution): string | undefined {
	const error = dig(execution.data, 'resultData', 'error');
	if (error === undefined) return undefined;
	const texts = [dig(error, 'node', 'name'), dig(error, 'message'), dig(error, 'description')];
	return texts.filter((text) => typeof text === 'string' && text !== '').join(': ');
}
