import type { IDataObject } from 'n8n-workflow';
import { sources } from '../../nodes/Sendoso/trigger/sources';
import type { EventType, TriggerEvent } from '../../nodes/shared/polling/events';
import type { AccountPrint, PollSession, Standing, TimedPage } from '../../nodes/shared/polling/pollContext';
import { NumberedWalk } from '../../nodes/shared/polling/walks/numberedWalk';
import { pollOnce } from '../../nodes/shared/polling/pollOnce';
import { LARGEST_STATE, type ResourceState } from '../../nodes/shared/polling/state';
import type { Subscription } from '../../nodes/shared/polling/subscription';

/** A list as a server keeps it, in the order in which it is listed. */
export interface World {
	/** A snapshot that later changes leave alone. */
	rows(): IDataObject[];
	/** Milliseconds since the epoch. */
	now: number;
	person: string;
	/** What the server says of the number of rows; the truth when absent. */
	count?(rows: IDataObject[]): number | undefined;
	/** A page of the list, where it is an odd one. */
	page?(number: number, isEmpty: boolean): Pick<TimedPage, 'rows' | 'total' | 'unreadable'>;
	/** What reading a single record says; whether it is listed when absent. */
	standingOf?(id: string): Standing;
}

/** What disturbs one poll. */
export interface Disturbance {
	/** Runs right before the n-th request of the poll, counted from 0. */
	before?: (request: number) => void;
	/** Request that fails, counted from 0. */
	failing?: number;
	/** Request whose page comes back empty. */
	empty?: number;
	/** Pages that can't be read. */
	broken?: (page: number) => boolean;
	/** Requests for which there is time. */
	budget?: number;
	/** Milliseconds by which the server's `Date` is wrong. */
	misdated?: number;
	/** The access token is the one of the poll before, so that nobody asks whose it is without a reason. */
	isTokenKept?: boolean;
}

/** A page that can't be read. */
export class PageFailure extends Error {}

/** A Sendoso in memory, as one poll sees it. */
export class FakeSession implements PollSession {
	requests = 0;
	serverTime = 0;
	current: AccountPrint = { place: 'here', person: '', token: 'token' };
	readonly warnings: string[] = [];
	largestState = LARGEST_STATE;
	readonly ownState = LARGEST_STATE;

	constructor(
		protected readonly world: World,
		private readonly pageSize: number,
		protected readonly disturbance: Disturbance = {},
		private readonly readsOne = false,
	) {}

	async identify(known?: AccountPrint) {
		const person = this.disturbance.isTokenKept === true ? known?.person : undefined;
		this.current = { ...this.current, person: person ?? this.world.person };
		return this.current;
	}

	async isSameAccount(certainly = false) {
		if (this.disturbance.isTokenKept === true && !certainly) return true;
		const { person } = this.current;
		this.current = { ...this.current, person: this.world.person };
		return person === this.world.person;
	}

	mayGoOn() {
		return this.requests < (this.disturbance.budget ?? Infinity);
	}

	warn(message: string) {
		this.warnings.push(message);
	}

	async readPage(page: number): Promise<TimedPage> {
		const request = this.begin();
		if (this.disturbance.broken?.(page) === true) throw new PageFailure(`page ${page} can't be read`);
		if (this.world.page) return { ...this.world.page(page, request === this.disturbance.empty), pageSize: this.pageSize, serverTime: this.answered() };
		const rows = this.world.rows();
		const start = (page - 1) * this.pageSize;
		const isEmpty = request === this.disturbance.empty;
		const cut = isEmpty ? [] : rows.slice(start, start + this.pageSize);
		const listed = isEmpty ? [] : rows;
		const total = this.world.count ? this.world.count(listed) : listed.length;
		return { rows: cut, total, pageSize: this.pageSize, serverTime: this.answered() };
	}

	/** The time of an answer; the Date header has whole seconds. */
	private answered(): number {
		const serverTime = Math.floor((this.world.now + (this.disturbance.misdated ?? 0)) / 1000) * 1000;
		if (this.serverTime === 0) this.serverTime = serverTime;
		return serverTime;
	}

	openWalk(place?: unknown) {
		return new NumberedWalk(this, place);
	}

	get standingOf() {
		if (!this.readsOne) return undefined;
		return async (id: string): Promise<Standing> => {
			this.begin();
			return this.world.standingOf?.(id) ?? (this.world.rows().some((row) => String(row.id) === id) ? 'listed' : 'gone');
		};
	}

	protected begin(): number {
		// A request for which there is no time is never made.
		if (this.requests >= (this.disturbance.budget ?? Infinity)) throw new PageFailure('out of time');
		const request = this.requests++;
		this.disturbance.before?.(request);
		if (request === this.disturbance.failing) throw new PageFailure();
		return request;
	}
}

/** What a trigger watches of one resource. */
export function subscriptionTo(resource: string, events: EventType[], options: IDataObject = {}, more: Partial<Subscription> = {}, from = sources): Subscription {
	const source = from[resource];
	const chosen = new Set(events);
	const filter = source?.read({}, options);
	if (source === undefined || filter === undefined) throw new Error(`No such resource, or no such options: ${resource}`);
	const poller = filter.createPoller({ resource, events: chosen, nameOf: source.nameOf });
	return { resource, source, filter, events: chosen, poller, simplify: false, fingerprint: 'subscription', ...more };
}

/** A trigger node in an n8n that keeps its state the way one of the engines does. */
export class FakeTrigger {
	/** What the database holds; a crash falls back on it. */
	private saved: string | undefined;
	private memory: string | undefined;

	constructor(
		private subscription: Subscription,
		private readonly isDurable: boolean,
	) {}

	get state(): ResourceState | undefined {
		return this.memory === undefined ? undefined : (JSON.parse(this.memory) as ResourceState);
	}

	/** The state that a crash falls back on. */
	get kept(): ResourceState | undefined {
		return this.saved === undefined ? undefined : (JSON.parse(this.saved) as ResourceState);
	}

	/** Takes a stored state for its own. */
	restore(stored: string) {
		this.memory = stored;
	}

	/** n8n saves what it has in memory, as it does when a workflow is edited. */
	keep() {
		this.saved = this.memory;
	}

	/** Goes on with what another trigger watches, as if somebody had changed the parameters. */
	watch(other: FakeTrigger) {
		this.subscription = other.subscription;
	}

	/** Characters that the state takes in the database. */
	get size(): number {
		return this.memory?.length ?? 0;
	}

	/** One poll. On the default engine a poll without items is kept in memory only. */
	async poll(session: FakeSession): Promise<TriggerEvent[]> {
		const result = await pollOnce(session, this.subscription, this.state);
		if ('problem' in result) throw new Error(result.problem);
		this.memory = JSON.stringify(result.state);
		if (this.isDurable || result.events.length > 0 || this.saved === undefined) this.saved = this.memory;
		return result.events;
	}

	/** A poll of an n8n that is killed before anything of it is kept. */
	async pollAndDie(session: FakeSession) {
		await pollOnce(session, this.subscription, this.state);
		this.restart();
	}

	/** The process dies and begins again. */
	restart() {
		this.memory = this.saved;
	}
}
