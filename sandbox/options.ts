import type { SendOrder } from './store/sendBook';
import type { WebhookOptions } from './webhooks/desk';

/** How much sample data to make. */
export interface SeedCounts {
	touches: number;
	groups: number;
	users: number;
	sends: number;
}

/** Sample data: the full demonstration, nothing at all, or counts. */
export type Seed = 'demo' | 'empty' | Partial<SeedCounts>;

/** An application registered with the stand-in server. */
export interface ClientApplication {
	id: string;
	secret: string;
	name: string;
	scopes: string[];
}

/** The published ceiling and how long an application is shut out above it. */
export interface ThrottleOptions {
	/** Requests in the window, which is a second for Core. */
	requestsPerSecond: number;
	blockMs: number;
	/** Whether a request that comes during a block starts it anew; it does unless this is false. */
	growsWhenAsked?: boolean;
	/** Whether refusals say in `Retry-After` when the block ends. */
	tellsWhen?: boolean;
}

/** What can be chosen when the server is started; everything has a default. */
export interface SandboxOptions {
	/** 0 takes a free port. */
	port?: number;
	controlPort?: number;
	host?: string;
	seed?: Seed;
	throttle?: Partial<ThrottleOptions> | false;
	/** Checks every answer against the contract; a broken one becomes a 500 and a violation. */
	validateResponses?: boolean;
	order?: SendOrder;
	accessTokenLifetimeSeconds?: number;
	/** Revokes all tokens of a consent when a spent refresh token comes back. */
	revokeFamilyOnReuse?: boolean;
	clients?: ClientApplication[];
	/** Largest page the server gives, however much is asked for. */
	maxPerPage?: number;
	/** Moves one recent open send on in real time, for demonstrations. */
	autoLifeCycle?: { everyMilliseconds: number } | false;
	webhooks?: WebhookOptions;
}

/** Sample credentials; they open nothing but this server. */
export const demoClient: ClientApplication = {
	id: 'sandbox-client',
	secret: 'sandbox-client-secret',
	name: 'Sandbox automation',
	scopes: ['public', 'write', 'update', 'marketplace', 'smartsend'],
};

/** SCIM has an application of its own. */
export const demoScimClient: ClientApplication = {
	id: 'sandbox-scim-client',
	secret: 'sandbox-scim-client-secret',
	name: 'Sandbox provisioning',
	scopes: ['scim'],
};

/** The published limit of Core; how long it blocks is not published. */
export const defaultThrottle: ThrottleOptions = { requestsPerSecond: 10, blockMs: 2000 };

/** The published limit of Marketplace and SmartSend, counted per minute. */
export const marketplaceThrottle: ThrottleOptions = { requestsPerSecond: 100, blockMs: 2000 };
