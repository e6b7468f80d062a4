import type { SteeredServer } from '../standIn/steered';

/** A way in which the node is used for a long time. */
export type Way = (server: SteeredServer) => Uses | Promise<Uses>;

/**
 * Uses the node so many times.
 *
 * @param stepMs time that passes for each use, in milliseconds
 * @throws Error when something came out wrong
 */
export type Uses = (count: number, stepMs: number) => Promise<void>;

/** What a process measures. */
export interface MemoryPayload {
	way: 'polls' | 'executions' | 'toolCalls';
	/** Uses in all. */
	uses: number;
	/** Time over which they are spread, in milliseconds. */
	spanMs: number;
	/** Parts after each of which the heap is looked at. */
	parts: number;
	server: SteeredServer;
}

/** What a process found. */
export interface MemoryFigures {
	/** Megabytes in use after each part. */
	megabytes: number[];
	/** The same after everything that was remembered is out of date. */
	forgotten: number;
}
