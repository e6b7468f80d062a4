import type { VirtualClock } from '../clock';
import { Collection } from './collection';
import { createSend } from './createSend';
import type { SendDraft } from './createSend';
import { advanceUntil, finalStatuses } from './lifeCycle';
import type { Account, Invitation, LooseId, SendRecord, TeamGroupRecord, Touch, UserRecord } from './records';
import { SendBook } from './sendBook';

/** Everything the pretended organisation owns. Knows nothing of HTTP. */
export class Store {
	readonly touches = new Collection<Touch>();

	readonly groups = new Collection<TeamGroupRecord>();

	readonly users = new Collection<UserRecord>();

	readonly sends = new SendBook();

	invitations: Invitation[] = [];

	account: Account = {
		id: 48_001,
		first_name: 'Noor',
		last_name: 'Lindqvist',
		email: 'noor.lindqvist@example.org',
		role: 'manager',
		balance: '312.5',
		team_balance: 4120,
	};

	/** User ids by team group id, both as text. */
	private readonly memberships = new Map<string, Set<string>>();

	private nextSendId = 9001;

	private readonly openSends = new Set<SendRecord>();

	/** Told of each new status of a send by its place in the history; not of sends that are added in bulk. */
	onStatus: (send: SendRecord, place: number) => void = () => {};

	/** How many entries of a history were told. */
	private readonly told = new WeakMap<SendRecord, number>();

	constructor(readonly clock: VirtualClock) {}

	/** Creates one send now; nothing is ever deduplicated. */
	createSend(draft: Omit<SendDraft, 'sender' | 'createdAt'> & Partial<Pick<SendDraft, 'sender' | 'createdAt'>>): SendRecord {
		const send = this.draftSend(draft);
		this.sends.add(send);
		this.told.set(send, 0);
		this.tell(send);
		return send;
	}

	/** Adds many sends with one sort. */
	createSends(drafts: Array<Parameters<Store['createSend']>[0]>): SendRecord[] {
		const sends = drafts.map((draft) => this.draftSend(draft));
		this.sends.addMany(sends);
		return sends;
	}

	/** Moves every open send through what is due by now. */
	moveDueSends(): number {
		let moved = 0;
		const now = this.clock.now();
		for (const send of this.openSends) {
			moved += advanceUntil(send, now);
			this.tell(send);
			if (finalStatuses.has(send.status)) this.openSends.delete(send);
		}
		return moved;
	}

	/** Tells whether a send of this touch would be accepted at this moment. */
	openTouch(touchId: LooseId): Touch | null {
		const touch = this.touches.get(touchId);
		if (touch === undefined || touch.status !== 'Active') return null;
		const now = this.clock.now();
		const ended = touch.end_date !== null && Date.parse(touch.end_date) < now;
		return Date.parse(touch.start_date) > now || ended ? null : touch;
	}

	membersOf(groupId: LooseId): UserRecord[] {
		const members = this.memberships.get(String(groupId)) ?? new Set<string>();
		return [...members].flatMap((id) => this.users.get(id) ?? []);
	}

	addMember(groupId: LooseId, userId: LooseId): void {
		const members = this.memberships.get(String(groupId)) ?? new Set<string>();
		this.memberships.set(String(groupId), members.add(String(userId)));
	}

	removeMember(groupId: LooseId, userId: LooseId): boolean {
		return this.memberships.get(String(groupId))?.delete(String(userId)) ?? false;
	}

	/** The team group that the current person sends for. */
	accountGroup(): TeamGroupRecord | undefined {
		const user = this.users.get(this.account.id);
		return user === undefined ? undefined : this.groups.get(user.team_group_id);
	}

	clear(): void {
		this.touches.clear();
		this.groups.clear();
		this.users.clear();
		this.sends.clear();
		this.memberships.clear();
		this.openSends.clear();
		this.invitations = [];
		this.nextSendId = 9001;
	}

	/** Starts or stops following a send whose status was set by hand. */
	track(send: SendRecord): void {
		this.tell(send);
		if (finalStatuses.has(send.status)) this.openSends.delete(send);
		else this.openSends.add(send);
	}

	forget(send: SendRecord): void {
		this.sends.remove(send.id);
		this.openSends.delete(send);
	}

	private draftSend(draft: Parameters<Store['createSend']>[0]): SendRecord {
		const group = this.accountGroup();
		const send = createSend(this.nextSendId, {
			sender: {
				...this.account,
				teamId: group === undefined ? null : Number(group.id),
				teamName: group?.name ?? null,
			},
			createdAt: this.clock.now(),
			...draft,
		});
		this.nextSendId += 1;
		this.told.set(send, send.updates.length);
		this.track(send);
		return send;
	}

	private tell(send: SendRecord): void {
		const first = this.told.get(send) ?? send.updates.length;
		this.told.set(send, send.updates.length);
		for (let place = first; place < send.updates.length; place++) this.onStatus(send, place);
	}
}
