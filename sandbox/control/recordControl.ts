import { printTimestamp, styleFor } from '../clock';
import type { SandboxContext } from '../context';
import type { Collection } from '../store/collection';
import { giftTypes } from '../store/giftTypes';
import type { LooseId, TeamGroupRecord, Touch, UserRecord } from '../store/records';

/** The same five abilities for touches, groups and users. */
export class RecordControl<T extends { id: LooseId }> {
	constructor(
		private readonly collection: Collection<T>,
		private readonly complete: (members: Partial<T>) => T,
		private readonly afterAdd: (record: T) => void = () => {},
	) {}

	/** Every record, also those the API doesn't list. */
	list(): T[] {
		return this.collection.all();
	}

	get(id: LooseId): T | null {
		return this.collection.get(id) ?? null;
	}

	/** Adds a record; members left out get sensible values and the next id. */
	add(members: Partial<T> = {}): T {
		const record = this.collection.put(this.complete(members));
		this.afterAdd(record);
		return record;
	}

	update(id: LooseId, changes: Partial<T>): T {
		return this.collection.update(id, changes);
	}

	remove(id: LooseId): boolean {
		return this.collection.remove(id);
	}
}

/** Who belongs to which team group. */
export class MemberControl {
	constructor(private readonly context: SandboxContext) {}

	list(groupId: LooseId): UserRecord[] {
		return this.context.store.membersOf(groupId);
	}

	add(groupId: LooseId, userId: LooseId): void {
		this.context.store.addMember(groupId, userId);
	}

	remove(groupId: LooseId, userId: LooseId): boolean {
		return this.context.store.removeMember(groupId, userId);
	}
}

/** Control over touches; a new one can be sent from at once. */
export function touchControl({ store, clock }: SandboxContext): RecordControl<Touch> {
	return new RecordControl(store.touches, (members) => {
		const id = members.id ?? store.touches.nextId(220_145);
		const delivery = members.delivery_type ?? 'email';
		const gift = giftTypes.find((candidate) => candidate.delivery === delivery);
		return {
			id,
			name: `New campaign ${id}`,
			start_date: printTimestamp(clock.now() - 86_400_000, styleFor(id)),
			end_date: null,
			description: '',
			created_at: printTimestamp(clock.now(), styleFor(id)),
			user_id: store.account.id,
			gift_id: gift?.giftId ?? 12,
			starting_egift_price: null,
			ending_egift_price: null,
			status: 'Active',
			is_default_price: true,
			delivery_type: delivery,
			hubspot_key: null,
			ship_to_countries: ['US'],
			currency: 'USD',
			...members,
		};
	});
}

/** Control over team groups. */
export function groupControl({ store, clock }: SandboxContext): RecordControl<TeamGroupRecord> {
	return new RecordControl(store.groups, (members) => {
		const id = members.id ?? store.groups.nextId(907);
		const now = printTimestamp(clock.now(), styleFor(Number(id)));
		return {
			id,
			name: `New team ${String(id)}`,
			budget: 100,
			monthly_budget: '1000',
			one_time_budget: 0,
			rollover: false,
			team_id: 311,
			created_at: now,
			updated_at: now,
			active: true,
			...members,
		};
	});
}

/** Control over users; a new one becomes a member of its team group. */
export function userControl({ store }: SandboxContext): RecordControl<UserRecord> {
	const complete = (members: Partial<UserRecord>): UserRecord => {
		const id = members.id ?? store.users.nextId(48_001);
		return {
			id,
			first_name: 'New',
			last_name: `User ${String(id)}`,
			email: `user${String(id)}@example.org`,
			team_group_id: Number(store.groups.all()[0]?.id ?? 907),
			balance: '0.0',
			sandbox: false,
			key: Number(id),
			role: 'sender',
			active: true,
			...members,
		};
	};
	return new RecordControl(store.users, complete, (user) => store.addMember(user.team_group_id, user.id));
}
