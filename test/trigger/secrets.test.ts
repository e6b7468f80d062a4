import { client, collectLog, found } from '../support/foundSecrets';
import { bench, start, stopAll } from './support';

const log = collectLog();
afterEach(stopAll);

test('neither errors nor events nor the log tell a secret that Sendoso repeats', async () => {
	const sandbox = await start({ clients: [client], validateResponses: false });
	const trigger = bench(sandbox, { events: ['touchCreated', 'groupCreated'], options: { simplify: false } });
	trigger.credential.data.clientSecret = client.secret;
	await trigger.poll();
	const plan = (path: string, status: number, stage: 'before' | 'after') => sandbox.control.fault({ times: 'always', match: { path }, action: { kind: 'repeatSecrets', status, stage } });

	const beside = plan('/api/*', 200, 'after');
	const touch = sandbox.control.touches.add();
	const events = (await trigger.poll()) ?? [];
	expect(events.map(({ id }) => id)).toEqual([touch.id]);
	const examples = (await trigger.poll('manual')) ?? [];
	for (const items of [events, examples]) expect(JSON.stringify(items)).toContain('(secret)');
	sandbox.control.faults.remove(beside);

	const partly = plan('/api/v3/*groups*', 422, 'before');
	sandbox.control.touches.add();
	expect(await trigger.poll()).toHaveLength(1);
	expect(trigger.warnings.join()).toContain('(secret)');
	sandbox.control.faults.remove(partly);

	plan('/api/*', 422, 'before');
	const error = await trigger.poll().catch((reason: Error) => reason);
	expect(String(error)).toContain('(secret)');
	const told = [JSON.stringify([events, examples, trigger.warnings, log.lines, error]), String(error), (error as Error).stack];
	expect(found(trigger.credential, told.join())).toEqual([]);
});
