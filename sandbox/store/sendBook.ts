import { scatter } from '../random';
import type { LooseId, SendRecord } from './records';

/** The order in which sends are listed; the API documents none. */
export type SendOrder = 'ascending' | 'descending' | 'none';

type Compare = (left: SendRecord, right: SendRecord) => number;

/** Where a send stands, which need not be where its time belongs. */
const placeOf = (send: SendRecord): number => send.createdAt + (send.misplacedBy ?? 0);

const byTime: Compare = (left, right) => placeOf(left) - placeOf(right) || left.id - right.id;
const byScatteredId: Compare = (left, right) => scatter(left.id) - scatter(right.id) || left.id - right.id;

/** Sends, kept sorted while they arrive so that a page costs only a page. */
export class SendBook {
	order: SendOrder = 'descending';

	/** Records compared or copied so far; a test can prove with it that listing doesn't sort. */
	work = 0;

	private readonly byId = new Map<number, SendRecord>();

	private readonly byCode = new Map<string, SendRecord>();

	private chronological: SendRecord[] = [];

	private shuffled: SendRecord[] | null = null;

	get size(): number {
		return this.byId.size;
	}

	/** Rows of the list: a send may stand in it twice. */
	get length(): number {
		return this.chronological.length;
	}

	/** Lists a send as if it had been created so much later; its own time stays. */
	misplace(send: SendRecord, milliseconds: number): void {
		this.takeOut(this.chronological, send, byTime);
		send.misplacedBy = milliseconds;
		this.insert(this.chronological, send, byTime);
	}

	/** Lists a send a second time. */
	listTwice(send: SendRecord): void {
		this.insert(this.chronological, send, byTime);
		this.shuffled = null;
	}

	add(send: SendRecord): void {
		this.index(send);
		this.insert(this.chronological, send, byTime);
		if (this.shuffled !== null) this.insert(this.shuffled, send, byScatteredId);
	}

	/** Adds many at once and sorts once. */
	addMany(sends: readonly SendRecord[]): void {
		for (const send of sends) this.index(send);
		this.chronological = this.chronological.concat(sends).sort(this.counted(byTime));
		this.shuffled = null;
	}

	/** Finds a send by id, `send_gid` or tracking code. */
	find(reference: LooseId): SendRecord | undefined {
		return this.byId.get(Number(reference)) ?? this.byCode.get(String(reference));
	}

	remove(reference: LooseId): boolean {
		const send = this.find(reference);
		if (send === undefined) return false;
		this.byId.delete(send.id);
		this.byCode.delete(send.gid);
		this.byCode.delete(send.trackingCode);
		while (this.chronological.includes(send, this.position(this.chronological, send, byTime))) this.takeOut(this.chronological, send, byTime);
		while (this.shuffled?.includes(send) === true) this.takeOut(this.shuffled, send, byScatteredId);
		return true;
	}

	/** `count` sends from position `start` of the current order. */
	page(start: number, count: number): SendRecord[] {
		const end = Math.min(start + count, this.length);
		this.work += Math.max(0, end - start);
		if (this.order === 'descending') return this.newestFirst(start, end);
		const list = this.order === 'none' ? this.shuffledList() : this.chronological;
		return list.slice(start, end);
	}

	/** The latest sends, whatever the order of the list. */
	newest(count: number): SendRecord[] {
		return this.newestFirst(0, Math.min(count, this.size));
	}

	/** Every send, oldest first; not a copy, so don't change it. */
	all(): readonly SendRecord[] {
		return this.chronological;
	}

	clear(): void {
		this.byId.clear();
		this.byCode.clear();
		this.chronological = [];
		this.shuffled = null;
	}

	private newestFirst(start: number, end: number): SendRecord[] {
		const length = this.chronological.length;
		return this.chronological.slice(Math.max(0, length - end), Math.max(0, length - start)).reverse();
	}

	private shuffledList(): SendRecord[] {
		this.shuffled ??= [...this.chronological].sort(this.counted(byScatteredId));
		return this.shuffled;
	}

	private counted(compare: Compare): Compare {
		return (left, right) => {
			this.work += 1;
			return compare(left, right);
		};
	}

	private index(send: SendRecord): void {
		this.byId.set(send.id, send);
		this.byCode.set(send.gid, send);
		this.byCode.set(send.trackingCode, send);
	}

	private insert(list: SendRecord[], send: SendRecord, compare: Compare): void {
		list.splice(this.position(list, send, compare), 0, send);
	}

	private takeOut(list: SendRecord[], send: SendRecord, compare: Compare): void {
		list.splice(this.position(list, send, compare), 1);
	}

	private position(list: readonly SendRecord[], send: SendRecord, compare: Compare): number {
		let low = 0;
		let high = list.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			this.work += 1;
			const candidate = list[middle];
			if (candidate !== undefined && compare(candidate, send) < 0) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
