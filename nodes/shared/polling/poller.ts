import type { TriggerEvent } from './events';

/** How a node begins that has no state for what it watches. */
export interface Baseline {
	/** Nothing created before this server time comes out. */
	floor: number;
	/** Everything that exists comes out. */
	withExisting: boolean;
}

/** What a poll found: events and the state after them; or why there are none. */
export type Finding<State> = { events: TriggerEvent[]; state: State } | 'otherAccount' | { problem: string; advice: string };

/**
 * Records created within this time before the first poll come out, in milliseconds: n8n with durable cursors drops
 * the state of the poll made at publishing, so that the first poll may happen twice.
 */
export const RECENT_MS = 120_000;

/** Server time from which on a record is new for the first poll. */
export function recentFrom({ floor }: Baseline, serverTime: number): number {
	return Math.max(serverTime - RECENT_MS, floor);
}
