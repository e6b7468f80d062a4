import { type ClientStatistics, statisticsByClient } from '../clientStatistics';
import { type AnswerHook, type CatalogueManners, politeCatalogue, type SandboxContext, type SandboxEvents, type ScimManners } from '../context';
import type { Fault, FaultState } from '../faults/types';
import { limitedPaths } from '../http/limit';
import { type ListManners, politeLists, type SpoiltRow } from '../http/odd/oddLists';
import { defaultThrottle, demoClient, marketplaceThrottle } from '../options';
import type { Seed, ThrottleOptions } from '../options';
import type { TokenPair, TokenStatistics } from '../oauth/tokens';
import type { RequestEntry, Violation } from '../requestLog';
import { fillStore } from '../store/seed';
import type { Account, Invitation, LooseId, TeamGroupRecord, Touch, UserRecord } from '../store/records';
import type { SendOrder } from '../store/sendBook';
import type { BlockOptions } from '../throttle';
import { OpenConnectorsControl } from '../openConnectors/control';
import type { Tenant } from '../openConnectors/tenant';
import { WebhookControl } from '../webhooks/control';
import { callByName } from './callByName';
import { listOddities, type OddityState, switchOf } from './oddities';
import { overviewOf } from './overview';
import type { Overview } from './overview';
import { MemberControl } from './recordControl';
import type { RecordControl } from './recordControl';
import { SendControl } from './sendControl';

/** Everything that can be asked of, and done to, the server from outside the API. */
export class SandboxControl {
	readonly touches: RecordControl<Touch>;

	readonly groups: RecordControl<TeamGroupRecord>;

	readonly users: RecordControl<UserRecord>;

	readonly members: MemberControl;

	readonly sends: SendControl;

	readonly clock: ClockControl;

	readonly faults: FaultControl;

	/** The Sendoso connector of SAP Open Connectors. */
	readonly openConnectors: OpenConnectorsControl;

	/** Endpoints of webhooks, and what is delivered to them. */
	readonly webhooks: WebhookControl;

	private seed: Seed;

	constructor(
		private readonly context: SandboxContext,
		seed: Seed,
		private readonly tenant: Tenant,
	) {
		this.seed = seed;
		// Those of the connector note when something was changed, which its rows tell.
		this.touches = tenant.records.touches;
		this.groups = tenant.records.groups;
		this.users = tenant.records.users;
		this.members = new MemberControl(context);
		this.sends = new SendControl(context);
		this.clock = new ClockControl(context);
		this.faults = new FaultControl(context);
		this.openConnectors = new OpenConnectorsControl(tenant);
		this.webhooks = new WebhookControl(context);
	}

	/** Requests since the log was last cleared, oldest first. */
	requests(): RequestEntry[] {
		return [...this.context.log.list()];
	}

	/** Empties the log, the peaks, the violations and the count of refusals. */
	clearRequests(): void {
		this.context.log.clear();
		this.context.throttle.refused = 0;
		this.context.marketplaceThrottle.refused = 0;
	}

	/** Most requests under way at the same time. */
	peakInFlight(): number {
		return this.context.log.peakInFlight;
	}

	/** Most arrivals within any one second. */
	peakPerSecond(): number {
		return this.context.log.peakPerSecond;
	}

	/** By client application: how many requests came, how many were refused with 429, and the most in any one second. */
	clients(): Record<string, ClientStatistics> {
		return statisticsByClient(this.context.log.list().filter(({ path }) => limitedPaths.test(path)));
	}

	/** Requests that the limits refused. */
	tooManyRequests(): number {
		return this.context.throttle.refused + this.context.marketplaceThrottle.refused;
	}

	/** Requests and answers that broke the contract since the log was last cleared. */
	violations(): Violation[] {
		return [...this.context.log.violations];
	}

	/** The person behind every token. */
	account(): Account {
		return this.context.store.account;
	}

	/** Invitations made since the last reset. */
	invitations(): Invitation[] {
		return this.context.store.invitations;
	}

	/** Counts of the token endpoint and of the tokens themselves. */
	tokenStatistics(): TokenStatistics & { active: number; expired: number; nextExpiry: number | null } {
		return { ...this.context.tokens.statistics, ...this.context.tokens.overview() };
	}

	/** Everything the console page shows. */
	overview(): Overview {
		return overviewOf(this.context);
	}

	/** A token pair without the consent page. */
	issueToken(options: { scope?: string; clientId?: string; expiresInSeconds?: number } = {}): TokenPair {
		const client = this.context.tokens.client(options.clientId ?? demoClient.id);
		if (client === undefined) throw new Error(`There is no client application ${options.clientId ?? ''}`);
		return this.context.tokens.issueDirectly(client.id, options.scope ?? client.scopes.join(' '), options.expiresInSeconds);
	}

	/** Lets the access tokens run out; they can be refreshed. Gives their number. */
	expireTokens(): number {
		return this.context.tokens.expireAccessTokens();
	}

	/** Revokes the access tokens; they can be refreshed. Gives their number. */
	revokeAccessTokens(): number {
		return this.context.tokens.revokeAccessTokens();
	}

	/** Lets each access token run out after so many requests; null sets no bound. */
	endTokensAfter(requests: number | null): void {
		this.context.tokens.usesOfAccessToken = requests;
	}

	/** Makes all tokens useless; a person has to connect again. */
	revokeTokens(): void {
		this.context.tokens.revokeAll();
	}

	/** While on, every refresh is answered with `invalid_grant`. */
	refuseRefresh(on: boolean): void {
		this.context.tokens.refuseRefresh = on;
	}

	/** Changes the order of the send list. */
	setOrder(order: SendOrder): void {
		this.context.store.sends.order = order;
	}

	/** Changes the limit; missing members keep the published values, `false` switches it off. */
	setThrottle(throttle: Partial<ThrottleOptions> | false): void {
		this.context.throttle.configure(throttle === false ? false : { ...defaultThrottle, ...throttle });
		this.context.marketplaceThrottle.configure(throttle === false ? false : marketplaceThrottle);
	}

	/** Answers every request of one application, or of all, with 429 for so many real milliseconds. */
	block(milliseconds: number, options: BlockOptions & { clientId?: string } = {}): void {
		const { clientId, ...block } = options;
		const clientIds = clientId === undefined ? this.context.tokens.clients.map(({ id }) => id) : [clientId];
		for (const id of clientIds) this.context.throttle.block(id, milliseconds, block);
	}

	/** Milliseconds that the `Date` header is off, while the dates of records are right. */
	setDateOffset(milliseconds: number): void {
		this.context.settings.dateOffsetMilliseconds = milliseconds;
	}

	/** Real milliseconds that every request waits before it is handled. */
	setLatency(milliseconds: number): void {
		this.context.settings.latencyMilliseconds = milliseconds;
	}

	/** Largest page, whatever is asked for; null takes the cap away. */
	setMaxPerPage(size: number | null): void {
		this.context.settings.maxPerPage = size;
	}

	/** Changes what is open about the marketplace: its size, its pages and their end, and how its limit tells when it opens. */
	setCatalogue(manners: Partial<CatalogueManners>): void {
		Object.assign(this.context.settings.catalogue, manners);
	}

	/** Changes what is open about user provisioning. */
	setScim(manners: Partial<ScimManners>): void {
		Object.assign(this.context.settings.scim, manners);
	}

	/** While on, every page of a list is the first one, whichever is asked for. */
	ignorePageNumbers(on: boolean): void {
		this.context.settings.ignoresPageNumbers = on;
	}

	/** While on, lists don't say how many records they have. */
	hideCounters(on: boolean): void {
		this.context.settings.lists.hidesCounters = on;
	}

	/** Counters of lists that are off by a number, or are a text that is none; 0 makes them right. */
	offsetCounters(by: number | 'text'): void {
		this.context.settings.lists.counterOffset = by;
	}

	/** Pages of lists hold no more rows than this, although they call themselves as long as was asked for; null ends it. */
	shortenPages(rows: number | null): void {
		this.context.settings.lists.shortenedTo = rows;
	}

	/** What comes behind the last page of a list: a page without rows (`empty`), a 404 (`error`), or the last page again (`repeat`). */
	answerBehindEnd(how: ListManners['behindTheEnd']): void {
		this.context.settings.lists.behindTheEnd = how;
	}

	/** Lists a record twice: `touches`, `groups` or `users`, of either API, or `return-addresses`. */
	listTwice(list: string, id: LooseId, on = true): void {
		const { twice } = this.context.settings.lists.records;
		if (on) twice.add(`${list} ${String(id)}`);
		else twice.delete(`${list} ${String(id)}`);
	}

	/** Leaves a record out of its list, although it is active and can be read. */
	leaveOut(list: string, id: LooseId, on = true): void {
		const { leftOut } = this.context.settings.lists.records;
		if (on) leftOut.add(`${list} ${String(id)}`);
		else leftOut.delete(`${list} ${String(id)}`);
	}

	/** While on, each answer spells values of records in another way: offsets of times, zeros behind a decimal point, the order of members. */
	respell(on: boolean): void {
		this.context.settings.lists.records.respells = on;
	}

	/** Spoils the row of a record in its list of Sendoso's own API; null mends it. */
	spoil(list: string, id: LooseId, how: SpoiltRow | null): void {
		const { spoilt } = this.context.settings.lists;
		if (how === null) spoilt.delete(`${list} ${String(id)}`);
		else spoilt.set(`${list} ${String(id)}`, how);
	}

	/** Ways in which an API may differ from what its pages promise, and which of them are on. */
	oddities(): OddityState[] {
		return listOddities(this.context, this.tenant);
	}

	/** Switches an oddity by its name; of those that exclude each other the last one counts. */
	setOddity(name: string, on = true): void {
		const { call, value } = switchOf(name, on);
		// Another one of the same setting stays as it is.
		if (!on && !this.oddities().some((odd) => odd.name === name && odd.isOn)) return;
		callByName(this, call, [value]);
	}

	/** Plans a fault; the same as `faults.add`. */
	fault(fault: Fault): number {
		return this.faults.add(fault);
	}

	/** Fresh data, clock, log, limits and faults; tokens stay valid. */
	reset(seed?: Seed): void {
		this.seed = seed ?? this.seed;
		const { clock, store, faults, throttle, marketplaceThrottle, tokens, settings } = this.context;
		clock.reset();
		// Nobody is told of sample data.
		this.context.webhooks.clear();
		store.clear();
		fillStore(store, this.seed);
		this.openConnectors.reset();
		faults.clear();
		throttle.reset();
		marketplaceThrottle.reset();
		tokens.resetStatistics();
		tokens.refuseRefresh = false;
		tokens.usesOfAccessToken = null;
		settings.latencyMilliseconds = 0;
		settings.ignoresPageNumbers = false;
		settings.lists = politeLists();
		settings.dateOffsetMilliseconds = 0;
		Object.assign(settings, politeCatalogue());
		this.clearRequests();
	}

	/** Runs between the work and the answer of every request; call the result to stop it. */
	beforeAnswer(hook: AnswerHook): () => void {
		this.context.hooks.add(hook);
		return () => {
			this.context.hooks.delete(hook);
		};
	}

	/** Listens to the server; call the result to stop. */
	on<Name extends keyof SandboxEvents>(name: Name, listener: (...values: SandboxEvents[Name]) => void): () => void {
		this.context.events.on(name, listener);
		return () => {
			this.context.events.off(name, listener);
		};
	}
}

/** Virtual time. */
export class ClockControl {
	constructor(private readonly context: SandboxContext) {}

	now(): number {
		return this.context.clock.now();
	}

	/** Moves time; open sends go through what became due unless `moveSends` is false. */
	advance(milliseconds: number, options: { moveSends?: boolean } = {}): number {
		const now = this.context.clock.advance(milliseconds);
		if (options.moveSends !== false) this.context.store.moveDueSends();
		this.context.webhooks.deliverDue();
		return now;
	}
}

/** Planned faults. */
export class FaultControl {
	constructor(private readonly context: SandboxContext) {}

	/** Gives the number under which the fault is listed. */
	add(fault: Fault): number {
		return this.context.faults.add(fault);
	}

	list(): FaultState[] {
		return this.context.faults.list();
	}

	remove(id: number): boolean {
		return this.context.faults.remove(id);
	}

	clear(): void {
		this.context.faults.clear();
	}
}
