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
import type { WebhookDesk } from './webhooks/desk';

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
	catalogue: CatalogueManners;
	scim: ScimManners;
}

/** What is open about the marketplace (A7, A19). */
export interface CatalogueManners {
	/** Number of products. */
	size: number;
	/** Products on a page. */
	pageSize: number;
	/** What the last page says of the next one: nothing, an empty cursor, no pagination at all, or itself for ever. */
	end: 'null' | 'empty' | 'missing' | 'repeat';
	/** How `X-Rate-Limit-Reset` tells the moment. */
	reset: 'epoch' | 'seconds' | 'date';
}

/** What is open about user provisioning (A23, A24). */
export interface ScimManners {
	/** Whether a single user can be read. */
	readsOne: boolean;
	/** Whether lists call themselves by the name of a user. */
	namesUserSchema: boolean;
}

/** The marketplace and user provisioning as their pages describe them. */
export const politeCatalogue = (): Pick<Settings, 'catalogue' | 'scim'> => ({
	catalogue: { size: 90, pageSize: 20, end: 'null', reset: 'epoch' },
	scim: { readsOne: true, namesUserSchema: false },
});

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
	/** Deliveries of webhooks. */
	webhooks: WebhookDesk;
	settings: Settings;
	hooks: Set<AnswerHook>;
	/** Emits what `SandboxEvents` lists. */
	events: EventEmitter;
}
