import type { Answered } from '../answer';
import type { Budget } from './budget';
import type { StartWindow } from './startWindow';
import type { Priority } from './waitingLines';

/** One credential's part of the pace. */
export interface Share {
	/** Requests per second, as set in the credential. */
	ceiling: number;
	readonly starts: StartWindow;
	/** When it was last used, in elapsed milliseconds. */
	usedTick: number;
}

/** How one call wants to be paced. */
export interface PaceRequest {
	priority: Priority;
	/** Whose call it is: executions take turns. Its own by default. */
	owner?: object;
	/** The credential's part of the pace; that of the account as a whole by default. */
	share?: Share;
	/** A limit of its own that it counts for, beside the account's. */
	budget?: Budget;
	/** Whether nothing of the credential may start now. */
	isHeld?: () => boolean;
	/** Asked as soon as the call is the first in its line; an error here means it must not start, and costs no slot. */
	refuse?: () => Error | undefined;
	/** What has to hold at the moment at which the call starts. */
	readiness?: Readiness;
	/** Whether it goes before the others of its line, because it was refused before. */
	isRepeat?: boolean;
	/** How long it waits while the API refuses everything of the account, in milliseconds; two minutes by default. */
	patienceMs?: number;
}

/** Something that has to hold when a call starts, and can be brought about. */
export interface Readiness {
	isReady(): boolean;
	/** Brings it about; answers whether the call may still be made. */
	prepare(): Promise<boolean>;
}

/** Rejects a call whose condition could not be brought about. */
export class NotReady extends Error {}

/** Rejects a call that has waited for too long while the API refused everything of the account. */
export class StillThrottled extends Error {
	/** @param answer the last refusal */
	constructor(readonly answer: Answered) {
		super('The API refuses all requests of the account');
	}
}

/** Why a call must not start. A question that throws stops this call alone, not the line. */
export function refusalOf({ refuse }: PaceRequest): Error | undefined {
	try {
		return refuse?.();
	} catch (error) {
		return error as Error;
	}
}

/** Whether a call may start as it is; one whose question throws has to be made ready, which tells why. */
export function isReady({ readiness }: PaceRequest): boolean {
	try {
		return readiness === undefined || readiness.isReady();
	} catch {
		return false;
	}
}
