import type { Wording } from '../errors/wording';
import type { Connection } from '../transport/connection';
import type { Caller } from '../transport/httpCall';

/** What a connection is wanted for: the answer shape of an operation or a list. Polls have none. */
export interface Purpose {
	kind: string;
}

/** One API as everything that is common to all of them sees it. */
export interface Service {
	/**
	 * Reads the credential of the node, before any request is made with it.
	 *
	 * @returns the connection, or a sentence that says what to change in the credential
	 */
	open(caller: Caller, purpose?: Purpose): Promise<Connection | { problem: string }>;
	wording: Wording;
}
