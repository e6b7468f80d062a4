import type { IDataObject } from 'n8n-workflow';
import type { SendState } from '../../../nodes/Sendoso/trigger/sends/state';
import type { EventType, TriggerEvent } from '../../../nodes/shared/polling/events';
import type { ResourceState } from '../../../nodes/shared/polling/state';
import type { Subscription } from '../../../nodes/shared/polling/subscription';
import { type Disturbance, FakeSession, FakeTrigger, subscriptionTo, type World } from '../../trigger/model';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const NOON = Date.UTC(2026, 2, 1, 12);

export type Order = 'newestFirst' | 'oldestFirst' | 'none';

/** What a send of a scene may have; everything has a default. */
export interface SceneSend {
	gid: string;
	/** When it was created; null for one that does not say. */
	at: number | null;
	/** Statuses with the moments at which it got them; the last one is its status. */
	history?: Array<[status: string, at: number]>;
	/** Status of a send that lists no history. */
	status?: string;
	/** Where it stands: as if it had been created then. */
	place?: number;
}

/** What is to be set up. */
export interface SceneOptions {
	order?: Order;
	events?: EventType[];
	pageSize?: number;
	days?: number;
	more?: Partial<Subscription>;
}

/** A list of sends and a trigger that watches it. */
export class Scene implements World {
	now = NOON;
	person = 'me';
	order: Order;
	sends: SceneSend[] = [];
	count: World['count'];
	trigger: FakeTrigger;
	/** Pages that were asked for by the last poll. */
	asked: number[] = [];
	warnings: string[] = [];
	private readonly pageSize: number;

	constructor({ order = 'newestFirst', events = ['created', 'statusChanged'], pageSize = 10, days = 90, more }: SceneOptions = {}) {
		this.order = order;
		this.pageSize = pageSize;
		this.trigger = new FakeTrigger(subscriptionTo('send', events, { trackStatusForDays: days }, more), true);
	}

	/** Sends that were there before, an hour apart, the oldest first; with a status that is final unless told otherwise. */
	fill(count: number, status = 'Used', apart = HOUR): this {
		for (let index = count; index > 0; index--) {
			const at = this.now - index * apart;
			this.sends.push({ gid: `old${count - index}`, at, history: [['Sent', at], ...(status === 'Sent' ? [] : ([[status, at + 1]] as Array<[string, number]>))] });
		}
		return this;
	}

	/** A new send; answers its events. */
	add(gid: string, more: Partial<SceneSend> = {}): string[] {
		const at = more.at === undefined ? this.now : more.at;
		this.sends.push({ gid, at, history: [['Sent', this.now]], ...more });
		return [`created ${gid}`, `Sent ${gid}`];
	}

	/** Gives a send a status. */
	advance(gid: string, status: string, at = this.now) {
		const send = this.get(gid);
		send.history = [...(send.history ?? []), [status, at]];
	}

	get(gid: string): SceneSend {
		const send = this.sends.find((candidate) => candidate.gid === gid);
		if (send === undefined) throw new Error(`There is no send ${gid}`);
		return send;
	}

	remove(gid: string) {
		this.sends = this.sends.filter((send) => send.gid !== gid);
	}

	rows(): IDataObject[] {
		const place = (send: SceneSend) => send.place ?? send.at ?? 0;
		const sorted = this.order === 'none' ? this.sends : [...this.sends].sort((left, right) => place(left) - place(right));
		const rows = sorted.map(rowOf);
		return this.order === 'newestFirst' ? rows.reverse() : rows;
	}

	/** One poll, a minute after the last one; answers what it told, such as `created new1` or `Opened old3`. */
	async poll(disturbance: Disturbance = {}, wait = MINUTE): Promise<string[]> {
		this.now += wait;
		const session = new FakeSession(this, this.pageSize, disturbance);
		const readPage = session.readPage.bind(session);
		this.asked = [];
		session.readPage = async (page) => {
			this.asked.push(page);
			return await readPage(page);
		};
		const events = await this.trigger.poll(session);
		this.warnings = session.warnings;
		return events.map(wordsOf);
	}

	/** So many polls; answers all that they told. */
	async polls(count: number, disturbance: Disturbance = {}): Promise<string[]> {
		const told: string[] = [];
		for (let poll = 0; poll < count; poll++) told.push(...(await this.poll(disturbance)));
		return told;
	}

	/** What the poller keeps. */
	get state(): SendState {
		return (this.trigger.state as ResourceState & { state: SendState }).state;
	}
}

/** The row of each send, as long as it is the same. */
const rowsMade = new WeakMap<SceneSend, { of: SceneSend; row: IDataObject }>();

function rowOf(send: SceneSend): IDataObject {
	const made = rowsMade.get(send);
	if (made && made.of.at === send.at && made.of.history === send.history && made.of.status === send.status) return made.row;
	const row = newRowOf(send);
	rowsMade.set(send, { of: { ...send }, row });
	return row;
}

function newRowOf({ gid, at, history, status }: SceneSend): IDataObject {
	const updates = (history ?? []).map(([name, moment]) => ({ status: name, occurred_at: new Date(moment).toISOString() }));
	return {
		send_gid: gid,
		...(at === null ? {} : { created_at: new Date(at).toISOString() }),
		status: status ?? updates[updates.length - 1]?.status ?? '',
		...(status === undefined ? { status_updates: updates } : {}),
	};
}

function wordsOf({ type, status, record }: TriggerEvent): string {
	return `${type === 'created' ? 'created' : status} ${String(record.send_gid)}`;
}
