import { type Step, unitAccount } from '../../support/unitAccount';

const usedTokens = (calls: Array<{ token: string }>) => calls.map(({ token }) => token);
const refused = () => Object.assign(new Error('Unauthorized'), { body: { error: 'invalid_grant' } });

test('a call that was answered 401 goes out again with the token that was renewed', async () => {
	const { ask, calls, seen } = unitAccount({ accepts: (token) => token === 'second', renewals: ['second'] });
	expect(await ask()).toMatchObject({ meaning: 'done', accountWide: false });
	expect(usedTokens(calls)).toEqual(['first', 'second']);
	expect(seen.renewals).toBe(1);
});

test('a 401 is told as it is where tokens never change, and where none was read', async () => {
	const { ask, calls } = unitAccount({ steps: [401] });
	expect(await ask()).toMatchObject({ meaning: 'unauthorized', accountWide: true });
	expect(calls).toHaveLength(1);
	const none = unitAccount({ accepts: () => false });
	Object.assign(none.tokens ?? {}, { tokenOf: () => undefined });
	expect(await none.ask()).toMatchObject({ meaning: 'unauthorized' });
	expect([none.calls.length, none.seen.renewals]).toEqual([1, 0]);
});

test('two fresh tokens that are refused say that the account has no access', async () => {
	const { ask, calls, seen } = unitAccount({ accepts: () => false, renewals: ['second', 'third', 'fourth'] });
	expect(await ask()).toMatchObject({ meaning: 'unauthorized', accountWide: true, answer: { status: 401 } });
	expect(usedTokens(calls)).toEqual(['first', 'second', 'third']);
	expect(seen.renewals).toBe(2);
});

test('tokens that were accepted and ended do not, up to six', async () => {
	const ended = new Set(['first']);
	const { ask, calls, tokens } = unitAccount({
		accepts: (token) => {
			// Somebody else used it well before it ended.
			tokens?.accept(token);
			ended.add(token);
			return false;
		},
		renewals: ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'],
	});
	expect(await ask()).toMatchObject({ meaning: 'unauthorized' });
	expect(usedTokens(calls)).toEqual(['first', 'second', 'third', 'fourth', 'fifth', 'sixth']);
});

test('a renewal that gives the same token again counts as none', async () => {
	const { ask, calls } = unitAccount({ accepts: () => false, renewals: ['first', 'first', 'second', 'third'] });
	expect(await ask()).toMatchObject({ meaning: 'unauthorized' });
	expect(usedTokens(calls)).toEqual(['first', 'first', 'first', 'second', 'third']);
});

test('a token endpoint that says no leaves the refusal as it is', async () => {
	const { ask, calls, seen } = unitAccount({ accepts: () => false, renewals: [refused()] });
	expect(await ask()).toMatchObject({ meaning: 'unauthorized', answer: { kind: 'answered', status: 401 } });
	expect([calls.length, seen.renewals, seen.warnings]).toEqual([1, 1, 1]);
});

test('one that can not renew it for another reason says that nothing was sent, and why', async () => {
	const busy = Object.assign(new Error('busy'), { response: { status: 503, headers: { 'retry-after': '40' } } });
	for (const [renewal, reason] of [[new Error('socket hang up'), 'the connection to the token endpoint broke'], [busy, 'the token endpoint answered 503']] as const) {
		const { ask, calls } = unitAccount({ accepts: () => false, renewals: [renewal] });
		const outcome = await ask();
		expect(outcome).toMatchObject({ meaning: 'notSent', accountWide: true, answer: { kind: 'notSent', reason: `the access token of the credential has ended and could not be renewed: ${reason}` } });
		expect(calls).toHaveLength(1);
	}
});

test('nobody waits for a renewal once the execution was cancelled', async () => {
	const { clock, begin, ask } = unitAccount({ accepts: () => false, renewals: [Object.assign(new Error('busy'), { response: { status: 503, headers: { 'retry-after': '30' } } })] });
	expect(await ask('spends', { cancelled: () => clock.elapsed() > begin })).toMatchObject({ meaning: 'notSent', answer: { reason: expect.stringContaining('cancelled meanwhile') as string } });
	expect(clock.elapsed() - begin).toBeLessThan(1_000);
});

test('nothing of the credential starts until the token is renewed, and then at once', async () => {
	const { clock, start, calls, seen } = unitAccount({ accepts: (token) => token === 'second', renewals: ['second'] });
	const all = [start()];
	await clock.advance(50);
	all.push(start(), start());
	await clock.advance(40);
	expect(calls).toHaveLength(1);
	const outcomes = await clock.finish(Promise.all(all));
	expect(outcomes.map(({ meaning }) => meaning)).toEqual(['done', 'done', 'done']);
	expect(usedTokens(calls)).toEqual(['first', 'second', 'second', 'second']);
	expect(calls[1]?.at).toBeLessThan(120);
	expect(seen.renewals).toBe(1);
});

test('a call with a renewed token goes before the others of its execution', async () => {
	const { clock, start } = unitAccount({ accepts: (token) => token === 'second', renewals: ['second'] });
	const order: number[] = [];
	const owner = {};
	const all = Array.from({ length: 4 }, async (_, index) => {
		await start('spends', { owner });
		order.push(index);
	});
	await clock.finish(Promise.all(all));
	expect(order[0]).toBe(0);
});

test('every answer but those that say nothing of it shows that a token is good', async () => {
	const cases: Array<[Step, boolean]> = [[200, true], [404, true], [422, true], [499, true], [500, false], [503, false], ['ECONNRESET', false]];
	for (const [step, isAccepted] of cases) {
		const { ask, tokens } = unitAccount({ steps: [step], accepts: () => true });
		await ask();
		expect([step, tokens?.wasAccepted('first')]).toEqual([step, isAccepted]);
	}
	const { ask, tokens } = unitAccount({ accepts: () => false, renewals: [refused()] });
	await ask();
	expect(tokens?.wasAccepted('first')).toBe(false);
});
