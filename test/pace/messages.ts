import type { ClientStatistics, TokenPair } from '../../sandbox';

/** Of every client application; opens nothing else. */
export const SECRET = 'secret of the pace';

/** Records of a page of a list: few, so that reading takes several requests. */
export const PAGE = 5;

/** Asks the server to open for these applications. */
export interface Question {
	clientIds: string[];
}

/** Where it listens, and what lets the applications in, in the order in which they were named. */
export interface Opened {
	url: string;
	touchId: number;
	tokens: TokenPair[];
}

/** What the server counted since it was last asked. */
export interface Count {
	clients: Record<string, ClientStatistics>;
	/** Recipients of everything that was sent since the server opened. */
	gifts: string[];
	/** By how much the server itself was late at most, in milliseconds: requests can bunch by as much without the node. */
	lateMs: number;
}
