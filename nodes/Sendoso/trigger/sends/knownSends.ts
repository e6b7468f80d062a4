import { packKnown, unpackKnown } from './sendCodec';
import { type Gap, isInGap } from './reading/gaps';
import type { SeenSend } from './reading/sendPages';

/** Sends always remembered, the newest ones, however old they are. */
const FEWEST = 1_000;

/** Sends remembered at the most. */
export const MOST_KNOWN = 10_000;

/** What a send must not be older than to be new, counted from the last walk through the whole list, in milliseconds. */
export const NEW_WITHIN_MS = 172_800_000;

/** Where new sends end and old ones begin. Milliseconds since the epoch, by the server's clock. */
export interface Limits {
	/** Until the whole list was looked at: everything created before is taken for known. */
	from?: number;
	/** Everything created after it that was met is remembered; absent as long as nothing was forgotten. */
	forgotten?: number;
	/** When the last walk through the whole list began. */
	complete: number;
	/** What was not read yet: there, everything that is not remembered is new. */
	gaps: Gap[];
}

/** The sends that were met, as far as they are remembered. */
export class KnownSends {
	private readonly known: Map<string, number>;
	private isChanged = false;

	constructor(
		private readonly packed: string,
		private readonly limits: Limits,
	) {
		this.known = unpackKnown(packed);
	}

	get size(): number {
		return this.known.size;
	}

	has(key: string): boolean {
		return this.known.has(key);
	}

	/**
	 * How a send is to be taken: as new, as known, or as an old one that was never met although it would be remembered.
	 *
	 * @param place when a send without a time may have been created, judged by where it stands
	 */
	standingOf({ key, at }: SeenSend, place: number): 'new' | 'known' | 'revealed' {
		const { from, forgotten = -Infinity, complete, gaps } = this.limits;
		if (this.known.has(key)) return 'known';
		if (Number.isNaN(at)) return this.isNewWithoutTime(place) ? 'new' : 'known';
		if (from !== undefined && at < from) return 'known';
		if (isInGap(gaps, at)) return 'new';
		if (at <= forgotten) return 'known';
		return from !== undefined || at >= complete - NEW_WITHIN_MS ? 'new' : 'revealed';
	}

	/**
	 * Whether a send that was there before is met for the first time, and would pass for new once the whole list was looked
	 * at: what was looked through until now left it out. Where the beginning is still to come, the clock was set, and nobody
	 * can tell what was there before.
	 */
	isDiscovery({ key, at }: SeenSend, now: number): boolean {
		const { from, forgotten = -Infinity, complete } = this.limits;
		return from !== undefined && from <= now && at < from && at > forgotten && at >= complete - NEW_WITHIN_MS && !this.known.has(key);
	}

	/** A send without a time is new once everything was looked at, for those that are known are never forgotten. */
	private isNewWithoutTime(place: number): boolean {
		const { from, complete } = this.limits;
		if (from !== undefined) return place >= from;
		return this.undated < MOST_KNOWN || place >= complete;
	}

	private get undated(): number {
		return [...this.known.values()].filter(Number.isNaN).length;
	}

	add({ key, at }: SeenSend) {
		if (this.known.has(key)) return;
		this.known.set(key, at);
		this.isChanged = true;
	}

	/**
	 * Forgets old sends, so that the state stays bounded: the newest thousand stay, everything created since `needed`, those
	 * at the edges of gaps, and those without a time.
	 *
	 * @returns creation time of the newest send that was forgotten; undefined when none was
	 */
	forget(needed: number, gaps: Gap[]): number | undefined {
		const edges = new Set(gaps.map(({ upper }) => upper));
		const dated = [...this.known].filter(([, at]) => !Number.isNaN(at) && !edges.has(at)).sort(([, left], [, right]) => right - left);
		const since = dated.findIndex(([, at]) => at < needed);
		const count = Math.min(MOST_KNOWN, Math.max(FEWEST, since === -1 ? dated.length : since));
		const old = dated.slice(count);
		for (const [key] of old) this.known.delete(key);
		const undated = [...this.known].filter(([, at]) => Number.isNaN(at));
		for (const [key] of undated.slice(MOST_KNOWN)) this.known.delete(key);
		this.isChanged ||= old.length > 0 || undated.length > MOST_KNOWN;
		return old[0]?.[1];
	}

	/** Text for the state. */
	pack(): string {
		return this.isChanged ? packKnown(this.known) : this.packed;
	}
}
