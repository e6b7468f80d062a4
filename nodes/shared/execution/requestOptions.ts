import type { IExecuteSingleFunctions, INodeParameters } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import type { Field } from '../parameters/field';
import { readSingle } from '../parameters/singleValues';
import { TOTAL_DEADLINE_MS } from '../transport/httpCall';
import { isRow, member } from '../values/json';
import { isProblem } from '../values/problem';
import { isEmpty } from '../values/text';
import { resolveValue } from './parameters';

/** What n8n's Request Options say of the requests of one item. */
export interface RequestOptions {
	/** Total time for a request, in milliseconds. */
	deadlineMs: number;
	skipSslCertificateValidation: boolean;
	/** Pause that n8n makes between two batches, in milliseconds; the one of the first item counts. */
	intervalMs: number;
	/** Items that n8n starts without a pause; those of the first item count. */
	batchSize: number;
}

/** Request Options of an item, and everything that is wrong with them. */
export interface ReadRequestOptions {
	options: RequestOptions;
	problems: Problem[];
}

const field = (displayName: string, type: Field['type']): Field => ({ displayName, name: '', type, default: '' });

/** The fields that n8n adds to every declarative node, as far as they are read here. */
const FIELDS = {
	timeout: field('Timeout', 'number'),
	allowUnauthorizedCerts: field('Ignore SSL Issues (Insecure)', 'boolean'),
	proxy: field('Proxy', 'string'),
	batching: field('Batching', 'fixedCollection'),
	batchInterval: field('Batch Interval (ms)', 'number'),
};

const BAD_TIMEOUT: Problem = {
	message: "'Timeout' in the Request Options must be a number of milliseconds above 0",
	description: "Change 'Timeout' in the node's Request Options, or remove it.",
};

const BAD_PROXY: Problem = {
	message: "'Proxy' in the Request Options is not the address of a proxy",
	description: "Enter 'Proxy' in the node's Request Options with scheme, host and port, such as http://proxy.example.com:3128, or leave it empty.",
};

/** What n8n can take apart: scheme, host and port, perhaps with name and password. */
const PROXY = /^[a-z][a-z0-9+.-]*:\/\/(?:([^\s/?#]*)@)?(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}\p{M}._-]+):\d{1,5}(?:[/?#].*)?$/iu;

/**
 * Reads n8n's Request Options of an item. n8n itself looks at them when it starts the item, which can be after earlier
 * ones have sent: what it would refuse then, and what nobody can read, has to be known before.
 */
export function readRequestOptions(context: IExecuteSingleFunctions, itemIndex: number): ReadRequestOptions {
	const { values, problems } = resolveOptions(context, itemIndex);
	const read = (of: Field, value: unknown): unknown => {
		if (isEmpty(value)) return undefined;
		const reading = readSingle(of, value, context.getTimezone());
		if (!isProblem(reading)) return reading.value;
		problems.push({ ...reading, message: `${reading.message} in the Request Options` });
		return undefined;
	};
	const timeout = 'timeout' in values ? timeoutOf(values.timeout) : TOTAL_DEADLINE_MS;
	if (timeout === undefined) problems.push(BAD_TIMEOUT);
	if (!isProxy(values.proxy)) problems.push(BAD_PROXY);
	const batch = member(values.batching, 'batch');
	const interval = itemIndex === 0 ? read(FIELDS.batchInterval, member(batch, 'batchInterval')) : 0;
	const options = {
		deadlineMs: Math.min(timeout ?? TOTAL_DEADLINE_MS, TOTAL_DEADLINE_MS),
		skipSslCertificateValidation: read(FIELDS.allowUnauthorizedCerts, values.allowUnauthorizedCerts) === true,
		intervalMs: Math.max(0, Number(interval ?? 0)),
		batchSize: batchSizeOf(member(batch, 'batchSize')),
	};
	return { options, problems };
}

/** As n8n reads it: what is not above 0 is 1. */
function batchSizeOf(value: unknown): number {
	const size = Number(value);
	return size > 0 ? size : 1;
}

/** Whether the stored Request Options are the same for all items, because no expression is among them. */
export function areFixed(stored: unknown): boolean {
	if (typeof stored === 'string') return !stored.startsWith('=');
	return typeof stored !== 'object' || stored === null || Object.values(stored).every(areFixed);
}

function resolveOptions(context: IExecuteSingleFunctions, itemIndex: number): { values: Record<string, unknown>; problems: Problem[] } {
	const { requestOptions: stored } = context.getNode().parameters;
	const values: Record<string, unknown> = {};
	const problems: Problem[] = [];
	const resolved = (label: string, value: INodeParameters[string]): unknown => {
		try {
			return resolveValue(context, value, itemIndex);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			problems.push({ message: `The expression in '${label}' of the Request Options failed: ${reason}`, description: `Correct the expression in '${label}'.` });
			return undefined;
		}
	};
	const all = typeof stored === 'string' ? resolved('Request Options', stored) : stored;
	for (const [name, value] of Object.entries(isRow(all) ? all : {})) {
		const known = problems.length;
		const option = resolved(name in FIELDS ? FIELDS[name as keyof typeof FIELDS].displayName : name, value as INodeParameters[string]);
		if (problems.length === known) values[name] = option;
	}
	return { values, problems };
}

/** Milliseconds; undefined when they can't be read. */
function timeoutOf(value: unknown): number | undefined {
	const reading = readSingle(FIELDS.timeout, value, 'UTC');
	return !isProblem(reading) && Number(reading.value) > 0 ? Number(reading.value) : undefined;
}

/** n8n goes without a proxy where there is none, and ends the node at one that it can't take apart. */
function isProxy(value: unknown): boolean {
	if (!value) return true;
	const parts = typeof value === 'string' ? PROXY.exec(value.trim()) : null;
	if (parts === null) return false;
	try {
		decodeURIComponent(parts[1] ?? '');
		return true;
	} catch {
		return false;
	}
}
