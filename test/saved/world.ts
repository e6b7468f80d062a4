import type { Sandbox } from '../../sandbox';
import type { SeenRequest } from '../operations/support';

/** What stands in a fixture for something that the stand-in gives out anew each time. */
export type Placeholders = Record<'<sendGid>' | '<trackingCode>' | '<code>', string>;

const DAY = 86_400_000;

/** Fills an empty stand-in with the records that saved workflows name. */
export async function setWorld({ control, openConnectorsUrl }: Sandbox, authorization: string): Promise<Placeholders> {
	control.reset('empty');
	const { touches, groups, users, sends, openConnectors, clock } = control;
	const created_at = new Date(clock.now() - 200 * DAY).toISOString();
	groups.add({ id: 907, name: 'Customer Success', created_at, updated_at: created_at });
	groups.add({ id: 908, name: 'Field Marketing', created_at, updated_at: created_at });
	const { id, first_name, last_name, email } = control.account();
	users.add({ id, first_name, last_name, email, team_group_id: 907, role: 'manager' });
	users.add({ id: 48_002, first_name: 'Mei', last_name: 'Laurent', email: 'mei@example.org', team_group_id: 907 });
	touches.add({ id: 220_145, name: 'Birthday eGifts', delivery_type: 'email', starting_egift_price: 5, ending_egift_price: 100, is_default_price: false, created_at });
	touches.add({ id: 220_152, name: 'Birthday boxes', delivery_type: 'mail', ship_to_countries: ['US', 'CA'], created_at });
	const send = sends.add({ touchId: 220_145, recipientEmail: 'sam@example.org', recipientName: 'Sam Lee', companyName: 'Acme', status: 'Opened', createdAt: clock.now() - 3 * DAY });
	openConnectors.setMissing('gift-preview', false);
	openConnectors.stepBulkJob(openConnectors.createBulkJob('touches').id, 'COMPLETED');
	openConnectors.failBulkJob(openConnectors.createBulkJob('touches').id, [{ message: 'Row 3 has no name' }]);
	const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
	const answer = await fetch(`${openConnectorsUrl}/groups/907/touches`, { method: 'PUT', headers, body: '[{"id":220145}]' });
	if (!answer.ok) throw new Error(`The group got no campaign: ${await answer.text()}`);
	control.clearRequests();
	return { '<sendGid>': send.send_gid, '<trackingCode>': send.tracking_code, '<code>': openConnectors.issueCode() };
}

/** A value with what stands for the placeholders in their place. */
export function filled<T>(value: T, placeholders: Placeholders): T {
	return replaced(value, Object.entries(placeholders));
}

/** The reverse. The log of the stand-in shows a code as a fingerprint; it takes only the one that it gave out. */
export function withPlaceholders<T>(value: T, placeholders: Placeholders): T {
	const pairs = Object.entries(placeholders).map(([name, text]): [string, string] => [text, name]);
	return JSON.parse(JSON.stringify(replaced(value, pairs)).replace(/"code":"#[0-9a-f]+"/g, '"code":"<code>"')) as T;
}

function replaced<T>(value: T, pairs: Array<[string, string]>): T {
	return JSON.parse(pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(value))) as T;
}

/** What lets a trigger tell of each event, after its first poll. */
export const happenings: Record<string, (sandbox: Sandbox, placeholders: Placeholders) => void> = {
	touchCreated: ({ control }) => void control.touches.add({ id: 220_159, name: 'Renewal eGifts' }),
	touchUpdated: ({ control }) => void control.touches.update(220_145, { name: 'Birthday gifts' }),
	touchRemoved: ({ control }) => void control.touches.remove(220_145),
	groupCreated: ({ control }) => void control.groups.add({ id: 909, name: 'Partners' }),
	groupUpdated: ({ control }) => void control.groups.update(908, { name: 'Events' }),
	groupRemoved: ({ control }) => void control.groups.remove(908),
	userCreated: ({ control }) => void control.users.add({ id: 48_003, email: 'ana@example.org' }),
	userUpdated: ({ control }) => void control.users.update(48_002, { last_name: 'Lee' }),
	userRemoved: ({ control }) => void control.users.remove(48_002),
	sendCreated: ({ control }) => void control.sends.add({ touchId: 220_145, recipientEmail: 'sam@example.org' }),
	sendStatusChanged: ({ control }, { '<sendGid>': gid }) => void control.sends.advance(gid, 'Used'),
	returnAddressCreated: ({ control }) => void control.openConnectors.returnAddresses.add({ address: '7 New Street' }),
	returnAddressUpdated: ({ control }) => void control.openConnectors.returnAddresses.update(71, { city: 'Augusta' }),
	returnAddressRemoved: ({ control }) => void control.openConnectors.returnAddresses.remove(71),
};

/** Requests of nodes, without those for tokens. */
export function seenBy({ control }: Sandbox): SeenRequest[] {
	return control
		.requests()
		.filter(({ path }) => !path.startsWith('/oauth'))
		.map(({ method, path, query, body }) => ({ method, path, query, body }));
}
