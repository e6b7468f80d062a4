import { emailKey } from './sameGift';

/**
 * How a send that this process started has ended. `nothing` means that it certainly created nothing; `declined` that
 * Sendoso answered 2xx and said no, which is not asked for again in the same execution.
 */
export type ClaimEnd = 'sent' | 'nothing' | 'declined' | 'unknown';

/** A send that this process has started, or is about to. */
export interface Claim {
	/** When it was claimed, in milliseconds since the epoch. */
	startedAt: number;
	/** The execution that it belongs to, for comparison only. */
	execution: object;
	/** Resolves when the send has ended. */
	ended: Promise<ClaimEnd>;
	/** How it ended; undefined while in flight. */
	end?: ClaimEnd;
	/** When it ended, in milliseconds since the epoch. */
	endedAt?: number;
	/** `send_gid` of the listed send that turned out to be this one. */
	sendGid?: string;
	trackingCode?: string;
}

/** A claim that its owner has to settle. */
export interface OwnClaim extends Claim {
	settle(end: ClaimEnd, now: number, found?: { sendGid?: string; trackingCode?: string }): void;
}

/** Claims that are kept per account; the oldest ones are forgotten first. Far more than any window holds in practice. */
const MOST_CLAIMS = 100_000;

/**
 * The sends that this process has started, by campaign and address, so that loops, batches, parallel executions and
 * doubled rows meet each other. Sendoso itself never recognizes a repeated send (fact 39).
 */
export class ClaimBook {
	private readonly claims = new Map<string, Claim[]>();
	private readonly listed = new Set<string>();
	private count = 0;

	/** Claims of the same gift since a moment, oldest first; those that created nothing are left out. */
	live(touchId: string, email: string, since: number): Claim[] {
		return (this.claims.get(keyOf(touchId, email)) ?? []).filter(({ end, startedAt }) => end !== 'nothing' && startedAt >= since);
	}

	/** Claims a gift. Call it in the same turn of the event loop as the check that it is free. */
	claim(touchId: string, email: string, now: number, execution: object): OwnClaim {
		const key = keyOf(touchId, email);
		let resolve: (end: ClaimEnd) => void = () => undefined;
		const ended = new Promise<ClaimEnd>((done) => {
			resolve = done;
		});
		const claim: OwnClaim = {
			startedAt: now,
			execution,
			ended,
			settle(end, endedAt, found) {
				claim.end ??= end;
				claim.endedAt ??= endedAt;
				Object.assign(claim, found);
				resolve(claim.end);
			},
		};
		this.claims.set(key, [...(this.claims.get(key) ?? []), claim]);
		this.count += 1;
		if (this.count > MOST_CLAIMS) this.forgetOldest();
		return claim;
	}

	/** Takes a listed send for one claim. Answers false when another claim of this process has it. */
	take(sendGid: string): boolean {
		if (this.listed.has(sendGid)) return false;
		this.listed.add(sendGid);
		return true;
	}

	/** Whether a claim of this process has a listed send. */
	isTaken(sendGid: string): boolean {
		return this.listed.has(sendGid);
	}

	private forgetOldest() {
		const [oldest] = this.claims.entries();
		if (oldest === undefined) return;
		this.claims.delete(oldest[0]);
		this.count -= oldest[1].length;
	}
}

function keyOf(touchId: string, email: string): string {
	return `${touchId} ${emailKey(email)}`;
}

const books = new Map<string, ClaimBook>();

/** The claims of an account, shared by everything in this process. */
export function claimsOf(accountKey: string): ClaimBook {
	const known = books.get(accountKey);
	if (known) return known;
	const created = new ClaimBook();
	books.set(accountKey, created);
	return created;
}
