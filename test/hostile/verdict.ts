import type { INodeExecutionData } from 'n8n-workflow';
import type { NodeRunResult, StoredCredential } from '../support/engine';

/** What a message may not hold: line breaks, terminal codes, and what turns the direction of writing around. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Longest texts of an error, in characters. */
const LONGEST = { message: 1_500, description: 3_000 };

/** Levels that an answer may have in an output, and those that an item has around it. */
const MOST_LEVELS = 110;

/** How a run failed the rules that hold whatever a server answers; empty when it did not. */
export function faultsOf({ error, items, outputs, stored }: Pick<NodeRunResult, 'error' | 'items' | 'outputs' | 'stored'>, secrets: string[]): string[] {
	const failed = outputs.slice(1).flat();
	const told = [error?.message, error?.description, ...failed.map(({ json }) => JSON.stringify(json))].map((text) => text ?? '').join(' ');
	const faults = [
		...(error === undefined ? [] : errorFaults(error)),
		...(told.includes('planted.person') ? ['an address is in an error'] : []),
		...secrets.filter((secret) => stored.includes(secret) || told.includes(secret)).map(() => 'a secret is told'),
		...items.flatMap(itemFaults),
	];
	return [...new Set(faults)];
}

/** How the lines that were logged failed the same rules. */
export function logFaults(lines: unknown[]): string[] {
	const texts = lines.flatMap((line) => (Array.isArray(line) ? (line as unknown[]) : [line]).flatMap(textsIn));
	return [
		...(texts.some((text) => CONTROLS.test(text)) ? ['the log has control characters'] : []),
		...(texts.some((text) => text.includes('planted.person')) ? ['an address is in the log'] : []),
	];
}

function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function errorFaults({ name, message, description = '' }: NonNullable<NodeRunResult['error']>): string[] {
	return [
		...(['NodeApiError', 'NodeOperationError'].includes(name) ? [] : [`an error of another kind: ${name}`]),
		...(/Cannot read prop|is not a function|is not iterable|Maximum call stack|undefined/.test(`${message} ${description}`) ? [`an error of ours: ${message.slice(0, 200)}`] : []),
		...(CONTROLS.test(`${message}${description}`) ? ['an error has control characters'] : []),
		...(message.length > LONGEST.message ? [`a message of ${message.length} characters`] : []),
		...(description.length > LONGEST.description ? [`a description of ${description.length} characters`] : []),
		...(description.replace(/ ?\[item \d+\]$/, '').length < 15 ? [`no advice: ${message.slice(0, 100)}: ${description}`] : []),
	];
}

function itemFaults({ json }: INodeExecutionData): string[] {
	const isRecord = typeof json === 'object' && json !== null && !Array.isArray(json);
	return [...(isRecord ? [] : ['an item is no record']), ...(isDeeper(json, MOST_LEVELS) ? ['an item is nested too deep'] : [])];
}

function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((entry) => isDeeper(entry, levels - 1));
}

/** Secrets of a credential, as they stand in a text. */
export function secretsOf({ data }: StoredCredential): string[] {
	const tokens = Object.values((data.oauthTokenData ?? {}) as unknown as Record<string, string>);
	const named = ['clientSecret', 'userSecret', 'organizationSecret', 'elementToken', 'oauthApiKey', 'oauthApiSecret'].map((name) => data[name]);
	return [...tokens, ...named].filter((value): value is string => typeof value === 'string' && value.length > 8);
}
