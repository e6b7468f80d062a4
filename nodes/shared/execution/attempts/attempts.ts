import { type Ending, withoutMatchedSends } from '../ending';
import { canTellExecutionsApart, memoryOf } from '../executionMemory';
import type { ItemContext } from '../itemContext';

/** An attempt that was begun, and what it asks for. */
export interface Attempt {
	content: string;
	ending: Promise<Ending>;
}

/** Attempts by what tells a repeat from something new. */
export interface Attempts {
	get(key: string): Attempt | undefined;
	set(key: string, attempt: Attempt): void;
	delete(key: string): void;
}

/** How long an ending is known where nothing tells a repeat from a new call, in milliseconds (interface 3.3). */
const KNOWN_FOR_MS = 900_000;

/** Attempts of calls that can't be told apart: those in flight, and those that ended lately. */
class RecentAttempts implements Attempts {
	private readonly attempts = new Map<string, Attempt>();
	/** When each one ended, the earliest first; the clock is the one of the account. */
	private readonly ended = new Map<string, { attempt: Attempt; tick: number }>();

	constructor(private readonly elapsed: () => number) {}

	get(key: string): Attempt | undefined {
		this.forgetOld();
		return this.attempts.get(key);
	}

	set(key: string, { content, ending }: Attempt) {
		// What was read is not kept longer than the call.
		const attempt = { content, ending: ending.then(lean) };
		this.attempts.set(key, attempt);
		this.ended.delete(key);
		void attempt.ending.then(
			() => this.ended.set(key, { attempt, tick: this.elapsed() }),
			() => this.delete(key),
		);
	}

	delete(key: string) {
		this.attempts.delete(key);
		this.ended.delete(key);
	}

	private forgetOld() {
		const now = this.elapsed();
		for (const [key, { attempt, tick }] of this.ended) {
			if (now - tick <= KNOWN_FOR_MS) return;
			this.ended.delete(key);
			if (this.attempts.get(key) === attempt) this.attempts.delete(key);
		}
	}
}

function lean(ending: Ending): Ending {
	return ending.kind === 'succeeded' ? { ...ending, items: withoutMatchedSends(ending.items) } : ending;
}

const recent = new Map<string, RecentAttempts>();

/** The attempts that an item may be a repeat of: those of its execution, or the recent ones where no execution is told. */
export function attemptsOf({ caller, connection }: ItemContext): Attempts {
	if (canTellExecutionsApart(caller)) {
		const memory = memoryOf(caller);
		return {
			get: (key) => memory.get(key) as Attempt | undefined,
			set: (key, attempt) => memory.set(key, attempt),
			delete: (key) => memory.delete(key),
		};
	}
	const { account } = connection;
	const known = recent.get(account.key) ?? new RecentAttempts(() => account.clock.elapsed());
	recent.set(account.key, known);
	return known;
}
