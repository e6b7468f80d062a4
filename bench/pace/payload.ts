import type { SteeredServer } from '../standIn/steered';

/** What a process is asked for: to load everything, so that nothing of it falls into the measured time, or to send gifts. */
export type PacePayload = { step: 'load' } | { step: 'send'; contender: 'sendoso' | 'httpRequest'; people: number; server: SteeredServer };

/** What a process tells of it. */
export interface PaceFigures {
	/** Items that came out well. */
	sent: number;
	/** The first error. */
	error?: string;
}
