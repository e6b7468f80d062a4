import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** Which execution a call belongs to, as far as the engine tells. */
interface ExecutionHandle {
	/** The same object on every try of the same execution; undefined on some paths. */
	signal: AbortSignal | undefined;
	id: string | undefined;
}

const bySignal = new WeakMap<AbortSignal, Map<string, unknown>>();
const byExecutionId = new Map<string, Map<string, unknown>>();
const unidentified = new Map<string, unknown>();

/** Executions without a signal whose memory is kept; the oldest one is forgotten first. */
const MOST_EXECUTIONS = 200;

/** Reads which execution a context belongs to. */
function executionOf(context: IExecuteSingleFunctions): ExecutionHandle {
	const id = context.getExecutionId();
	return { signal: context.getExecutionCancelSignal(), id: id && id !== '__UNKNOWN__' ? id : undefined };
}

/** Whether the engine tells this execution from others at all. */
export function canTellExecutionsApart(context: IExecuteSingleFunctions): boolean {
	const { signal, id } = executionOf(context);
	return signal !== undefined || id !== undefined;
}

/**
 * The memory of one execution: it outlives a try of "Retry On Fail", and is gone with the execution. When executions
 * can't be told apart there is one memory for all, kept as long as the process lives (interface 3.3).
 */
export function memoryOf(context: IExecuteSingleFunctions): Map<string, unknown> {
	const { signal, id } = executionOf(context);
	if (signal !== undefined) return remembered(bySignal, signal);
	if (id === undefined) return unidentified;
	const memory = remembered(byExecutionId, id);
	for (const oldest of byExecutionId.keys()) {
		if (byExecutionId.size <= MOST_EXECUTIONS) break;
		byExecutionId.delete(oldest);
	}
	return memory;
}

/**
 * Gives what an execution remembers under `key`, made on first use.
 *
 * @param make makes the value; two callers of one execution get the same
 */
export function oncePerExecution<T>(context: IExecuteSingleFunctions, key: string, make: () => T): T {
	const memory = memoryOf(context);
	if (!memory.has(key)) memory.set(key, make());
	return memory.get(key) as T;
}

function remembered<K>(
	store: { get(key: K): Map<string, unknown> | undefined; set(key: K, value: Map<string, unknown>): unknown },
	key: K,
): Map<string, unknown> {
	const known = store.get(key);
	if (known) return known;
	const created = new Map<string, unknown>();
	store.set(key, created);
	return created;
}
