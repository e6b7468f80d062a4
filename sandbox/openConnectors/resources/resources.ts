import { printTimestamp, styleFor } from '../../clock';
import type { SendRecord } from '../../store/records';
import { viewOfGroup, viewOfUser } from '../../store/views';
import { groupMembers, touchMembers, userMembers, withoutId } from '../lists/members';
import { unknownResource } from '../lists/missing';
import type { Row } from '../row';
import type { Tenant } from '../tenant';
import { looseDesk } from './looseDesk';
import type { ResourceDesk } from './resourceDesk';

/** What the page names, and the connector probably doesn't have (fact 27). */
const doubtful = ['journals', 'payments', 'purchase-orders', 'tax-rates'];

const giftRows: Row[] = [
	{ id: 12, name: 'Coffee card', delivery_type: 'email', price: 10 },
	{ id: 31, name: 'Onboarding box', delivery_type: 'mail', price: 45.5 },
	{ id: 44, name: "Baker's choice", delivery_type: 'mail', price: 30 },
];

const dates = { created_at: 'date', updated_at: 'date' } as const;

/** Every resource by its name in the address. Touches, groups, users and sends are those of Sendoso's own API. */
export function resourceDesks(tenant: Tenant): Map<string, ResourceDesk> {
	const { changes, records, templates } = tenant;
	const { store } = tenant.context;
	const touchRow = (touch: object): Row => changes.stamp('touch', { ...touch });
	const groupRow = (group: Parameters<typeof viewOfGroup>[0]): Row => changes.stamp('group', { ...viewOfGroup(group) });
	const { touches, groups, users } = records;
	const desks: Record<string, ResourceDesk> = {
		touches: {
			singular: 'touch',
			fields: { id: 'number', name: 'string', description: 'string', gift_id: 'number', start_date: 'date', end_date: 'date', starting_egift_price: 'number', ending_egift_price: 'number', is_default_price: 'boolean', delivery_type: 'string', ...dates },
			rows: () => store.touches.all().filter(({ status }) => status === 'Active').map(touchRow),
			create: (members) => touchRow(touches.add(touchMembers(members))),
			update: (id, members) => (store.touches.get(id)?.status === 'Active' ? touchRow(touches.update(id, touchMembers(members))) : undefined),
			remove: (id) => store.touches.get(id)?.status === 'Active' && touches.remove(id),
		},
		groups: {
			singular: 'group',
			fields: { id: 'number', name: 'string', budget: 'number', ...dates },
			rows: () => store.groups.all().filter(({ active }) => active).map(groupRow),
			create: (members) => groupRow(groups.add(groupMembers(members))),
			update: (id, members) => (store.groups.get(id)?.active ? groupRow(groups.update(id, groupMembers(members))) : undefined),
			remove: (id) => store.groups.get(id)?.active === true && groups.remove(id),
		},
		users: {
			singular: 'user',
			fields: { id: 'number', first_name: 'string', last_name: 'string', email: 'string', team_group_id: 'number' },
			rows: () => store.users.all().filter(({ active }) => active).map((user) => ({ ...viewOfUser(user) })),
			create: (members) => ({ ...viewOfUser(users.add(userMembers(tenant, members))) }),
			update: (id, members) => {
				const user = store.users.get(id);
				if (user?.active !== true) return undefined;
				const changed = userMembers(tenant, members, id);
				if (changed.team_group_id !== undefined) {
					store.removeMember(user.team_group_id, id);
					store.addMember(changed.team_group_id, id);
				}
				return { ...viewOfUser(users.update(id, changed)) };
			},
			remove: (id) => users.remove(id),
		},
		gifts: { singular: 'gift', rows: () => giftRows },
		'sent-gifts': {
			singular: 'send',
			fields: { tracking_code: 'string', status: 'string', created_at: 'date', touch_id: 'number', email: 'string', name: 'string' },
			rows: () => store.sends.page(0, store.sends.size).map((send) => sentGift(tenant, send)),
		},
		'return-addresses': {
			singular: 'return_address',
			fields: { id: 'number', address: 'string', city: 'string', state: 'string', zip: 'string', ...dates },
			rows: () => tenant.returnAddresses.list(),
			create: (members) => tenant.addReturnAddress(withoutId(members)),
		},
		'user-custom-templates': {
			singular: 'custom_template',
			fields: { id: 'number', name: 'string', message: 'string', touch_id: 'number' },
			rows: () => templates.list(),
			// The answer doesn't tell the id: it has to be taken from the list (fact 28).
			create: (members) => withoutId(templates.add(withoutId(members))),
			update: (id, members) => templates.update(id, withoutId(members)),
			remove: (id) => templates.remove(id),
		},
		'touch-styles': { singular: 'touch_style', rows: () => tenant.touchStyles.list() },
	};
	return new Map(Object.entries(desks));
}

/** The desk of a name: one of Sendoso's, or that of an object given by hand. */
export function deskOf(tenant: Tenant, desks: Map<string, ResourceDesk>, name: string): ResourceDesk {
	const isKnown = desks.has(name) || tenant.objects.has(name) || doubtful.includes(name);
	if (!isKnown || tenant.behaviour.missing.has(name)) throw unknownResource(name);
	return desks.get(name) ?? looseDesk(tenant, name);
}

/** Names of everything that the instance has. */
export function objectNames({ objects, behaviour }: Tenant, desks: Map<string, ResourceDesk>): string[] {
	const names = new Set([...desks.keys(), ...objects.keys(), ...doubtful]);
	return [...names].filter((name) => !name.includes('/') && !behaviour.missing.has(name));
}

/** A send the way this API lists it: flat, and named as in the body of a send. */
function sentGift(tenant: Tenant, send: SendRecord): Row {
	const row = { tracking_code: send.trackingCode, status: send.status, created_at: printTimestamp(send.createdAt, styleFor(send.id)) };
	if (tenant.behaviour.shapes.sentGiftsBare) return row;
	return { ...row, touch_id: send.touchId, email: send.recipientEmail, name: send.recipientName };
}
