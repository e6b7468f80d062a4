import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Order, Outcome } from '../order';

/** What a process is asked to carry out. */
export interface Question {
	number: number;
	order: Order;
}

/** Somebody sets the clock of the machine, by so many milliseconds. */
export interface ClockStep {
	stepMs: number;
}

/** What became of it. */
export type Answer = { number: number; outcome: Outcome; credential: ICredentialDataDecryptedObject } | { number: number; failure: string };

/** Says that a process can be asked. */
export const READY = 'ready';
