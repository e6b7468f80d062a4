import { printTimestamp, styleFor } from '../clock';
import type { Seed, SeedCounts } from '../options';
import { createRandom } from '../random';
import type { Random } from '../random';
import { giftTypes } from './giftTypes';
import { advanceUntil, finalStatuses, setStatus } from './lifeCycle';
import type { SendKind, Touch, UserRecord } from './records';
import { sampleCompanies, sampleOccasions, samplePeople, sampleTeams } from './sampleTexts';
import type { Store } from './store';

const day = 86_400_000;
const demo: SeedCounts = { touches: 320, groups: 36, users: 180, sends: 640 };
const nothing: SeedCounts = { touches: 0, groups: 0, users: 0, sends: 0 };
const otherEndings = ['Cancelled', 'Failed', 'Refunded', 'Paused'];

/** Fills an empty store; the same counts always give the same records, dated back from now. */
export function fillStore(store: Store, seed: Seed): void {
	const counts = seed === 'demo' ? demo : { ...nothing, ...(seed === 'empty' ? {} : seed) };
	const random = createRandom(20_260_301);
	addGroups(store, counts.groups, random);
	addUsers(store, counts.users, random);
	addTouches(store, counts.touches, random);
	addSampleSends(store, counts.sends, random);
}

function addGroups(store: Store, count: number, random: Random): void {
	for (let index = 0; index < count; index += 1) {
		const id = 907 + index;
		const createdAt = store.clock.now() - random.integer(200, 900) * day;
		const round = Math.floor(index / sampleTeams.length);
		store.groups.put({
			id: index % 5 === 4 ? String(id) : id,
			name: `${sampleTeams[index % sampleTeams.length] ?? 'Team'}${round === 0 ? '' : ` ${round + 1}`}`,
			budget: random.integer(1, 20) * 25,
			monthly_budget: random.chance(0.5) ? String(random.integer(1, 20) * 1000) : `${random.integer(200, 9000)}.5`,
			one_time_budget: random.chance(0.2) ? 500 : 0,
			rollover: random.chance(0.4),
			team_id: 311,
			created_at: printTimestamp(createdAt, styleFor(index)),
			updated_at: printTimestamp(createdAt + random.integer(1, 150) * day, styleFor(index)),
			active: index % 9 !== 8,
		});
	}
}

function addUsers(store: Store, count: number, random: Random): void {
	const groups = store.groups.all();
	for (let index = 0; index < count; index += 1) {
		const person = samplePeople[index % samplePeople.length] ?? { first: 'Sam', last: 'Lee', address: 'sam.lee' };
		const round = Math.floor(index / samplePeople.length);
		const group = groups[index % Math.max(1, groups.length)];
		const isAccount = index === 0;
		const id = store.account.id + index;
		const user: UserRecord = {
			id: index % 7 === 6 ? String(id) : id,
			first_name: isAccount ? store.account.first_name : person.first,
			last_name: isAccount ? store.account.last_name : person.last,
			email: isAccount ? store.account.email : `${person.address}${round === 0 ? '' : round + 1}@example.org`,
			team_group_id: Number(group?.id ?? 907),
			balance: random.chance(0.5) ? '0.0' : String(random.integer(10, 900) / 2),
			sandbox: false,
			key: random.chance(0.2) ? random.integer(10_000, 99_999) : hexadecimal(random, 32),
			role: isAccount || random.chance(0.2) ? 'manager' : 'sender',
			active: isAccount || index % 12 !== 11,
		};
		store.users.put(user);
		if (group !== undefined && user.active) store.addMember(group.id, user.id);
	}
}

function addTouches(store: Store, count: number, random: Random): void {
	const now = store.clock.now();
	const users = store.users.all();
	for (let index = 0; index < count; index += 1) {
		const gift = random.pick(giftTypes);
		const hasRange = gift.delivery === 'email' && random.chance(0.6);
		const style = styleFor(index);
		const createdAt = now - random.integer(40, 500) * day;
		const touch: Touch = {
			id: 220_145 + index * 7,
			name: touchName(index),
			start_date: printTimestamp(createdAt + day, style),
			end_date: random.chance(0.6) ? null : printTimestamp(now + random.integer(10, 300) * day, style),
			description: random.chance(0.3) ? '' : `${gift.subtype} for ${sampleTeams[index % sampleTeams.length] ?? 'everyone'}`,
			created_at: printTimestamp(createdAt, style),
			user_id: Number(users[index % Math.max(1, users.length)]?.id ?? store.account.id),
			gift_id: gift.giftId,
			starting_egift_price: hasRange ? 5 : null,
			ending_egift_price: hasRange ? random.integer(2, 20) * 5 : null,
			status: index % 16 === 15 ? 'Inactive' : 'Active',
			is_default_price: !hasRange,
			delivery_type: gift.delivery,
			hubspot_key: random.chance(0.2) ? `campaign-${index}` : null,
			ship_to_countries: random.pick([['US'], ['US', 'CA'], ['US', 'GB', 'DE', 'FR'], ['GB'], ['JP', 'KR', 'SG']]),
			currency: random.pick(['USD', 'USD', 'USD', 'EUR', 'GBP']),
		};
		// A few campaigns are listed although nothing can be sent from them now.
		if (index % 20 === 18) touch.start_date = printTimestamp(now + 30 * day, style);
		if (index % 20 === 19) touch.end_date = printTimestamp(now - 5 * day, style);
		store.touches.put(touch);
	}
}

function touchName(index: number): string {
	const occasion = sampleOccasions[index % sampleOccasions.length] ?? 'Gift';
	const round = Math.floor(index / sampleOccasions.length);
	return round === 0 ? occasion : `${occasion} – ${sampleTeams[(index + round) % sampleTeams.length] ?? ''} ${2024 + (round % 3)}`;
}

function addSampleSends(store: Store, count: number, random: Random): void {
	const touches = store.touches.all();
	const users = store.users.all();
	if (touches.length === 0) return;
	const now = store.clock.now();
	const drafts = Array.from({ length: count }, (_unused, index) => {
		const touch = random.pick(touches);
		const person = random.pick(samplePeople);
		const company = random.pick(sampleCompanies);
		const user = users.length === 0 ? undefined : random.pick(users);
		const group = user === undefined ? undefined : store.groups.get(user.team_group_id);
		const kind: SendKind = touch.delivery_type === 'email' ? 'egift' : random.chance(0.3) ? 'addressCollection' : 'physical';
		// Denser towards now, the last few within the last hours; every tenth shares its time with its neighbour.
		const age = ((count - (index % 10 === 9 ? index - 1 : index)) / count) ** 2 * 120 * day;
		return {
			kind,
			touch,
			recipientEmail: `${person.address}@${company.domain}`,
			recipientName: `${person.first} ${person.last}`,
			companyName: random.chance(0.85) ? company.name : null,
			...(user !== undefined && { sender: { ...user, teamId: group === undefined ? null : Number(group.id), teamName: group?.name ?? null } }),
			sentVia: random.pick(['Sendoso.com', 'Workflow Automation', 'Salesforce', 'n8n']),
			createdAt: Math.round(now - age),
		};
	});
	for (const send of store.createSends(drafts)) {
		if (random.chance(0.05)) setStatus(send, random.pick(otherEndings), Math.min(now, send.createdAt + day / 4));
		else advanceUntil(send, now);
		if (finalStatuses.has(send.status)) store.track(send);
	}
}

function hexadecimal(random: Random, length: number): string {
	return Array.from({ length }, () => random.integer(0, 15).toString(16)).join('');
}
