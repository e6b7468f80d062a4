/**
 * The first words of every error of an operation that sends or creates (interface 3.3). In n8n's continue mode only the
 * message survives, so what an error branch must tell apart stands there.
 */
export const PHRASES = {
	/** Sendoso answered, and nothing was created. */
	refused: 'Refused:',
	/** The request went out, and nobody knows whether Sendoso acted. */
	unknown: 'Outcome unknown:',
	/** No request was made for this item. */
	notSent: 'Not sent:',
	/** The same gift went out before, and the node was told to fail then. */
	duplicate: 'Duplicate:',
} as const;

/** What the message itself has to say after some of them: an agent sees nothing else of an error. */
export const LAST_WORDS: Partial<Record<FailureKind, string>> = {
	unknown: 'Do not make this call again before you know what became of it',
	duplicate: 'Do not make this call again',
};

/** One of the four kinds of failure of an operation that sends or creates. */
export type FailureKind = keyof typeof PHRASES;

/** The kind of failure that an error's message begins with; undefined when it begins with none. */
export function failureKindOf(message: string): FailureKind | undefined {
	return (Object.keys(PHRASES) as FailureKind[]).find((kind) => message.startsWith(PHRASES[kind]));
}
