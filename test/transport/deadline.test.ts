import { sleep } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { egiftParameters, egiftTouch, people, posts } from '../money/support';
import { runNode, storedCredential } from '../support/engine';
import { bench, start, stopAll } from '../trigger/support';

afterEach(stopAll);

/** Waits until a request to the API was hung up on by its caller. */
async function hungUp({ control }: Pick<Sandbox, 'control'>) {
	const isOver = () => control.requests().some(({ end }) => end === 'aborted');
	for (const end = Date.now() + 5_000; !isOver() && Date.now() < end; ) await sleep(20);
	return isOver();
}

test('an answer that never ends is hung up on at the deadline, and its outcome is unknown', async () => {
	const sandbox = await startSandbox({ throttle: false });
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	sandbox.control.fault({ times: 'always', match: { method: 'POST', path: '/api/*' }, action: { kind: 'drip' } });
	const parameters = egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off', requestOptions: { timeout: 700 } });
	const { error } = await runNode({ credential, items: people(1), parameters });
	expect(error?.message).toMatch(/^Outcome unknown: Sendoso's answer was lost: no complete answer within 0.7 seconds/);
	expect(posts(sandbox)).toHaveLength(1);
	expect(await hungUp(sandbox)).toBe(true);
	await sandbox.stop();
});

test('so is one of a poll, whose time is over', async () => {
	const sandbox = await start({ seed: { touches: 3 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	sandbox.control.fault({ times: 'always', match: { path: '/api/*' }, action: { kind: 'drip' } });
	await expect(trigger.poll('trigger', 1_500)).rejects.toThrow();
	expect(await hungUp(sandbox)).toBe(true);
});
