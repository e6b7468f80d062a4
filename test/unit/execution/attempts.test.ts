import { attemptsOf } from '../../../nodes/shared/execution/attempts/attempts';
import type { Ending } from '../../../nodes/shared/execution/ending';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { createAccount } from '../../../nodes/shared/transport/account';
import { FakeClock, settle } from '../../support/fakeClock';
import { unitItem } from '../../support/unitItem';

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

test('how an attempt failed is known as it was told', async () => {
	const failed: Ending = { kind: 'failed', failure: 'refused', message: 'No funds', description: 'Add funds.', mayRepeat: false };
	const item = unidentified(new FakeClock());
	attemptsOf(item).set('gift', { content: 'gift', ending: Promise.resolve(failed) });
	expect(await attemptsOf(item).get('gift')?.ending).toEqual(failed);
});

test('an attempt that broke off is known as long as it is in flight, and no longer', async () => {
	const item = unidentified(new FakeClock());
	attemptsOf(item).set('gift', { content: 'gift', ending: Promise.reject(new Error('broken')) });
	expect(attemptsOf(item).get('gift')).toBeDefined();
	await settle();
	expect(attemptsOf(item).get('gift')).toBeUndefined();
});

test('of several that ended each is known for its own time', async () => {
	const clock = new FakeClock();
	const item = unidentified(clock);
	for (const key of ['first', 'second']) {
		attemptsOf(item).set(key, { content: key, ending: Promise.resolve(sent) });
		await settle();
		await clock.advance(600_000);
	}
	expect([attemptsOf(item).get('first'), attemptsOf(item).get('second')?.content]).toEqual([undefined, 'second']);
});

test('an attempt that is in flight again is known, however long ago the one before it ended', async () => {
	const clock = new FakeClock();
	const item = unidentified(clock);
	let end: (ending: Ending) => void = () => undefined;
	const slow = new Promise<Ending>((resolve) => {
		end = resolve;
	});
	attemptsOf(item).set('gift', { content: 'slow', ending: slow });
	attemptsOf(item).set('gift', { content: 'open', ending: new Promise(() => undefined) });
	end(sent);
	await settle();
	await clock.advance(3_600_000);
	expect(attemptsOf(item).get('gift')?.content).toBe('open');
});

test('accounts know nothing of the attempts of others', () => {
	const clock = new FakeClock();
	attemptsOf(unidentified(clock)).set('gift', { content: 'gift', ending: Promise.resolve(sent) });
	expect(attemptsOf(unidentified(clock)).get('gift')).toBeUndefined();
});

test('an execution knows its attempts in every try, as long as it goes on', async () => {
	const { signal } = new AbortController();
	const attempts = () => attemptsOf(unitItem({ signal }));
	const attempt = { content: 'gift', ending: Promise.resolve(sent) };
	attempts().set('gift', attempt);
	expect(attempts().get('gift')).toBe(attempt);
	expect(attemptsOf(unitItem({ signal: new AbortController().signal })).get('gift')).toBeUndefined();
	attempts().delete('gift');
	expect(attempts().get('gift')).toBeUndefined();
	await attempt.ending;
});
