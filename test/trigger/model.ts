import type { IDataObject } from 'n8n-workflow';
import type { TimedPage, PollSession } from '../../nodes/shared/polling/pollContext';
import { type ResourceName, sourceOf } from '../../nodes/Sendoso/trigger/sources';
import type { Source } from '../../nodes/shared/polling/source';
import type { AccountPrint, TriggerState } from '../../nodes/shared/polling/state';
import { pollOnce } from '../../nodes/shared/polling/pollOnce';
import type { EventType, TriggerEvent } from '../../nodes/shared/polling/events';
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
export class FakeOffice implements PollSession {
	requests = 0;
	serverTime = 0;
	current: AccountPrint = { place: 'here', person: '', token: 'token' };
	readonly warnings: string[] = [];

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

/** The parameters of a trigger. */
export function watchFor(resource: ResourceName, events: EventType[], more: Partial<Subscription> = {}): Subscription {
	return {
		authentication: 'oAuth2',
		resource,
		source: sourceOf(more.authentication ?? 'oAuth2', resource) as Source,
		events: new Set(events),
		query: {},
		accepts: () => true,
		statuses: new Set(),
		startWithExisting: false,
		trackStatusForDays: 90,
		simplify: false,
		fingerprint: 'watch',
		...more,
	};
}

/** A trigger node in an n8n that keeps its state the way one of the engines does. */
export class FakeTrigger {
	/** What the database holds; a crash falls back on it. */
	private saved: string | undefined;
	private memory: string | undefined;

	constructor(
		private readonly watch: Subscription,
		private readonly isDurable: boolean,
	) {}

	get state(): TriggerState | undefined {
		return this.memory === undefined ? undefined : (JSON.parse(this.memory) as TriggerState);
	}

	/** One poll. On the default engine a poll without items is kept in memory only. */
	async poll(office: FakeOffice): Promise<TriggerEvent[]> {
		const turn = await pollOnce(office, this.watch, this.state);
		if ('problem' in turn) throw new Error(turn.problem);
		this.memory = JSON.stringify(turn.state);
		if (this.isDurable || turn.events.length > 0 || this.saved === undefined) this.saved = this.memory;
		return turn.events;
	}

	/** A poll of an n8n that is killed before anything of it is kept. */
	async pollAndDie(office: FakeOffice) {
		await pollOnce(office, this.watch, this.state);
		this.restart();
	}

	/** The process dies and begins again. */
	restart() {
		this.memory = this.saved;
	}
}
