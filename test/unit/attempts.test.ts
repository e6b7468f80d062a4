import { attemptsOf } from '../../nodes/shared/execution/attempts/attempts';
import type { Ending } from '../../nodes/shared/execution/ending';
import type { ItemContext } from '../../nodes/shared/execution/itemContext';
import { createAccount } from '../../nodes/shared/transport/account';
import { FakeClock, settle } from '../support/fakeClock';

let accounts = 0;

/** An item of a call of which n8n tells no execution. */
function unidentified(clock: FakeClock): ItemContext {
	const caller = { getExecutionId: () => undefined, getExecutionCancelSignal: () => undefined };
	return { caller, connection: { account: createAccount(`attempts ${++accounts}`, 8, clock) } } as unknown as ItemContext;
}

const sent: Ending = { kind: 'succeeded', items: [{ json: { tracking_code: 'code', sendoso: { outcome: 'sent', wasSent: true, matchedSend: { id: 1 } } } }] };

test('an attempt is known for fifteen minutes from its end, and as long as it is in flight', async () => {
	const clock = new FakeClock();
	const item = unidentified(clock);
	let end: (ending: Ending) => void = () => undefined;
	const ending = new Promise<Ending>((resolve) => {
		end = resolve;
	});
	attemptsOf(item).set('gift', { content: 'gift', ending });
	await clock.advance(3_600_000);
	expect(attemptsOf(item).get('gift')).toBeDefined();
	end(sent);
	await settle();
	await clock.advance(900_000);
	expect(attemptsOf(item).get('gift')).toBeDefined();
	clock.step(86_400_000);
	expect(attemptsOf(item).get('gift')).toBeDefined();
	await clock.advance(1);
	expect(attemptsOf(item).get('gift')).toBeUndefined();
});

test('what was read is not kept, what was answered is', async () => {
	const item = unidentified(new FakeClock());
	attemptsOf(item).set('gift', { content: 'gift', ending: Promise.resolve(sent) });
	expect(await attemptsOf(item).get('gift')?.ending).toEqual({ kind: 'succeeded', items: [{ json: { tracking_code: 'code', sendoso: { outcome: 'sent', wasSent: true } } }] });
});

test('an attempt that takes the place of another one has its own time', async () => {
	const clock = new FakeClock();
	const item = unidentified(clock);
	const attempts = attemptsOf(item);
	attempts.set('gift', { content: 'first', ending: Promise.resolve(sent) });
	await settle();
	await clock.advance(600_000);
	attempts.delete('gift');
	attempts.set('gift', { content: 'second', ending: Promise.resolve(sent) });
	await settle();
	await clock.advance(600_000);
	expect(attempts.get('gift')?.content).toBe('second');
	await clock.advance(600_000);
	expect(attempts.get('gift')).toBeUndefined();
});
