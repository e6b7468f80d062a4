import { randomBytes } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { byNewest } from '../../values/instants';
import { member } from '../../values/json';
import { byTime, type EventType, occurredAt, type TriggerEvent } from '../events';
import type { PollContext } from '../pollContext';
import { DEFAULT_IGNORED } from '../fields';
import { type Baseline, type Finding, type Poller, recentFrom } from '../poller';
import type { Watched } from '../source';
import { narrowingAfter, takeChanges } from './changesOnly';
import { KnownRecords, LARGEST_PACK } from './knownRecords';
import type { ListPage } from '../walks/listWalk';
import { askFirst, judge } from './missing';
import { cut, NAME_LENGTH } from './names';
import { type Oddity, sayOnce, sayUnread } from './oddities';
import { readOn, type WalkResult } from './readList';
import { idOf, MOST_BASELINE_READINGS, RecordTracker, type WatchedRecords } from './recordTracker';
import { FORMAT, isRecordState, type RecordState, type WalkState } from './state';

/** Records from before the first poll that come out at the most. */
const MOST_EXISTING = 10_000;

/** Readings of the list that one poll may take. */
const MOST_READINGS = 2;

/** Pages that could not be read and are remembered. */
const MOST_UNREAD = 200;

/** Server times have whole seconds only. */
const SECOND_MS = 1_000;

/** Bytes of the mark of a baseline. */
const MARK_BYTES = 6;

/** Characters that the state may take beside the known records. */
const ROOM_FOR_REST = 30_000;

/** Records of one list beyond which their state can't fit, so that reading on is no use. */
const MOST_RECORDS = 70_000;

/** Takes the list as it is for known; only what was created just now comes out, or since the date that was asked for. */
async function begin(baseline: Baseline, watched: WatchedRecords, poll: PollContext): Promise<Finding<RecordState>> {
	const { existingFrom } = baseline;
	const state: RecordState = {
		format: FORMAT,
		mark: randomBytes(MARK_BYTES).toString('base64url'),
		bornAt: 0,
		known: { entries: '' },
		...(existingFrom === undefined ? {} : { existing: { from: existingFrom, left: MOST_EXISTING } }),
		readings: 0,
		ignored: watched.ignored,
		odd: [],
	};
	return await new RecordPoll(state, watched, poll, baseline).run();
}

/** One poll of a list of records. */
class RecordPoll {
	private readonly known: KnownRecords;
	private readonly tracker: RecordTracker;
	/** The state after the poll, as far as it is known. */
	private readonly next: RecordState;
	private readonly found = new Set<Oddity>();
	private failure: unknown;
	/** Whether everything was compared that was created before this poll. */
	private isCurrent = false;
	/** Whether a walk to the end left nothing out. */
	private isWhole = false;
	private isSettled = false;
	/** Whether requests were made before the list was read. */
	private hasAsked = false;

	constructor(
		private readonly state: RecordState,
		private readonly watched: WatchedRecords,
		private readonly poll: PollContext,
		private baseline?: Baseline,
	) {
		this.known = new KnownRecords(state.known);
		this.next = { ...state, ignored: watched.ignored };
		if (JSON.stringify(state.ignored) !== JSON.stringify(watched.ignored)) {
			// Prints are made in another way now.
			this.found.add('ignored');
			this.known.forgetContents();
			this.next.narrowing = undefined;
		}
		this.tracker = new RecordTracker(this.known, watched, state);
	}

	/** Reads what was changed, or the list: from where the last poll stopped, and again where that settles something. */
	async run(): Promise<Finding<RecordState>> {
		const { next } = this;
		if (next.isLate === true && this.isAsked) {
			await this.askFirst();
			this.hasAsked = true;
			// What was asked for took the time of the list, which the next poll reads.
			if (!this.poll.mayGoOn()) return this.finish();
		}
		const narrowing = await takeChanges(next, this.tracker, this.watched, this.poll);
		if (narrowing !== undefined) {
			next.narrowing = narrowing;
			this.isCurrent = true;
			return this.finish();
		}
		for (let count = 1; count === 1 || (count <= this.mostReadings && this.poll.mayGoOn()); count++) {
			const result = await this.read(next.walk, count > 1);
			if (result === 'otherAccount') return result;
			if (result === undefined) break;
			next.walk = undefined;
			if (!result.isAtEnd) {
				if (count === 1) this.found.add('long');
				next.walk = result.walk;
				break;
			}
			await this.close(result.walk, count > 1);
			if (this.isSettled) break;
		}
		return this.finish();
	}

	/** Whether somebody wants to know of what has left. */
	private get isAsked(): boolean {
		return this.watched.events.has('removed');
	}

	private async askFirst() {
		const { next } = this;
		const { gone, unlisted } = await askFirst(this.known, next.unlisted ?? [], next.last?.at ?? 0, this.poll);
		for (const id of gone) this.tracker.lose(id);
		// Where questions and the list never fit into one poll, they take turns.
		Object.assign(next, { unlisted: unlisted.length === 0 ? undefined : unlisted, isLate: undefined });
	}

	private get mostReadings(): number {
		return this.state.newFrom === undefined ? MOST_READINGS : MOST_BASELINE_READINGS;
	}

	/**
	 * Reads the list to its end, or as far as there is time.
	 *
	 * @param isAnother whether this poll has read the list already
	 * @returns undefined when nothing could be read, but something was found before
	 */
	private async read(walk: WalkState | undefined, isAnother: boolean): Promise<WalkResult | 'otherAccount' | undefined> {
		const list = this.poll.openWalk(walk?.place);
		const environment = {
			mayGoOn: () => this.known.count <= MOST_RECORDS && this.poll.mayGoOn(),
			accepts: async (page: ListPage) => await this.accepts(page),
			isDated: (row: IDataObject) => this.poll.changes?.isDated(row) === true,
		};
		const [read] = await Promise.allSettled([readOn(list, walk && { ...walk }, this.tracker, environment)]);
		if (read.status === 'rejected') {
			if (isAnother || (this.hasAsked && !this.poll.mayGoOn())) return undefined;
			throw read.reason;
		}
		if (read.value === undefined) return 'otherAccount';
		for (const oddity of read.value.found) this.found.add(oddity);
		this.failure ??= read.value.failure;
		return read.value;
	}

	/** Begins with the time of the first answer; and asks who is there when nothing of a page is known. */
	private async accepts({ rows, serverTime }: ListPage): Promise<boolean> {
		if (this.baseline !== undefined) {
			// Nothing of the first poll may come out of another account's list, but everything after it.
			const newFrom = Math.min(recentFrom(this.baseline, serverTime), serverTime + SECOND_MS);
			for (const state of [this.state, this.next]) Object.assign(state, { newFrom, bornAt: Math.min(newFrom, serverTime) });
			this.baseline = undefined;
		}
		const ids = rows.map(idOf).filter((id) => id !== '');
		const isStrange = ids.length > 0 && !this.known.isEmpty && !ids.some((id) => this.known.get(id) !== undefined);
		return !isStrange || (await this.poll.isSameAccount(true));
	}

	/** Decides what a walk to the end of the list means. */
	private async close(walk: WalkState, isSecond: boolean) {
		const { next } = this;
		const { newFrom } = this.state;
		if (newFrom !== undefined) {
			next.readings += 1;
			next.unread = stillUnread(next, walk.failed ?? []);
		}
		if (walk.isBroken === true) {
			this.isSettled = true;
			return;
		}
		this.isWhole = true;
		this.isCurrent = true;
		const before = { last: next.last, unlisted: next.unlisted ?? [], isAsked: this.isAsked, isSecond };
		const { reading, gone, unlisted, isLate, isOpen, isEmpty } = await judge(this.known, walk, before, this.poll);
		for (const id of gone) this.tracker.lose(id);
		if (unlisted.length > 0) this.found.add('unlisted');
		if (isEmpty) this.found.add('empty');
		// What slipped through a single reading would be called new by the next one.
		const isComplete = reading.alike > 1 || next.readings >= MOST_BASELINE_READINGS;
		// A list that was always empty may have been so by mistake: its old records are none that are new.
		const isKnown = isComplete && walk.count > 0;
		if (isComplete) next.readings = Math.max(next.readings, MOST_BASELINE_READINGS);
		Object.assign(next, { last: reading, unlisted: unlisted.length === 0 ? undefined : unlisted, isLate: isLate || (isSecond && next.isLate) || undefined });
		if (newFrom !== undefined && isKnown) Object.assign(next, { newFrom: undefined, unread: undefined });
		if (isComplete) next.existing = undefined;
		this.isSettled = !isOpen && (next.newFrom === undefined || isComplete);
		next.narrowing = next.newFrom === undefined ? await narrowingAfter(walk, this.watched, this.poll) : undefined;
	}

	/** Puts the events together with the state after them, and says what was odd. */
	private finish(): Finding<RecordState> {
		const { known, tracker, poll, watched, next } = this;
		if (next.walk === undefined) tracker.beginWalk();
		const most = Math.min(LARGEST_PACK, poll.largestState - ROOM_FOR_REST);
		const packed = known.pack({ largest: most, comfortable: Math.min(most, poll.ownState - ROOM_FOR_REST) }, watched.events.has('removed'));
		if (packed === undefined) {
			return {
				problem: `There are too many records to keep track of (${known.count.toLocaleString('en-US')})`,
				advice: "Narrow the list with 'Filters', choose events of fewer resources, or read it now and then with 'Get Many' instead.",
			};
		}
		const existing = this.existing();
		const { names } = packed.packed;
		if (names !== undefined && names.length < NAME_LENGTH) this.found.add('shortNames');
		if (tracker.revealed > 0) this.found.add('revealed');
		const warn = (message: string) => poll.warn(message);
		const odd = sayUnread(sayOnce(this.state.odd, this.found, warn), this.failure, this.isWhole, warn);
		const floor = packed.forgotten === undefined ? next.floor : Math.max(next.floor ?? 0, packed.forgotten + 1);
		const state = { ...next, known: packed.packed, odd: odd.filter((entry) => entry !== 'ignored'), floor };
		// What was created after the last reading began may not have been met, while a walk is under way or a page fails.
		const readAt = this.isCurrent && next.walk === undefined ? undefined : (next.last?.at ?? next.bornAt);
		return { events: [...existing, ...tracker.events].sort(byTime), state, ...(readAt === undefined ? {} : { readAt }) };
	}

	/** The newest of the records from before the first poll that were asked for. */
	private existing(): TriggerEvent[] {
		const { next } = this;
		const { existing } = this.tracker;
		const left = this.state.existing?.left ?? 0;
		if (existing.length > left) this.found.add('existing');
		const newest = existing.sort((one, other) => byNewest(one.record, other.record)).slice(0, left);
		if (next.existing !== undefined) next.existing = { ...next.existing, left: left - newest.length };
		return newest;
	}
}

/** Pages that no walk of a baseline has read, or that are unread and were not read this time. */
function stillUnread({ readings, unread }: RecordState, failed: number[]): number[] | undefined {
	const left = readings === 1 || unread === undefined ? failed : failed.filter((page) => unread.includes(page));
	if (readings > 1 && unread === undefined) return undefined;
	return left.length === 0 ? undefined : left.slice(0, MOST_UNREAD);
}

/** The event that a record could have given. */
function example(row: IDataObject, type: EventType, { resource, nameOf }: WatchedRecords): TriggerEvent[] {
	const id = idOf(row);
	if (id === '') return [];
	const eventId = `${resource}:${id}:${type}:sample`;
	if (type === 'removed') return [{ id: eventId, type, record: { id, name: cut(nameOf(row), NAME_LENGTH) } }];
	return [{ id: eventId, type, record: row, ...occurredAt(type === 'updated' ? row.updated_at : row.created_at) }];
}

/** Makes the poller that the options of a node ask for. */
export function recordsOf(options: unknown, accepts: WatchedRecords['accepts'] = () => true): (watched: Watched) => Poller<RecordState> {
	const ignored = (member(options, 'ignoreFields') as string[] | undefined) ?? DEFAULT_IGNORED;
	return (watched) => recordPoller({ ...watched, ignored: [...new Set(ignored)].sort(), accepts });
}

/** Finds what was created, updated and removed in a list of records. */
export function recordPoller(watched: WatchedRecords): Poller<RecordState> {
	return {
		key: watched.resource,
		isState: isRecordState,
		begin: async (baseline, poll) => await begin(baseline, watched, poll),
		resume: async (state, poll) => await new RecordPoll(state, watched, poll).run(),
		example: (row, type) => example(row, type, watched),
	};
}
