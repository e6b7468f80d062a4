import type { IDataObject } from 'n8n-workflow';
import type { World } from './model';

/** The order in which a server lists sends. */
export type Order = 'newestFirst' | 'oldestFirst' | 'none';

/** What a server says of the number of sends. */
export type Counter = 'right' | 'missing' | 'tooHigh' | 'tooLow' | 'zero';

/** Something that happens to the list. */
export type Change =
	| { kind: 'send'; count: number; displaced: number; isTwice: boolean }
	| { kind: 'status'; pick: number; status: number }
	| { kind: 'edit'; pick: number }
	| { kind: 'remove'; pick: number }
	| { kind: 'clock'; seconds: number }
	| { kind: 'order'; order: Order }
	| { kind: 'counter'; counter: Counter };

/** How impolite the server is. */
export interface Manners {
	order: Order;
	counter: Counter;
	/** Sends that stand in a wrong place from the beginning, and those that stand there twice: every n-th one, 0 for none. */
	displacedEvery: number;
	twiceEvery: number;
	/** Whether histories come newest first. */
	isHistoryReversed: boolean;
}

const STATUSES = ['Opened', 'Clicked', 'Brand New Status', 'Used', 'Expired', 'Refunded', 'Expired and Credited'];

/** One entry of a history. Its event is told once, under one of the names that it had. */
export interface Happening {
	names: Set<string>;
	/** Whether somebody has to be told. */
	isOwed: boolean;
}

interface Update {
	status: string;
	at: number;
	happening: Happening | undefined;
}

interface Send {
	gid: string;
	at: number;
	/** By how much its place is wrong, in milliseconds. */
	displaced: number;
	isTwice: boolean;
	updates: Update[];
	created: Happening | undefined;
}

/** A list of sends on a server without manners, and everything that a user may expect to be told of it. */
export class SendWorld implements World {
	now = Date.UTC(2026, 2, 1);
	person = 'me';
	/** A clock that steps back hides changes of sends that the trigger has not looked at yet: a limit that the docs name. */
	mayStepBack = () => true;
	readonly happenings: Happening[] = [];
	/** What happened, in words. */
	readonly diary: string[] = [];
	private readonly began = this.now;
	private sends: Send[] = [];
	private nextId = 1;
	/** The list as it was last asked for; every change empties it. */
	private listed: IDataObject[] | undefined;

	constructor(readonly manners: Manners) {}

	rows(): IDataObject[] {
		this.listed ??= this.list();
		return this.listed;
	}

	count(rows: IDataObject[]): number | undefined {
		const { counter } = this.manners;
		if (counter === 'missing') return undefined;
		return counter === 'zero' ? 0 : Math.max(0, rows.length + (counter === 'tooHigh' ? 1 : counter === 'tooLow' ? -1 : 0));
	}

	/** Number of sends in the list. */
	get size(): number {
		return this.sends.length;
	}

	private list(): IDataObject[] {
		const scattered = (send: Send) => (Number(send.gid.slice(1)) * 7_919) % 1_009;
		const place = (send: Send) => send.at + send.displaced;
		const sorted = [...this.sends].sort((left, right) =>
			this.manners.order === 'none' ? scattered(left) - scattered(right) : place(left) - place(right) || left.gid.localeCompare(right.gid),
		);
		if (this.manners.order === 'newestFirst') sorted.reverse();
		const rows = sorted.flatMap((send) => (send.isTwice ? [this.row(send), this.row(send)] : [this.row(send)]));
		return rows;
	}

	private row({ gid, at, updates }: Send): IDataObject {
		const history = updates.map((update) => ({ status: update.status, occurred_at: new Date(update.at).toISOString() }));
		if (this.manners.isHistoryReversed) history.reverse();
		return { id: Number(gid.slice(1)), send_gid: gid, created_at: new Date(at).toISOString(), status: updates[updates.length - 1]?.status ?? '', status_updates: history };
	}

	/** Sends as they were before the trigger began: nobody is told of them. */
	begin(count: number) {
		const { displacedEvery, twiceEvery } = this.manners;
		for (let index = count; index > 0; index--) {
			const at = this.now - index * 20_000 - 200_000;
			const updates: Update[] = [{ status: 'Sent', at, happening: undefined }];
			if (index % 3 === 0) updates.push({ status: 'Used', at: at + 1_000, happening: undefined });
			const displaced = displacedEvery > 0 && index % displacedEvery === 0 ? (index % 2 === 0 ? 1_800_000 : -180_000) : 0;
			this.sends.push({ gid: `g${this.nextId++}`, at, displaced, isTwice: twiceEvery > 0 && index % twiceEvery === 0, updates, created: undefined });
		}
	}

	apply(next: Change) {
		this.listed = undefined;
		this.diary.push(inWords(next));
		// No two things happen at the same millisecond, apart from what is made in one go.
		this.now += 1;
		if (next.kind === 'clock' && (next.seconds > 0 || this.mayStepBack())) this.now += next.seconds * 1_000;
		if (next.kind === 'order') this.manners.order = next.order;
		if (next.kind === 'counter') this.manners.counter = next.counter;
		if (next.kind === 'send') for (let index = 0; index < next.count; index++) this.create(next.displaced, next.isTwice);
		const send = this.sends.length === 0 || !('pick' in next) ? undefined : this.sends[next.pick % this.sends.length];
		if (send === undefined) return;
		if (next.kind === 'status') this.addStatus(send, STATUSES[next.status % STATUSES.length] ?? '');
		if (next.kind === 'edit') this.edit(send, next.pick);
		if (next.kind === 'remove') {
			this.sends = this.sends.filter((other) => other !== send);
			// What was not told before it left the list can't be told any more.
			for (const happening of [send.created, ...send.updates.map((update) => update.happening)]) if (happening) happening.isOwed = false;
		}
	}

	private create(displaced: number, isTwice: boolean) {
		const gid = `g${this.nextId++}`;
		const send: Send = { gid, at: this.now, displaced, isTwice, updates: [], created: this.owe(`send:${gid}:created`) };
		this.sends.push(send);
		this.addStatus(send, 'Sent');
	}

	private addStatus(send: Send, status: string) {
		// A clock that stepped back may give two entries the same moment, which nobody can tell apart.
		if (send.updates.some((update) => update.at === this.now && update.status === status)) return;
		send.updates.push({ status, at: this.now, happening: this.owe(nameOf(send, status, this.now)) });
		send.updates.sort((left, right) => left.at - right.at);
	}

	/** Somebody corrects when something happened. */
	private edit(send: Send, pick: number) {
		const update = send.updates[pick % send.updates.length];
		if (update === undefined) return;
		const at = update.at - 7;
		// What happened since the trigger began is not made to have happened before.
		if (send.updates.some((other) => other.at === at) || (update.happening && at < this.began)) return;
		update.at = at;
		update.happening?.names.add(nameOf(send, update.status, at));
		send.updates.sort((left, right) => left.at - right.at);
	}

	private owe(name: string): Happening {
		const happening = { names: new Set([name]), isOwed: true };
		this.happenings.push(happening);
		return happening;
	}
}

function nameOf({ gid }: Pick<Send, 'gid'>, status: string, at: number): string {
	return `send:${gid}:statusChanged:${status}:${new Date(at).toISOString()}`;
}

function inWords(change: Change): string {
	if (change.kind === 'send') {
		const place = change.displaced === 0 ? '' : `, ${change.displaced / 60_000} minutes out of place`;
		return `${change.count} new sends${place}${change.isTwice ? ', listed twice' : ''}`;
	}
	if (change.kind === 'status') return `send no. ${change.pick} (from the oldest, counted round) gets ${STATUSES[change.status % STATUSES.length]}`;
	if (change.kind === 'edit') return `an entry of send no. ${change.pick} is dated anew`;
	if (change.kind === 'remove') return `send no. ${change.pick} leaves the list`;
	if (change.kind === 'clock') return `${change.seconds} seconds pass`;
	return change.kind === 'order' ? `the order becomes ${change.order}` : `the counter becomes ${change.counter}`;
}
