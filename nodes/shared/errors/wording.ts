import type { Answer, Safety } from '../transport/answer';

/** What a failure was: an HTTP status, or what happened on the way. */
export type Cause = number | 'notConnected' | 'lost' | 'unreadable';

/** What one API says of its failures. Everything else about an error is common to all of them. */
export interface Wording {
	/** Who answers, such as `Sendoso`. */
	party: string;
	/**
	 * What the user can do about a failure.
	 *
	 * @param operation `resource.operation`
	 * @param words the server's own words, where it gave any
	 */
	adviceFor(operation: string, cause: Cause, words?: string): string;
	/** Under which number the answer can be looked up, as a sentence with a blank before it; empty when it has none. */
	referenceOf(answer: Answer): string;
	/** How to find out whether something with an unknown outcome exists. */
	howToCheck: Record<Exclude<Safety, 'reads'>, string>;
}
