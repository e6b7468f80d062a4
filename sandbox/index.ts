/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in server runs on a desk, never inside n8n */
import { EventEmitter } from 'node:events';
import { startAutoLifeCycle } from './autoLifeCycle';
import { VirtualClock } from './clock';
import { politeCatalogue, type SandboxContext } from './context';
import { SandboxControl } from './control/control';
import { buildControlApp } from './control/server';
import { FaultPlan } from './faults/plan';
import { buildApp } from './http/app';
import { politeLists } from './http/odd/oddLists';
import { listen } from './listen';
import { openConnectorsApp } from './openConnectors/app';
import { connectorConsent } from './openConnectors/platform/consent';
import { openConnectorsPath } from './openConnectors/options';
import { Tenant } from './openConnectors/tenant';
import { TokenStore } from './oauth/tokens';
import { defaultThrottle, demoClient, demoScimClient, marketplaceThrottle } from './options';
import type { SandboxOptions } from './options';
import { RequestLog } from './requestLog';
import { fillStore } from './store/seed';
import { Store } from './store/store';
import { Throttle } from './throttle';
import { tellOfChanges } from './webhooks/control';
import { WebhookDesk } from './webhooks/desk';

export type { ClientStatistics } from './clientStatistics';
export type { AnswerHook, PendingAnswer, SandboxEvents } from './context';
export type { SandboxControl } from './control/control';
export type { BulkSends, NewSend, SendFilter, SendSnapshot } from './control/sendControl';
export type { Fault, FaultAction, FaultMatch, FaultStage, FaultState } from './faults/types';
export { demoOpenConnectors } from './openConnectors/options';
export type { TokenPair, TokenStatistics } from './oauth/tokens';
export { demoClient, demoScimClient } from './options';
export type { ClientApplication, SandboxOptions, Seed, SeedCounts, ThrottleOptions } from './options';
export type { RequestEntry, RequestEnd, Violation } from './requestLog';
export type * from './store/records';
export type { SendOrder } from './store/sendBook';
export type { AttemptEntry, NewEndpoint, WebhookControl } from './webhooks/control';
export type { WebhookEndpoint } from './webhooks/endpoints';

/** A running stand-in server. */
export interface Sandbox {
	/** Base address of the API, without a slash at the end. */
	url: string;
	/** Base address of SAP Open Connectors, which this server plays, too. */
	openConnectorsUrl: string;
	/** Base address of the control API and the console page. */
	controlUrl: string;
	control: SandboxControl;
	/** Closes both ports and every connection. */
	stop(): Promise<void>;
}

/** Starts a Sendoso that exists only on this machine. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const host = options.host ?? '127.0.0.1';
	const seed = options.seed ?? 'demo';
	const context = buildContext(options);
	fillStore(context.store, seed);
	tellOfChanges(context);
	const tenant = new Tenant(context);
	const control = new SandboxControl(context, seed, tenant);
	const consentOrigin = (): string => address;
	const additional = [
		{ path: openConnectorsPath, handler: openConnectorsApp(tenant, consentOrigin) },
		{ path: '/', handler: connectorConsent(tenant) },
	];
	const api = await listen(buildApp(context, additional), host, options.port ?? 0);
	const address = api.url;
	const controlServer = await listen(buildControlApp(control, () => api.url), '127.0.0.1', options.controlPort ?? 0).catch(
		async (error: unknown) => {
			await api.stop();
			return Promise.reject(error);
		},
	);
	const stopLifeCycle = options.autoLifeCycle ? startAutoLifeCycle(context, options.autoLifeCycle.everyMilliseconds) : () => {};
	return {
		url: api.url,
		openConnectorsUrl: `${api.url}${openConnectorsPath}`,
		controlUrl: controlServer.url,
		control,
		stop: async () => {
			stopLifeCycle();
			await Promise.all([context.webhooks.stop(), api.stop(), controlServer.stop()]);
		},
	};
}

function buildContext(options: SandboxOptions): SandboxContext {
	const clock = new VirtualClock();
	const store = new Store(clock);
	const monotonic = (): number => clock.monotonic();
	const { throttle } = options;
	store.sends.order = options.order ?? 'descending';
	return {
		clock,
		store,
		tokens: new TokenStore(
			clock,
			options.clients ?? [demoClient, demoScimClient],
			options.accessTokenLifetimeSeconds ?? 7200,
			options.revokeFamilyOnReuse ?? false,
		),
		throttle: new Throttle(throttle === false ? false : { ...defaultThrottle, ...throttle }, 1000, monotonic),
		marketplaceThrottle: new Throttle(throttle === false ? false : marketplaceThrottle, 60_000, monotonic),
		faults: new FaultPlan(),
		log: new RequestLog(clock),
		webhooks: new WebhookDesk(clock, options.webhooks),
		settings: {
			latencyMilliseconds: 0,
			maxPerPage: options.maxPerPage ?? null,
			ignoresPageNumbers: false,
			lists: politeLists(),
			dateOffsetMilliseconds: 0,
			validateResponses: options.validateResponses ?? false,
			...politeCatalogue(),
		},
		hooks: new Set(),
		events: new EventEmitter(),
	};
}
