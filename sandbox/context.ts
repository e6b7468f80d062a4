/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in server runs on a desk, never inside n8n */
import type { EventEmitter } from 'node:events';
import type { VirtualClock } from './clock';
import type { FaultPlan } from './faults/plan';
import type { ListManners } from './http/odd/oddLists';
import type { TokenStore } from './oauth/tokens';
import type { RequestEntry, RequestLog } from './requestLog';
import type { SendView } from './store/records';
import type { Store } from './store/store';
import type { Throttle } from './throttle';

/** An answer that is ready but not sent; a hook may change `answer` or `status`. */
export interface PendingAnswer {
	request: RequestEntry;
	status: number;
	/** The parsed JSON body, or the text when it isn't JSON. */
	answer: unknown;
}

/** Runs between the work and the answer; the answer waits for it. */
export type AnswerHook = (pending: PendingAnswer) => void | Promise<void>;

/** What can be listened to. */
export interface SandboxEvents {
	/** A request arrived and its body was read. */
	request: [RequestEntry];
	/** A request ended, in whatever way. */
	answered: [RequestEntry];
	/** A gift was created by a request. */
	send: [SendView];
}

/** Behaviour that the control may change while the server runs. */
export interface Settings {
	latencyMilliseconds: number;
	maxPerPage: number | null;
	/** Every page of a list is the first one. */
	ignoresPageNumbers: boolean;
	/** What is odd about lists. */
	lists: ListManners;
	/** What the `Date` header is off, while the dates of records are right. */
	dateOffsetMilliseconds: number;
	validateResponses: boolean;
}

/** Everything the routes share. */
export interface SandboxContext {
	clock: VirtualClock;
	store: Store;
	tokens: TokenStore;
	throttle: Throttle;
	/** Marketplace and SmartSend count requests per minute. */
	marketplaceThrottle: Throttle;
	faults: FaultPlan;
	log: RequestLog;
	settings: Settings;
	hooks: Set<AnswerHook>;
	/** Emits what `SandboxEvents` lists. */
	events: EventEmitter;
}
