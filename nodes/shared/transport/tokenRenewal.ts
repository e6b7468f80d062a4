import { type Clock, DEADLINE_PASSED, systemClock, withDeadline } from './clock';
import type { TokenFailure } from './token/tokenFailure';

/** What a renewal came to. */
export type Renewal = { renewed: true } | { renewed: false; failure: TokenFailure };

/** One that has not ended, and the token that it takes the place of. */
interface OpenRenewal {
	token: string;
	startedTick: number;
	result: Promise<Renewal>;
}

/** Longest time that somebody waits for a renewal (interface 3.3); tests with one that hangs shorten it. */
export const renewalWait = { longestMs: 60_000 };

/** How long a failed renewal counts for those who come late, in milliseconds: a refused token stays refused. */
const FAILURE_LASTS_MS = 5_000;

/**
 * Renews an access token once for everybody who met the same 401. n8n below 2.30 has no lock of its own, and
 * Sendoso's refresh tokens are good for one use (fact 6), so parallel renewals would kill the connection. Tokens go by
 * their fingerprints.
 */
export class TokenRenewal {
	private open: OpenRenewal | undefined;
	private failed: { token: string; tick: number; failure: TokenFailure } | undefined;
	private accepted: string | undefined;

	/**
	 * @param tokenOf gives a fingerprint of the access token that a credential holds; undefined where it has none
	 * @param clock time source
	 */
	constructor(
		readonly tokenOf: (credential: object) => string | undefined,
		private readonly clock: Clock = systemClock,
	) {}

	/** Whether calls have to wait, because the token is being renewed. One that hangs holds nobody back for ever. */
	get isUnderWay(): boolean {
		return this.open !== undefined && this.clock.elapsed() - this.open.startedTick < renewalWait.longestMs;
	}

	/** Notes that the API accepted a token. */
	accept(token: string) {
		this.accepted = token;
	}

	/** Whether the API accepted a token before, so that a 401 says that it has ended by now. */
	wasAccepted(token: string): boolean {
		return this.accepted === token;
	}

	/**
	 * Runs `attempt`, or waits for one that is under way: it is never started a second time while the first is open, which
	 * may have spent the refresh token. One that hangs holds back no other token, such as that of a reconnected credential.
	 *
	 * @param token the one that the API refused
	 * @param attempt renews it
	 * @param cancelled whether the caller gives up
	 * @returns what the renewal came to, or that it is still open
	 */
	async renew(token: string, attempt: () => Promise<Renewal>, cancelled: () => boolean = () => false): Promise<Renewal> {
		const now = this.clock.elapsed();
		let { open } = this;
		if (open === undefined || (open.token !== token && !this.isUnderWay)) {
			if (this.failed?.token === token && now - this.failed.tick < FAILURE_LASTS_MS) return { renewed: false, failure: this.failed.failure };
			open = this.begin(token, attempt, now);
		}
		const { startedTick, result } = open;
		const left = Math.max(0, startedTick + renewalWait.longestMs - now);
		const renewal = await withDeadline(this.clock, result, left, cancelled);
		return renewal === DEADLINE_PASSED ? { renewed: false, failure: { kind: 'uncertain', reason: cancelled() ? CANCELLED : `the token endpoint has not answered for ${renewalWait.longestMs / 1000} seconds` } } : renewal;
	}

	private begin(token: string, attempt: () => Promise<Renewal>, startedTick: number): OpenRenewal {
		const open = { token, startedTick, result: this.follow(token, attempt) };
		this.open = open;
		void open.result.then(() => {
			// Another one may have taken its place.
			if (this.open === open) this.open = undefined;
		});
		return open;
	}

	private async follow(token: string, attempt: () => Promise<Renewal>): Promise<Renewal> {
		const [ended] = await Promise.allSettled([attempt()]);
		const renewal: Renewal = ended.status === 'fulfilled' ? ended.value : { renewed: false, failure: { kind: 'uncertain', reason: 'n8n could not renew it' } };
		if (!renewal.renewed) this.failed = { token, tick: this.clock.elapsed(), failure: renewal.failure };
		return renewal;
	}
}

const CANCELLED = 'the execution was cancelled meanwhile';

const renewals = new Map<string, TokenRenewal>();

/**
 * The renewal that everything with the same credential shares in this process. Two credentials of one client
 * application hold tokens of two people, so the client id is not enough.
 */
export function renewalOf(credential: string, tokenOf: TokenRenewal['tokenOf']): TokenRenewal {
	let renewal = renewals.get(credential);
	if (renewal === undefined) {
		renewal = new TokenRenewal(tokenOf);
		renewals.set(credential, renewal);
	}
	return renewal;
}
