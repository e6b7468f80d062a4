import { viewOfGroup, viewOfSend, viewOfUser } from '../store/views';
import { groupControl, touchControl, userControl } from '../control/recordControl';
import type { TeamGroupRecord, Touch } from '../store/records';
import type { Row, Shelf, Tenant } from './tenant';

/** One resource of the connector: its rows, and how they are written. */
export interface ResourceDesk {
	/** Name of the wrapper around the body of a write, and around rows where the connector wraps them. */
	singular: string;
	rows(): Row[];
	create?(members: Row): Row;
	update?(id: string, members: Row): Row | undefined;
	remove?(id: string): boolean;
}

const giftRows: Row[] = [
	{ id: 12, name: 'Coffee card', delivery_type: 'email', price: 10 },
	{ id: 31, name: 'Onboarding box', delivery_type: 'mail', price: 45.5 },
	{ id: 44, name: "Baker's choice", delivery_type: 'mail', price: 30 },
];

/** Every resource by its name in the address. Touches, groups, users and sends are those of Sendoso's own API. */
export function resourceDesks(tenant: Tenant): Map<string, ResourceDesk> {
	const { context } = tenant;
	const { store } = context;
	const [touches, groups, users] = [touchControl(context), groupControl(context), userControl(context)];
	return new Map<string, ResourceDesk>([
		[
			'touches',
			{
				singular: 'touch',
				rows: () => store.touches.all().filter(({ status }) => status === 'Active').map((touch) => tenant.stamped('touch', { ...touch })),
				create: (members) => tenant.stamped('touch', { ...touches.add(touchMembers(members)) }),
				update: (id, members) => (store.touches.get(id)?.status === 'Active' ? tenant.stamped('touch', { ...touches.update(id, touchMembers(members)) }) : undefined),
				remove: (id) => touches.remove(id),
			},
		],
		[
			'groups',
			{
				singular: 'group',
				rows: () => store.groups.all().filter(({ active }) => active).map((group) => ({ ...viewOfGroup(group) })),
				create: (members) => ({ ...viewOfGroup(groups.add(members as Partial<TeamGroupRecord>)) }),
				update: (id, members) =>
					store.groups.get(id) && { ...viewOfGroup(groups.update(id, { ...(members as Partial<TeamGroupRecord>), updated_at: tenant.now() })) },
				remove: (id) => groups.remove(id),
			},
		],
		[
			'users',
			{
				singular: 'user',
				rows: () => store.users.all().filter(({ active }) => active).map((user) => ({ ...viewOfUser(user) })),
				create: (members) => ({ ...viewOfUser(users.add(members)) }),
				update: (id, members) => store.users.get(id) && { ...viewOfUser(users.update(id, members)) },
				remove: (id) => users.remove(id),
			},
		],
		['gifts', { singular: 'gift', rows: () => giftRows }],
		['sent-gifts', { singular: 'send', rows: () => store.sends.page(0, store.sends.size).map((send) => sentGift(tenant, send)) }],
		[
			'return-addresses',
			{ singular: 'return_address', rows: () => tenant.returnAddresses.list().map((row) => tenant.stamped('return address', row)), create: (members) => tenant.stamped('return address', tenant.addReturnAddress(members)) },
		],
		['user-custom-templates', { ...shelfDesk(tenant.templates), singular: 'custom_template' }],
		['touch-styles', { singular: 'touch_style', rows: () => tenant.touchStyles.list() }],
	]);
}

function shelfDesk(shelf: Shelf) {
	return {
		rows: () => shelf.list(),
		create: (members: Row) => shelf.add(members),
		update: (id: string, members: Row) => shelf.update(id, members),
		remove: (id: string) => shelf.remove(id),
	};
}

/** A send the way this API lists it: flat, and named as in the body of a send. */
function sentGift(tenant: Tenant, send: Parameters<typeof viewOfSend>[0]): Row {
	const view = viewOfSend(send);
	const row = { tracking_code: send.trackingCode, status: view.status, created_at: view.created_at };
	if (tenant.behaviour.sentGiftsBare) return row;
	return { ...row, touch_id: send.touchId, email: send.recipientEmail, name: send.recipientName };
}

/** Dates of touches have two digits, two digits, four digits here (A13); the store keeps what it can read. */
function touchMembers(members: Row): Partial<Touch> {
	const { start_date: start, end_date: end, ...others } = members;
	const known: Partial<Touch> = others;
	for (const [name, value] of [['start_date', start], ['end_date', end]] as const) {
		if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) known[name] = new Date(value).toISOString();
	}
	return known;
}
