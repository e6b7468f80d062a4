import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** Which execution a call belongs to, as far as the engine tells. */
interface ExecutionHandle {
	/** The same object on every try of the same execution; undefined on some paths. */
	signal: AbortSignal | undefined;
	id: string | undefined;
}

type Memory = Map<string, unknown>;

const bySignal = new WeakMap<AbortSignal, Memory>();
const byExecutionId = new Map<string, { memory: Memory; usedTick: number }>();
const byCall = new WeakMap<object, Memory>();

/** How long the memory of an execution without a signal outlives its last use, in milliseconds. */
const LONGEST_REST_MS = 900_000;

/** Reads which execution a context belongs to. */
function executionOf(context: IExecuteSingleFunctions): ExecutionHandle {
	const id = context.getExecutionId();
	return { signal: context.getExecutionCancelSignal(), id: id && id !== '__UNKNOWN__' ? id : undefined };
}

/** Whether the engine tells this execution from others at all: n8n's MCP Server Trigger does not, nor do its agents. */
export function canTellExecutionsApart(context: IExecuteSingleFunctions): boolean {
	const { signal, id } = executionOf(context);
	return signal !== undefined || id !== undefined;
}

/** Whether the node runs as a tool of an agent. */
export function isAgentTool(caller: Pick<IExecuteSingleFunctions, 'getNode'>): boolean {
	return caller.getNode().type.endsWith('Tool');
}

/**
 * Whether an agent calls the node, or somebody whose calls can't be told apart, which is an agent most likely: nobody
 * looks over what they ask for, and of an error they see the message alone.
 */
export function isUnattended(context: IExecuteSingleFunctions): boolean {
	return isAgentTool(context) || !canTellExecutionsApart(context);
}

/** The memory of one call, as long as somebody holds on to the object that stands for it. */
export function memoryOfCall(call: object): Memory {
	return remembered(byCall, call);
}

/**
 * The memory of one execution: it outlives a try of "Retry On Fail", and is gone with the execution. When executions
 * can't be told apart it is the memory of the one call, so that nothing that was read is kept longer (interface 3.3).
 */
export function memoryOf(context: IExecuteSingleFunctions): Memory {
	const { signal, id } = executionOf(context);
	if (signal !== undefined) return remembered(bySignal, signal);
	return id === undefined ? memoryOfCall(context) : memoryOfId(id, performance.now());
}

/** Memories in the order of their last use: the ones at rest for long are at the front. */
function memoryOfId(id: string, now: number): Memory {
	const memory = byExecutionId.get(id)?.memory ?? new Map<string, unknown>();
	byExecutionId.delete(id);
	byExecutionId.set(id, { memory, usedTick: now });
	for (const [oldest, { usedTick }] of byExecutionId) {
		if (now - usedTick <= LONGEST_REST_MS) break;
		byExecutionId.delete(oldest);
	}
	return memory;
}

/** An object that stands for an execution and holds nothing of it, so that it may be kept longer. */
export function executionMark(context: IExecuteSingleFunctions): object {
	return onceIn(memoryOf(context), 'mark', () => ({}));
}

/**
 * Gives what an execution remembers under `key`, made on first use.
 *
 * @param make makes the value; two callers of one execution get the same
 */
export function oncePerExecution<T>(context: IExecuteSingleFunctions, key: string, make: () => T): T {
	return onceIn(memoryOf(context), key, make);
}

function onceIn<T>(memory: Memory, key: string, make: () => T): T {
	if (!memory.has(key)) memory.set(key, make());
	return memory.get(key) as T;
}

function remembered<K extends object>(store: WeakMap<K, Memory>, key: K): Memory {
	const known = store.get(key);
	if (known) return known;
	const created = new Map<string, unknown>();
	store.set(key, created);
	return created;
}
