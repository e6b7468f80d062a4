import { forgetCredential, openedWith, readCredential } from '../../../nodes/shared/transport/recentCredential';
import { unitAccount } from '../../support/unitAccount';

test('pages that follow each other within a second share one reading of the credential', async () => {
	const { ask, seen, stored, calls, clock } = unitAccount();
	for (let page = 0; page < 5; page++) await ask('reads');
	expect(seen.readings).toBe(1);
	stored.token = 'another';
	await clock.finish(clock.sleep(1_000));
	await ask('reads');
	expect(seen.readings).toBe(2);
	expect(calls.map(({ token }) => token)).toEqual([...Array.from({ length: 5 }, () => 'first'), 'another']);
});

test.each(['spends', 'creates', 'changes'] as const)('what %s reads it anew each time', async (safety) => {
	const { ask, seen, stored, calls } = unitAccount();
	await ask('reads');
	stored.token = 'another';
	await ask(safety);
	stored.token = 'a third';
	await ask(safety);
	expect(calls.map(({ token }) => token)).toEqual(['first', 'another', 'a third']);
	expect(seen.readings).toBe(3);
});

test('the one that a connection was opened with serves its first read', async () => {
	const { ask, seen, stored, connection, calls } = unitAccount();
	openedWith(connection, { ...stored });
	await ask('reads');
	expect([seen.readings, calls[0]?.token]).toEqual([0, 'first']);
});

test('n8n may write into what it is given', async () => {
	const { ask, calls, connection } = unitAccount();
	const given = { token: 'first' };
	openedWith(connection, given);
	given.token = 'spoilt';
	for (let page = 0; page < 3; page++) await ask('reads');
	expect(calls.map(({ token }) => token)).toEqual(['first', 'first', 'first']);
});

test('a refused token is read anew at once, and renewed once', async () => {
	const { ask, calls, seen, stored } = unitAccount({ accepts: (token) => token !== 'first', renewals: ['second'] });
	const [one, other] = [await ask('reads'), await ask('reads')];
	expect([one.meaning, other.meaning]).toEqual(['done', 'done']);
	expect(calls.map(({ token }) => token)).toEqual(['first', 'second', 'second']);
	expect([seen.renewals, stored.token]).toEqual([1, 'second']);
});

test('a token that another process renewed is taken over without another renewal', async () => {
	const valid = { token: 'first' };
	const { ask, calls, seen, stored } = unitAccount({ accepts: (token) => token === valid.token, renewals: ['never'] });
	await ask('reads');
	stored.token = valid.token = 'of another process';
	expect((await ask('reads')).meaning).toBe('done');
	expect(calls.map(({ token }) => token)).toEqual(['first', 'first', 'of another process']);
	expect(seen.renewals).toBe(0);
});

test('a reading that was overtaken, or forgotten while it took place, serves nobody else', async () => {
	const { connection, clock } = unitAccount();
	const { credentialType } = connection;
	const slowly = async (token: string) => {
		let end: () => void = () => undefined;
		const ended = new Promise<void>((resolve) => {
			end = resolve;
		});
		const reading = readCredential(connection, credentialType, false, async () => {
			await ended;
			return { token };
		});
		await clock.finish(clock.sleep(1));
		return async () => {
			end();
			await reading;
		};
	};
	const read = async (token: string) => (await readCredential(connection, credentialType, true, async () => await Promise.resolve({ token }))).data.token;
	const endOld = await slowly('old');
	expect(await read('new')).toBe('new');
	await endOld();
	expect(await read('newest')).toBe('new');
	const endRefused = await slowly('refused');
	forgetCredential(connection);
	await endRefused();
	expect(await read('renewed')).toBe('renewed');
});
