import type { IDataObject } from 'n8n-workflow';
import { isRow } from '../values/json';
import type { AccountPrint } from './pollContext';
import type { Poller } from './poller';

/** Shape of the state. A state of another version is not read: a new baseline takes its place. */
export const STATE_VERSION = 2;

/** Largest state of a whole node, in characters of JSON (interface 4). */
export const LARGEST_STATE = 1_000_000;

/** Members of a state of version 1, which described a single resource. */
const OLD_KEYS = ['watch', 'account', 'polledAt', 'records', 'sends'];

/** What is remembered of one resource, under its name. */
export interface ResourceState {
	/** Fingerprint of the filters. */
	subscription: string;
	account: AccountPrint;
	/** Server time of the last poll. */
	polledAt: number;
	/** Server time up to which everything was compared, where that is an earlier one. */
	readAt?: number;
	/** Whatever its poller keeps; absent when the resource was wanted at that time and could not be read yet. */
	state?: unknown;
}

/** The states of a node by the name of the resource. */
export type States = Map<string, ResourceState>;

/** What the static data of a node hold. */
export interface KnownStates {
	states: States;
	/** Names of the resources whose state is of an older version, or not whole. */
	unreadable: string[];
	/** Whether nothing was ever stored: this is the very first poll. */
	isFirst: boolean;
}

/** Reads the static data of the node, as far as the pollers of this poll know them. */
export function readStates(stored: IDataObject, pollers: Poller[]): KnownStates {
	if (stored.version !== STATE_VERSION) {
		const isFirst = Object.keys(stored).length === 0;
		return { states: new Map(), unreadable: isFirst ? [] : pollers.map(({ key }) => key), isFirst };
	}
	const states: States = new Map();
	const unreadable: string[] = [];
	for (const { key, isState } of pollers) {
		const value = stored[key];
		if (value === undefined) continue;
		const isWhole = isResourceState(value);
		if (isWhole && (value.state === undefined || isState(value.state))) states.set(key, value);
		else {
			unreadable.push(key);
			// What was created since the last poll is new, although nobody knows what was there before.
			if (isWhole) states.set(key, { ...value, state: undefined });
		}
	}
	return { states, unreadable, isFirst: false };
}

function isResourceState(value: unknown): value is ResourceState {
	if (!isRow(value)) return false;
	const { subscription, account, polledAt, readAt } = value;
	if (typeof subscription !== 'string' || typeof polledAt !== 'number' || !['number', 'undefined'].includes(typeof readAt) || !isRow(account)) return false;
	return [account.place, account.person, account.token].every((part) => typeof part === 'string');
}

/**
 * Writes the states into the static data, whole top-level keys only (n8n notices nothing deeper), and only those that
 * changed. A resource without a state loses its key.
 *
 * @param resources names of all resources that the node could watch
 */
export function writeStates(stored: IDataObject, states: States, resources: string[]) {
	for (const key of [...OLD_KEYS, ...resources]) {
		const value = states.get(key);
		if (JSON.stringify(stored[key]) === JSON.stringify(value)) continue;
		if (value === undefined) delete stored[key];
		else stored[key] = value as unknown as IDataObject;
	}
	if (stored.version !== STATE_VERSION) stored.version = STATE_VERSION;
}

/** Characters that the states of the other resources take. */
export function sizeOfOthers(states: States, resource: string): number {
	return [...states].reduce((sum, [key, value]) => (key === resource ? sum : sum + key.length + JSON.stringify(value).length + 4), 0);
}
