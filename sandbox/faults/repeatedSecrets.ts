import type { Request } from 'express';
import type { SandboxContext } from '../context';
import { exchangeOf } from '../http/exchange';

/** Everything secret that a request was made with or on behalf of, in every form in which a careless server repeats it. */
export function repeatedSecrets({ tokens }: SandboxContext, request: Request): string[] {
	const { bearer, entry } = exchangeOf(request);
	const { refresh_token: refreshToken } = (entry.body ?? {}) as { refresh_token?: unknown };
	const clients = tokens.clients.flatMap(({ id, secret }) => [secret, `${id}:${secret}`]);
	const secrets = [...clients, bearer, refreshToken].filter((secret): secret is string => typeof secret === 'string');
	return secrets.flatMap((secret) => {
		const base64 = Buffer.from(secret).toString('base64');
		return [secret, encodeURIComponent(secret), encodeURIComponent(secret).toLowerCase(), base64, Buffer.from(secret).toString('base64url'), Buffer.from(`{"authorization":"Bearer ${secret}"}`).toString('base64'), `Bearer ${secret}`];
	});
}

/** The body of an error that repeats them, in its words and in the names of its members. */
export function errorWith(secrets: string[]) {
	return { success: false, message: `wrong: ${secrets.join(' ')}`, errors: Object.fromEntries(secrets.map((secret) => [secret, [`${secret} is wrong`]])) };
}

/** An answer that repeats them beside what it says, in the record itself and in each row of a list. */
export function answerWith(answer: unknown, secrets: string[]): unknown {
	if (Array.isArray(answer)) return answer.map((entry) => answerWith(entry, secrets));
	if (typeof answer !== 'object' || answer === null) return answer;
	const members = Object.entries(answer).map(([name, entry]): [string, unknown] => [name, typeof entry === 'object' ? answerWith(entry, secrets) : entry]);
	return { ...Object.fromEntries(members), echo: { all: secrets.join(' '), ...Object.fromEntries(secrets.map((secret) => [secret, secret])) } };
}
