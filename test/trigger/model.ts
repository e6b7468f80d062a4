import type { IDataObject } from 'n8n-workflow';
import { sources } from '../../nodes/Sendoso/trigger/sources';
import type { EventType, TriggerEvent } from '../../nodes/shared/polling/events';
import type { AccountPrint, PollSession, TimedPage } from '../../nodes/shared/polling/pollContext';
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
}

/** What disturbs one poll. */
export interface Disturbance {
	/** Runs right before the n-th request of the poll, counted from 0. */
	before?: (request: number) => void;
	/** Request that fails, counted from 0. */
	failing?: number;
	/** Request whose page comes back empty. */
	empty?: number;
	/** Requests after which the time is over. */
	budget?: number;
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
		private readonly world: World,
		private readonly pageSize: number,
		private readonly disturbance: Disturbance = {},
		private readonly readsOne = false,
	) {}

	async identify() {
		this.current = { ...this.current, person: this.world.person };
		return this.current;
	}

	async isSameAccount() {
		return this.current.person === this.world.person;
	}

	mayGoOn() {
		return this.requests < (this.disturbance.budget ?? Infinity);
	}

	warn(message: string) {
		this.warnings.push(message);
	}

	async readPage(page: number): Promise<TimedPage> {
		const request = this.begin();
		const rows = this.world.rows();
		const start = (page - 1) * this.pageSize;
		const cut = request === this.disturbance.empty ? [] : rows.slice(start, start + this.pageSize);
		const total = request === this.disturbance.empty ? 0 : rows.length;
		// The Date header has whole seconds.
		const serverTime = Math.floor(this.world.now / 1000) * 1000;
		if (this.serverTime === 0) this.serverTime = serverTime;
		return { rows: cut, total, pageSize: this.pageSize, serverTime };
	}

	async isGone(id: string) {
		if (!this.readsOne) return undefined;
		this.begin();
		return !this.world.rows().some((row) => String(row.id) === id);
	}

	private begin(): number {
		const request = this.requests++;
		this.disturbance.before?.(request);
		if (request === this.disturbance.failing) throw new PageFailure();
		return request;
	}
}

/** What a trigger watches of one resource. */
export function subscriptionTo(resource: string, events: EventType[], options: IDataObject = {}): Subscription {
	const source = sources[resource];
	const chosen = new Set(events);
	const filter = source?.read({}, options);
	if (source === undefined || filter === undefined) throw new Error(`No such resource, or no such options: ${resource}`);
	const poller = filter.createPoller({ resource, events: chosen, nameOf: source.nameOf });
	return { resource, source, filter, events: chosen, poller, startWithExisting: false, simplify: false, fingerprint: 'subscription' };
}

/** A trigger node in an n8n that keeps its state the way one of the engines does. */
export class FakeTrigger {
	/** What the database holds; a crash falls back on it. */
	private saved: string | undefined;
	private memory: string | undefined;

	constructor(
		private readonly subscription: Subscription,
		private readonly isDurable: boolean,
	) {}

	get state(): ResourceState | undefined {
		return this.memory === undefined ? undefined : (JSON.parse(this.memory) as ResourceState);
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
