import { type Clock, systemClock } from './clock';

/**
 * Renews an access token once for everybody who met the same 401. n8n below 2.30 has no lock of its own, and
 * Sendoso's refresh tokens are good for one use (fact 6), so parallel renewals would kill the connection.
 */
export class TokenRenewal {
	private generation = 0;
	private line: Promise<unknown> = Promise.resolve();
	private failedAt = -Infinity;

	constructor(private readonly clock: Clock = systemClock) {}

	/** Take this before a call, and hand it to {@link renew} when the call met a 401. */
	get ticket(): number {
		return this.generation;
	}

	/**
	 * Runs `attempt` alone, unless somebody renewed the token since the ticket was taken.
	 *
	 * @param attempt renews the token; answers whether it worked
	 * @returns whether a fresh token can be expected
	 */
	async renew(ticket: number, attempt: () => Promise<boolean>): Promise<boolean> {
		const turn = this.line.then(async () => {
			if (ticket !== this.generation) return true;
			// A refused refresh token stays refused: those who waited need not ask again.
			if (this.clock.now() - this.failedAt < 5_000) return false;
			const renewed = await attempt();
			if (renewed) this.generation += 1;
			else this.failedAt = this.clock.now();
			return renewed;
		});
		this.line = turn.catch(() => undefined);
		return await turn;
	}
}

const renewals = new Map<string, TokenRenewal>();

/**
 * The renewal that everything with the same credential shares in this process. Two credentials of one client
 * application hold tokens of two people, so the client id is not enough.
 */
export function renewalOf(credential: string): TokenRenewal {
	let renewal = renewals.get(credential);
	if (renewal === undefined) {
		renewal = new TokenRenewal();
		renewals.set(credential, renewal);
	}
	return renewal;
}
