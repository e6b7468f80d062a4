import type { IDataObject } from 'n8n-workflow';
import { demoOpenConnectors } from '../../sandbox';
import { bench, start, stopAll } from '../trigger/support';
import states from './0.2.0/states.json';
import { happenings, setWorld } from './world';

afterAll(stopAll);

/** What 0.2.0 kept after its first poll, of the account that the stand-in has now: its address differs from run to run. */
test.each(Object.entries(states))('%s goes on from what 0.2.0 kept', async (event, saved) => {
	const sandbox = await start();
	const { userSecret, organizationSecret, elementToken } = demoOpenConnectors;
	const placeholders = await setWorld(sandbox, `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}`);
	const trigger = bench(sandbox, { events: [event] });
	await trigger.poll();
	const fresh = trigger.state as Record<string, IDataObject>;
	const kept = Object.entries(structuredClone(saved) as IDataObject).map(([name, part]) => [name, typeof part === 'object' ? { ...(part as IDataObject), account: fresh[name]?.account } : part]);
	trigger.dropState();
	Object.assign(trigger.workflow.getStaticData('node', trigger.node), Object.fromEntries(kept));
	happenings[event]?.(sandbox, placeholders);
	const told = (await trigger.poll()) ?? [];
	expect(told.map(({ sendosoEvent }) => (sendosoEvent as IDataObject).type)).toEqual(['created']);
});
