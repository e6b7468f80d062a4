import type { IDataObject } from 'n8n-workflow';
import type { EventType, TriggerEvent } from '../../../nodes/shared/polling/events';
import type { ChangedRecords, Standing, TimedPage } from '../../../nodes/shared/polling/pollContext';
import type { RecordState } from '../../../nodes/shared/polling/records/state';
import type { Subscription } from '../../../nodes/shared/polling/subscription';
import { type Disturbance, FakeSession, FakeTrigger, subscriptionTo, type World } from '../../trigger/model';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const NOON = Date.UTC(2026, 2, 1, 12);
export const OLD = '2024-05-01T10:00:00Z';

/** An answer with a status. */
export class Answered extends Error {
	constructor(readonly httpCode: string) {
		super(`answered ${httpCode}`);
	}
}

/** What is to be set up. */
export interface SceneOptions {
	resource?: string;
	events?: EventType[];
	pageSize?: number;
	options?: IDataObject;
	more?: Partial<Subscription>;
}

class SceneSession extends FakeSession {
	changes?: ChangedRecords;
}

/** A list of records and a trigger that watches it. */
export class RecordScene implements World {
	now = NOON;
	person = 'me';
	list: IDataObject[] = [];
	count: World['count'];
	page: World['page'];
	standings = new Map<string, Standing>();
	changes: ChangedRecords | undefined;
	trigger: FakeTrigger;
	requests = 0;
	/** Campaigns that were asked for by the last poll. */
	asked: string[] = [];
	warnings: string[] = [];
	largestState: number | undefined;
	private readonly pageSize: number;
	private readonly readsOne: boolean;

	constructor({ resource = 'group', events = ['created', 'updated', 'removed'], pageSize = 10, options = {}, more }: SceneOptions = {}) {
		this.pageSize = pageSize;
		this.readsOne = resource === 'touch';
		this.trigger = new FakeTrigger(subscriptionTo(resource, events, options, more), true);
	}

	/** Old records with the ids 1 and up. */
	fill(count: number, more: IDataObject = { created_at: OLD }): this {
		for (let id = 1; id <= count; id++) this.list.push({ id, name: `Name ${id}`, ...more });
		return this;
	}

	row(id: number): IDataObject {
		const row = this.list.find((entry) => entry.id === id);
		if (row === undefined) throw new Error(`no record ${id}`);
		return row;
	}

	remove(...ids: number[]) {
		this.list = this.list.filter(({ id }) => !ids.includes(id as number));
	}

	rows(): IDataObject[] {
		return structuredClone(this.list);
	}

	standingOf(id: string): Standing {
		this.asked.push(id);
		return this.standings.get(id) ?? (this.list.some((row) => String(row.id) === id) ? 'listed' : 'gone');
	}

	/** Rows of a page as a server with manners gives it. */
	cut(number: number, size = this.pageSize): Pick<TimedPage, 'rows' | 'total'> {
		return { rows: this.rows().slice((number - 1) * size, number * size), total: this.list.length };
	}

	/** A poll two minutes after the last one. */
	async tell(disturbance: Disturbance = {}): Promise<TriggerEvent[]> {
		this.now += 2 * MINUTE;
		const session = new SceneSession(this, this.pageSize, { isTokenKept: true, ...disturbance }, this.readsOne);
		if (this.largestState !== undefined) session.largestState = this.largestState;
		session.changes = this.changes;
		this.asked = [];
		try {
			return await this.trigger.poll(session);
		} finally {
			this.requests = session.requests;
			this.warnings.push(...session.warnings);
		}
	}

	/** The same as type and id. */
	async poll(disturbance: Disturbance = {}): Promise<string[]> {
		return (await this.tell(disturbance)).map(({ type, record }) => `${type} ${String(record.id)}`).sort();
	}

	get state(): RecordState {
		return this.trigger.state?.state as RecordState;
	}
}
