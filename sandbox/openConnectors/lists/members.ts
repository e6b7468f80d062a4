import type { TeamGroupRecord, Touch, UserRecord } from '../../store/records';
import { Refusal } from '../errors';
import type { Row } from '../row';
import type { Tenant } from '../tenant';

/** What Sendoso keeps of a written touch. Dates have two digits, two digits, four digits (A13); unreadable ones are dropped. */
export function touchMembers(members: Row): Partial<Touch> {
	const known: Partial<Touch> = {};
	for (const name of ['name', 'description'] as const) if (typeof members[name] === 'string') known[name] = members[name];
	for (const name of ['gift_id', 'starting_egift_price', 'ending_egift_price'] as const) if (members[name] !== undefined) known[name] = numberIn(members, name);
	if (typeof members.is_default_price === 'boolean') known.is_default_price = members.is_default_price;
	if (members.delivery_type === 'mail' || members.delivery_type === 'email') known.delivery_type = members.delivery_type;
	for (const name of ['start_date', 'end_date'] as const) {
		const given = members[name];
		if (typeof given === 'string' && !Number.isNaN(Date.parse(given))) known[name] = new Date(given).toISOString();
	}
	return known;
}

/** Budgets are numbers in a body; one of them is text in the store. */
export function groupMembers(members: Row): Partial<TeamGroupRecord> {
	const known: Partial<TeamGroupRecord> = {};
	if (typeof members.name === 'string') known.name = members.name;
	for (const name of ['budget', 'one_time_budget'] as const) if (members[name] !== undefined) known[name] = numberIn(members, name);
	if (members.monthly_budget !== undefined) known.monthly_budget = String(numberIn(members, 'monthly_budget'));
	if (typeof members.rollover === 'boolean') known.rollover = members.rollover;
	return known;
}

/** An address belongs to one person, and a group has to exist. */
export function userMembers({ context: { store } }: Tenant, members: Row, id?: string): Partial<UserRecord> {
	const known: Partial<UserRecord> = {};
	for (const name of ['first_name', 'last_name', 'email'] as const) if (typeof members[name] === 'string') known[name] = members[name];
	const email = known.email?.toLowerCase();
	const isTaken = email !== undefined && store.users.all().some((user) => user.email.toLowerCase() === email && String(user.id) !== id);
	if (isTaken) throw new Refusal(400, 'Failed to save the user', 'Email has already been taken');
	if (members.team_group_id !== undefined) {
		const group = store.groups.get(String(members.team_group_id));
		if (group?.active !== true) throw new Refusal(400, 'Failed to save the user', 'Please enter a valid team group');
		known.team_group_id = Number(group.id);
	}
	return known;
}

/** Members without the id: of templates, anything else is kept as it comes. */
export function withoutId(members: Row): Row {
	return Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'id'));
}

/** A number, written as such or as text. */
export function numberIn(members: Row, name: string): number {
	const value = members[name];
	const number = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;
	if (Number.isNaN(number)) throw new Refusal(400, 'Failed to save', `${name} is not a number`);
	return number;
}
