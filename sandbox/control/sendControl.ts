import type { SandboxContext } from '../context';
import type { SpoiltRow } from '../http/odd/oddLists';
import { advanceOnce, setStatus } from '../store/lifeCycle';
import { giftTypeOf } from '../store/giftTypes';
import type { LooseId, SendKind, SendRecord, SendView } from '../store/records';
import { viewOfSend } from '../store/views';

/** A listed send together with what the API hides. */
export interface SendSnapshot extends SendView {
	tracking_code: string;
	kind: SendKind;
	/** True when a request made it, false for sample data. */
	created_by_request: boolean;
}

/** What a send added by hand may have; everything has a default. */
export interface NewSend {
	kind?: SendKind;
	touchId?: number;
	recipientEmail?: string;
	recipientName?: string;
	companyName?: string;
	status?: string;
	sentVia?: string;
	cost?: number;
	/** Milliseconds since the epoch or ISO text; now by default. */
	createdAt?: number | string;
}

/** How many sends are added at once, spread evenly over a time. */
export interface BulkSends extends Omit<NewSend, 'createdAt'> {
	from?: number | string;
	to?: number | string;
}

/** Which sends to show. */
export interface SendFilter {
	touchId?: number;
	email?: string;
	status?: string;
	createdByRequest?: boolean;
	/** Newest first, all when left out. */
	limit?: number;
}

/** Looking at sends and changing them from outside the API. */
export class SendControl {
	constructor(private readonly context: SandboxContext) {}

	/** Matching sends, newest first. */
	list(filter: SendFilter = {}): SendSnapshot[] {
		const email = filter.email?.trim().toLowerCase();
		const { sends } = this.context.store;
		const found: SendSnapshot[] = [];
		for (const send of sends.newest(sends.size)) {
			if (found.length >= (filter.limit ?? Infinity)) break;
			const matches =
				(filter.touchId === undefined || send.touchId === filter.touchId) &&
				(email === undefined || send.recipientEmail?.trim().toLowerCase() === email) &&
				(filter.status === undefined || send.status === filter.status) &&
				(filter.createdByRequest === undefined || send.createdByRequest === filter.createdByRequest);
			if (matches) found.push(snapshotOf(send));
		}
		return found;
	}

	count(): number {
		return this.context.store.sends.size;
	}

	/** By id, `send_gid` or tracking code. */
	get(reference: LooseId): SendSnapshot | null {
		const send = this.context.store.sends.find(reference);
		return send === undefined ? null : snapshotOf(send);
	}

	add(send: NewSend = {}): SendSnapshot {
		const created = this.context.store.createSend(this.draft(send, timeOf(send.createdAt, this.context.clock.now())));
		return snapshotOf(created);
	}

	/** Adds many with one sort; 100,000 take about a second. Gives the ids of the first and last. */
	addMany(count: number, bulk: BulkSends = {}): { firstId: number; lastId: number } {
		const to = timeOf(bulk.to, this.context.clock.now());
		const from = timeOf(bulk.from, to - 90 * 86_400_000);
		const drafts = Array.from({ length: count }, (_unused, index) => ({
			...this.draft({ recipientEmail: `recipient${index}@example.net`, ...bulk }, Math.round(from + ((to - from) * (index + 1)) / count)),
		}));
		const sends = this.context.store.createSends(drafts);
		return { firstId: sends[0]?.id ?? 0, lastId: sends.at(-1)?.id ?? 0 };
	}

	/** Changes members of a send without touching its history. */
	update(reference: LooseId, changes: Partial<Pick<SendRecord, 'recipientEmail' | 'recipientName' | 'companyName' | 'cost' | 'touchId' | 'touchName' | 'sentVia'>>): SendSnapshot {
		return snapshotOf(Object.assign(this.require(reference), changes));
	}

	remove(reference: LooseId): boolean {
		const send = this.context.store.sends.find(reference);
		if (send === undefined) return false;
		this.context.store.forget(send);
		return true;
	}

	/** Lists a send as if it had been created so many milliseconds later; its `created_at` stays. */
	misplace(reference: LooseId, milliseconds: number): void {
		this.context.store.sends.misplace(this.require(reference), milliseconds);
	}

	/** Lists a send a second time, beside the first. */
	listTwice(reference: LooseId): void {
		this.context.store.sends.listTwice(this.require(reference));
	}

	/** Spoils the row of a send: `null` or `text` instead of a record, or one without a time, names or history; null mends it. */
	spoil(reference: LooseId, how: SpoiltRow | null): void {
		const { spoilt } = this.context.settings.lists;
		const { gid } = this.require(reference);
		if (how === null) spoilt.delete(gid);
		else spoilt.set(gid, how);
	}

	/** Gives a send its next status, or the one named, now. */
	advance(reference: LooseId, status?: string): SendSnapshot {
		const send = this.require(reference);
		const now = this.context.clock.now();
		if (status === undefined) advanceOnce(send, now);
		else setStatus(send, status, now);
		this.context.store.track(send);
		return snapshotOf(send);
	}

	/** Records compared or copied by the list so far. */
	work(): number {
		return this.context.store.sends.work;
	}

	private require(reference: LooseId): SendRecord {
		const send = this.context.store.sends.find(reference);
		if (send === undefined) throw new Error(`There is no send ${String(reference)}`);
		return send;
	}

	private draft(send: NewSend, createdAt: number): Parameters<SandboxContext['store']['createSend']>[0] {
		const { store } = this.context;
		const touch = send.touchId === undefined ? (store.touches.all()[0] ?? null) : (store.touches.get(send.touchId) ?? null);
		const kind = send.kind ?? (touch === null ? 'catalogue' : touch.delivery_type === 'email' ? 'egift' : 'physical');
		return {
			kind,
			touch,
			recipientEmail: send.recipientEmail ?? 'recipient@example.net',
			recipientName: send.recipientName ?? 'Sample Recipient',
			companyName: send.companyName ?? null,
			status: send.status,
			sentVia: send.sentVia ?? 'Sendoso.com',
			cost: send.cost ?? giftTypeOf(touch).cost,
			createdAt,
		};
	}
}

/** A send with everything that is known of it. */
export function snapshotOf(send: SendRecord): SendSnapshot {
	return { ...viewOfSend(send), tracking_code: send.trackingCode, kind: send.kind, created_by_request: send.createdByRequest };
}

function timeOf(time: number | string | undefined, otherwise: number): number {
	if (time === undefined) return otherwise;
	return typeof time === 'number' ? time : Date.parse(time);
}
