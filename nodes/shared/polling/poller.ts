import type { IDataObject } from 'n8n-workflow';
import type { EventType, TriggerEvent } from './events';
import type { PollContext } from './pollContext';

/** How a poller begins that has no state. */
export interface Baseline {
	/** Nothing created before this server time comes out. */
	floor: number;
	/** Everything created from this server time on comes out; absent where only the last two minutes are sure to be new. */
	since?: number;
	/** Everything created from this moment on comes out, though it was there before, and what tells no time; absent for nothing of it. */
	existingFrom?: number;
}

/** Events, and the state after them. */
export interface FoundEvents<State> {
	events: TriggerEvent[];
	state: State;
	/** Server time up to which everything was compared; that of the poll when absent. */
	readAt?: number;
}

/** What a poll found: events and the state after them; or why there are none. */
export type Finding<State> = FoundEvents<State> | 'otherAccount' | { problem: string; advice: string };

/** Finds what happened in one list between two polls. It is made for what it watches, and keeps nothing itself. */
export interface Poller<State = unknown> {
	/** Name of the resource, under which the node's static data hold the state. */
	key: string;
	/** Whether a stored value is a state of this poller. */
	isState(value: unknown): value is State;
	/** Takes the list as it is for known; only what was created just now comes out, or since a date that was asked for. */
	begin(baseline: Baseline, poll: PollContext): Promise<Finding<State>>;
	/** Compares the list with what is known of it. */
	resume(state: State, poll: PollContext): Promise<Finding<State>>;
	/** The event that a record could have given, for the editor; none when a filter refuses it. */
	example(row: IDataObject, type: EventType): TriggerEvent[];
}

/**
 * Records created within this time before the first poll come out, in milliseconds: n8n with durable cursors drops
 * the state of the poll made at publishing, so that the first poll may happen twice.
 */
export const RECENT_MS = 120_000;

/** Server time from which on a record is new for the first poll. */
export function recentFrom({ floor, since }: Baseline, serverTime: number): number {
	// A clock that stepped back makes nothing old.
	return since === undefined ? Math.max(serverTime - RECENT_MS, floor) : Math.min(since, serverTime);
}
