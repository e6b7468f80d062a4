import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Standing, TimedPage } from '../../nodes/shared/polling/pollContext';
import { CursorWalk, type TimedConnectorPage } from '../../nodes/SendosoOpenConnectors/trigger/cursorWalk';
import { pageQuery } from '../../nodes/SendosoOpenConnectors/lists/cursorPages';
import { FakeSession, type World } from './model';

/** Rows of a full page. */
export const PAGE = 4;

/** What a list does that it should not. */
export const manners = fc.record({
	/** What it says of the number of its records. */
	count: fc.constantFrom('right', 'right', 'one more', 'one less', 'none', 'zero', 'many'),
	/** Every so-manieth record stands twice. */
	twice: fc.option(fc.integer({ min: 2, max: 9 }), { freq: 3, nil: undefined }),
	/** Every so-manieth entry is followed by one without an ID, or one that is no record. */
	unnamed: fc.option(fc.integer({ min: 2, max: 9 }), { freq: 4, nil: undefined }),
	/** Rows on a page that calls itself full. */
	short: fc.constantFrom(PAGE, PAGE, PAGE, PAGE - 1, 1),
	behindTheEnd: fc.constantFrom('empty', 'empty', 'error', 'repeat'),
	/** What reading every so-manieth record meets. */
	refusesEach: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 3, nil: undefined }),
	/** Whether a record that has left can still be read as an active one. */
	staysReadable: fc.option(fc.integer({ min: 2, max: 4 }), { freq: 6, nil: undefined }),
	paging: fc.constantFrom('token', 'token', 'page', 'none'),
	/** A warning with every page. */
	warns: fc.boolean(),
	/** Every so-manieth pointer is missing. */
	loses: fc.option(fc.integer({ min: 2, max: 4 }), { freq: 3, nil: undefined }),
	/** Pointers are worth nothing in the next poll. */
	pointersEnd: fc.boolean(),
	/** Rows beyond which the platform can't answer. */
	largest: fc.constantFrom(100, 100, 40),
	/** Values are spelled anew at every request. */
	respells: fc.boolean(),
});

export type Manners = typeof manners extends fc.Arbitrary<infer T> ? T : never;

/** One thing that happens to the list; `pick` chooses the record. */
export interface Change {
	kind: 'add' | 'change' | 'remove' | 'move' | 'touch';
	pick: number;
}

export const change: fc.Arbitrary<Change> = fc.record({
	kind: fc.constantFrom('add', 'add', 'change', 'remove', 'move', 'touch'),
	pick: fc.nat(1_000),
});

/** What a record says, as far as it counts. */
interface Content {
	name: string;
	budget: number;
}

/** An error with the status of an answer. */
class Refused extends Error {
	constructor(readonly httpCode: string) {
		super(`answered ${httpCode}`);
	}
}

/** A list of records, and everything that was true of each. */
export class RecordWorld implements World {
	now = Date.UTC(2026, 2, 1);
	person = 'me';
	/** Polls so far. */
	polls = 0;
	private readonly list: Array<{ id: number; created: number; touched: number } & Content> = [];
	private nextId = 1;
	private spelling = 0;
	/** Contents that each record had, with the poll in which it had them; null stands for not being listed. */
	private readonly seen = new Map<string, Map<string, number>>();

	constructor(
		readonly manners: Manners,
		private readonly isDated: boolean,
	) {}

	apply({ kind, pick }: Change) {
		const index = this.list.length === 0 ? -1 : pick % this.list.length;
		const record = this.list[index];
		if (kind === 'add') {
			// Some come back after they were removed.
			const id = pick % 5 === 0 && this.nextId > 1 ? (pick % (this.nextId - 1)) + 1 : this.nextId++;
			if (this.list.some((other) => other.id === id)) return;
			const place = pick % 2 === 0 ? this.list.length : pick % (this.list.length + 1);
			this.list.splice(place, 0, { id, name: `Name ${pick} 🎁`, budget: pick, created: this.now, touched: this.now });
		} else if (record === undefined) return;
		else if (kind === 'change') record.budget += 1 + (pick % 3);
		else if (kind === 'touch') record.touched = this.now;
		else if (kind === 'remove') this.list.splice(index, 1);
		else this.list.push(...this.list.splice(index, 1));
		this.note();
	}

	/** Takes note of what is true now. */
	note() {
		for (let id = 1; id < this.nextId; id++) {
			const contents = this.seen.get(String(id)) ?? new Map<string, number>();
			contents.set(this.contentOf(String(id)) ?? 'gone', this.polls);
			this.seen.set(String(id), contents);
		}
	}

	contentOf(id: string): string | undefined {
		const record = this.list.find((other) => String(other.id) === id);
		return record && `${record.name} ${record.budget}`;
	}

	/** Whether this was true of a record within some polls. */
	wasTrue(id: string, content: string, polls: number): boolean {
		const poll = this.seen.get(id)?.get(content);
		return poll !== undefined && poll > this.polls - polls;
	}

	get contents(): Map<string, string> {
		return new Map(this.list.map(({ id }) => [String(id), this.contentOf(String(id)) ?? '']));
	}

	get size(): number {
		return this.list.length;
	}

	isReadable(id: string): boolean {
		const { staysReadable } = this.manners;
		return staysReadable !== undefined && Number(id) % staysReadable === 0;
	}

	rows(): IDataObject[] {
		const { twice, unnamed } = this.manners;
		return this.list.flatMap((record, place) => {
			const row = this.print(record);
			const again = twice !== undefined && record.id % twice === 0 ? [row] : [];
			const odd = unnamed !== undefined && place % unnamed === 0 ? [{ name: 'nobody' }] : [];
			return [row, ...again, ...odd];
		});
	}

	/** A record in one of several spellings. */
	private print({ id, name, budget, created, touched }: RecordWorld['list'][number]): IDataObject {
		const turn = this.manners.respells ? this.spelling++ % 4 : 0;
		const dates = this.isDated ? { created_at: inOffset(created, turn), updated_at: inOffset(touched, turn) } : {};
		const members: IDataObject = {
			id: turn % 2 === 0 ? id : String(id),
			name,
			budget: ['', '.0', '.00', ''].map((zeros) => (turn === 0 ? budget : `${budget}${zeros}`))[turn],
			picture: `https://example.com/${id}?signature=${turn}`,
			members: turn % 2 === 0 ? [{ id: 1 }, { id: 2 }] : [{ id: 2 }, { id: 1 }],
			...(turn === 3 ? {} : { note: ['', null, []][turn] }),
			...dates,
		};
		return turn % 2 === 0 ? members : Object.fromEntries(Object.entries(members).reverse());
	}

	count(rows: IDataObject[]): number | undefined {
		const { count } = this.manners;
		if (count === 'none') return undefined;
		return { right: rows.length, 'one more': rows.length + 1, 'one less': Math.max(0, rows.length - 1), zero: 0, many: 1_000 }[count];
	}

	standingOf(id: string): Standing {
		const { refusesEach } = this.manners;
		if (refusesEach !== undefined && Number(id) % refusesEach === 0) return 'unclear';
		return this.contentOf(id) !== undefined || this.isReadable(id) ? 'listed' : 'gone';
	}

	/** A page by its number. */
	page(number: number, isEmpty: boolean): Pick<TimedPage, 'rows' | 'total'> {
		const { short, behindTheEnd } = this.manners;
		const rows = isEmpty ? [] : this.rows();
		const last = Math.max(1, Math.ceil(rows.length / short));
		if (number > last && !isEmpty && behindTheEnd === 'error') throw new Refused('404');
		const shown = behindTheEnd === 'repeat' && !isEmpty ? Math.min(number, last) : number;
		return { rows: rows.slice((shown - 1) * short, shown * short), total: this.count(rows) };
	}

	/** A page of the connector. */
	connectorPage(cursor: { page?: number; nextPage?: string }, asked: number, isEmpty: boolean): TimedConnectorPage | 'tooLarge' {
		const { paging, warns, loses, pointersEnd, largest, short } = this.manners;
		if (asked > largest) return 'tooLarge';
		const size = Math.min(asked, PAGE, short);
		const rows = isEmpty ? [] : this.rows();
		const [at, poll] = (cursor.nextPage ?? '').split(' ').map(Number);
		if (cursor.nextPage !== undefined && pointersEnd && poll !== this.polls) throw new Refused('400');
		const start = cursor.nextPage === undefined ? (paging === 'none' ? 0 : ((cursor.page ?? 1) - 1) * size) : (at ?? 0);
		const page = paging === 'none' ? rows : rows.slice(start, start + size);
		const isPointed = paging === 'token' && start + size < rows.length && !(loses !== undefined && (start / size) % loses === loses - 1);
		return {
			rows: page,
			unreadable: 0,
			total: this.count(rows),
			serverTime: this.now,
			...(isPointed ? { nextPage: `${start + size} ${this.polls}` } : {}),
			...(warns ? { warning: 'The page may be short' } : {}),
		};
	}
}

/** A moment in one of several spellings. */
function inOffset(time: number, turn: number): string {
	const second = Math.floor(time / 1_000) * 1_000;
	if (turn % 2 === 0) return turn === 0 ? new Date(second).toISOString() : new Date(second).toISOString().replace('.000', '');
	return `${new Date(second + 3_600_000).toISOString().slice(0, 19)}+01:00`;
}

/** A poll of the connector in memory. */
export class FakeConnectorSession extends FakeSession {
	override openWalk(place?: unknown) {
		const world = this.world as RecordWorld;
		return new CursorWalk({ readPage: async (cursor, pageSize) => world.connectorPage(pageQuery(cursor, pageSize), pageSize, this.begin() === this.disturbance.empty), mayGoOn: () => this.mayGoOn() }, place) as unknown as ReturnType<FakeSession['openWalk']>;
	}
}
