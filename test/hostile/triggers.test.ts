import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { NodeRunResult } from '../support/engine';
import { bench, connectorBench, start, stopAll, type TriggerBench } from '../trigger/support';
import { hostileAnswers, isCore } from './answers';
import { hurryTime } from './hurriedTime';
import { faultsOf, logFaults, secretsOf } from './verdict';

const time = hurryTime();
jest.setTimeout(60_000);
afterEach(stopAll);

const changes = (...resources: string[]) => resources.flatMap((resource) => ['Created', 'Updated', 'Removed'].map((change) => `${resource}${change}`));

/** Most characters of everything that a trigger keeps (interface 4). */
const MOST_STATE = 1_000_000;

/** Polls within which a change has to be told, once the server is in its right mind. */
const MOST_POLLS = 4;

const triggers: Array<[string, (sandbox: Sandbox) => TriggerBench]> = [
	['Sendoso', (sandbox) => bench(sandbox, { events: [...changes('touch', 'group', 'user'), 'sendCreated', 'sendStatusChanged'] })],
	['SAP Open Connectors', (sandbox) => connectorBench(sandbox, { events: changes('touch', 'group', 'returnAddress') })],
];

/** A poll: its events, and what was wrong with what it said. */
async function pollOf(trigger: TriggerBench): Promise<{ events: IDataObject[]; faults: string[] }> {
	const [result] = await Promise.allSettled([trigger.poll()]);
	const events = result.status === 'fulfilled' ? (result.value ?? []) : [];
	const error = result.status === 'rejected' ? (result.reason as NodeRunResult['error']) : undefined;
	const items = events.map((json) => ({ json }));
	const faults = faultsOf({ error, items, outputs: [items], stored: JSON.stringify([events, trigger.state]) }, secretsOf(trigger.credential));
	if (JSON.stringify(trigger.state).length > MOST_STATE) faults.push('the state is too large');
	return { events, faults };
}

describe.each(triggers)('the trigger over %s', (connection, open) => {
	const own = hostileAnswers.filter(([name], place) => isCore(name) || place % 4 === (connection === 'Sendoso' ? 0 : 2));

	test.each(own)('stands %s, and tells afterwards what happened meanwhile', async (_name, action) => {
		const sandbox = await start({ seed: { touches: 3, groups: 2, users: 2, sends: 5 }, validateResponses: false });
		const trigger = open(sandbox);
		time.hurry(false);
		await trigger.poll();
		await trigger.poll();
		const id = sandbox.control.fault({ times: 'always', action });
		const faults: string[] = [];
		const created = sandbox.control.touches.add({ name: 'Made meanwhile' });
		const told: unknown[] = [];
		const take = async () => {
			const { events, faults: found } = await pollOf(trigger);
			faults.push(...found);
			told.push(...events.filter(({ sendosoEvent }) => (sendosoEvent as IDataObject).type === 'created').map((event) => event.id));
		};
		time.hurry(true);
		await take();
		time.hurry(false);
		sandbox.control.faults.remove(id);
		for (let polls = 0; polls < MOST_POLLS && !told.includes(created.id); polls++) await take();
		expect([...new Set(faults), ...logFaults(trigger.warnings)]).toEqual([]);
		expect(told.filter((one) => one === created.id)).toEqual([created.id]);
	});
});
