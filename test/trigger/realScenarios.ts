import { packageName } from '../../scripts/demo/packPackage';
import { connectedCredential, type Sandbox, tenantCredential } from '../../scripts/demo/standIn';
import { eventsOf } from './eventValues';

/** What is watched in a real n8n, and what happens meanwhile. */
export interface Scenario {
	/** Name of the trigger's type, and of its credential's. */
	trigger: string;
	credentialType: string;
	credential(standIn: Sandbox): Record<string, unknown>;
	events: string[];
	/** Path of the list that says how many polls there were, and how often each first poll reads it. */
	list: string;
	/** Lets something happen; answers the events that it makes, which no earlier ones are. */
	happen(standIn: Sandbox, nth: number): string[];
}

/** What tells an event from others. */
export function keyOf(type: string, record: string, status = ''): string {
	return [type, record, status].filter((part) => part !== '').join(' ');
}

const direct = { trigger: 'sendosoTrigger', credentialType: 'sendosoOAuth2Api', credential: connectedCredential };

const campaigns: Scenario = {
	...direct,
	events: ['touchCreated'],
	list: '/api/v3/touches',
	happen: ({ control }, nth) => [keyOf('created', String(control.touches.add({ name: `Added ${nth}` }).id))],
};

/** Each send is opened when the next one is made. */
function sends(): Scenario {
	let last: string | undefined;
	return {
		...direct,
		events: ['sendCreated', 'sendStatusChanged'],
		list: '/api/v3/send',
		happen({ control }) {
			const { send_gid: gid } = control.sends.add({ kind: 'egift' });
			const events = [keyOf('created', gid), keyOf('statusChanged', gid, 'Sent')];
			if (last !== undefined) {
				control.sends.advance(last, 'Opened');
				events.splice(-1, 0, keyOf('statusChanged', last, 'Opened'));
			}
			last = gid;
			return events;
		},
	};
}

interface Shelf {
	list(): Array<{ id?: unknown; status?: string; active?: boolean }>;
	add(members: Record<string, unknown>): { id?: unknown };
	update(id: never, members: Record<string, unknown>): unknown;
	remove(id: never): boolean;
}

/** Records of three kinds, of which a new one is added, another one renamed and a third one removed in turn; each has one event. */
function records(resources: Record<string, { shelf(standIn: Sandbox): Shelf; member: string }>): Scenario['happen'] {
	const used = new Set<string>();
	const kinds = Object.entries(resources);
	return (standIn, nth) => {
		const kind = kinds[nth % kinds.length];
		if (kind === undefined) return [];
		const [resource, { shelf, member }] = kind;
		const shelved = shelf(standIn);
		const turn = Math.floor(nth / kinds.length) % 3;
		const old = shelved.list().find(({ id, status, active }) => !used.has(`${resource} ${String(id)}`) && (status ?? 'Active') === 'Active' && active !== false);
		const isNew = turn === 0 || old === undefined;
		const { id } = isNew ? shelved.add({ [member]: `Added ${nth}` }) : old;
		const key = `${resource} ${String(id)}`;
		used.add(key);
		if (isNew) return [keyOf('created', key)];
		if (turn === 1) shelved.update(id as never, { [member]: `Changed ${nth}` });
		else shelved.remove(id as never);
		return [keyOf(turn === 1 ? 'updated' : 'removed', key)];
	};
}

const ALL = ['created', 'updated', 'removed'];
const touch = { shelf: ({ control }: Sandbox) => control.touches as unknown as Shelf, member: 'name' };
const group = { shelf: ({ control }: Sandbox) => control.groups as unknown as Shelf, member: 'name' };
const user = { shelf: ({ control }: Sandbox) => control.users as unknown as Shelf, member: 'first_name' };
const returnAddress = { shelf: ({ control }: Sandbox) => control.openConnectors.returnAddresses as unknown as Shelf, member: 'address' };

const several = (): Scenario => ({
	...direct,
	events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL), ...eventsOf('user', ALL)],
	list: '/api/v3/users',
	happen: records({ touch, group, user }),
});

const connector = (): Scenario => ({
	trigger: 'sendosoOpenConnectorsTrigger',
	credentialType: 'sendosoOpenConnectorsApi',
	credential(standIn) {
		for (let count = 0; count < 250; count++) standIn.control.openConnectors.returnAddresses.add({ address: `Street ${count}` });
		// What was created within the last two minutes comes out of the first poll.
		standIn.control.clock.advance(600_000);
		return tenantCredential(standIn, 'http://localhost', standIn.control.openConnectors.createInstance().token);
	},
	events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL), ...eventsOf('returnAddress', ALL)],
	list: '/elements/api-v2/return-addresses',
	happen: records({ touch, group, returnAddress }),
});

/** Everything that can be watched, by its name on the command line. */
export const scenarios: Record<string, () => Scenario> = { campaigns: () => campaigns, sends, records: several, connector };

/** The type of the trigger's node. */
export const typeOf = ({ trigger }: Scenario) => `${packageName}.${trigger}`;
