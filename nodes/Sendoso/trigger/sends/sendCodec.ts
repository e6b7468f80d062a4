import { KEY_LENGTH } from './sendPages';

/** Digits of a time in base 36: enough for milliseconds until the year 5188. */
const TIME_LENGTH = 9;
const NO_TIME = '-'.repeat(TIME_LENGTH);

/** Characters that stand for one entry of a send's history. */
export const CODE_LENGTH = 4;

/** Sends always remembered, the newest ones, however old they are. */
const FEWEST_RECENT = 1_000;

/** Sends remembered at the most. */
export const MOST_RECENT = 10_000;

/** Open sends that can be followed at once: with all the rest they stay under a megabyte. */
export const MOST_OPEN = 20_000;

/** An open send that is followed. */
export interface Tracked {
	key: string;
	/** Creation time, milliseconds since the epoch. */
	at: number;
	rank: number;
	/** Polls in succession in which the list did not hold it. */
	misses: number;
	/** Followed to its end; kept only while other sends are still being looked at for the first time. */
	isClosed: boolean;
	/** The known entries of its history. */
	codes: string[];
	/** Status of a send that lists no history, and how often it changed. */
	bare?: { status: string; revision: number };
}

/** Packs keys with their creation times. */
export function packRecent(recent: Map<string, number>): string {
	return [...recent].map(([key, at]) => key + packTime(at)).join('');
}

/** Reads what {@link packRecent} wrote. */
export function unpackRecent(packed: string): Map<string, number> {
	const recent = new Map<string, number>();
	const width = KEY_LENGTH + TIME_LENGTH;
	for (let start = 0; start + width <= packed.length; start += width) {
		recent.set(packed.slice(start, start + KEY_LENGTH), unpackTime(packed.slice(start + KEY_LENGTH, start + width)));
	}
	return recent;
}

/**
 * Forgets old sends, so that the state stays bounded: the newest thousand stay, and everything since `needed`.
 *
 * @returns creation time of the newest one that was forgotten; undefined when none was
 */
export function forgetOld(recent: Map<string, number>, needed: number): number | undefined {
	if (recent.size <= FEWEST_RECENT) return undefined;
	const byAge = [...recent].sort(([, left], [, right]) => (Number.isNaN(right) ? -1 : right) - (Number.isNaN(left) ? -1 : left));
	const since = byAge.findIndex(([, at]) => !(at >= needed));
	const kept = Math.min(MOST_RECENT, Math.max(FEWEST_RECENT, since === -1 ? byAge.length : since));
	for (const [key] of byAge.slice(kept)) recent.delete(key);
	return byAge[kept]?.[1];
}

/** Packs the followed sends. */
export function packOpen(open: Iterable<Tracked>): string {
	return [...open].map(packTracked).join(' ');
}

/** Reads what {@link packOpen} wrote. */
export function unpackOpen(packed: string): Map<string, Tracked> {
	const entries = packed === '' ? [] : packed.split(' ').map(unpackTracked);
	return new Map(entries.map((tracked) => [tracked.key, tracked]));
}

function packTracked({ key, at, rank, misses, isClosed, codes, bare }: Tracked): string {
	const history = bare ? `=${bare.revision.toString(36)}=${encodeURIComponent(bare.status)}` : codes.join('');
	return `${key}${packTime(at)}${rank.toString(36)}.${isClosed ? 'x' : misses}.${history}`;
}

function unpackTracked(text: string): Tracked {
	const rankEnd = text.indexOf('.');
	const rest = text.slice(rankEnd + 1);
	const mark = rest.slice(0, rest.indexOf('.'));
	const history = rest.slice(mark.length + 1);
	const [, revision = '0', status = ''] = history.startsWith('=') ? history.split('=') : [];
	return {
		key: text.slice(0, KEY_LENGTH),
		at: unpackTime(text.slice(KEY_LENGTH, KEY_LENGTH + TIME_LENGTH)),
		rank: Number.parseInt(text.slice(KEY_LENGTH + TIME_LENGTH, rankEnd), 36),
		misses: mark === 'x' ? 0 : Number(mark),
		isClosed: mark === 'x',
		codes: history.startsWith('=') ? [] : codesOf(history),
		...(history.startsWith('=') ? { bare: { status: decodeURIComponent(status), revision: Number.parseInt(revision, 36) } } : {}),
	};
}

function codesOf(history: string): string[] {
	return Array.from({ length: Math.floor(history.length / CODE_LENGTH) }, (_, place) => history.slice(place * CODE_LENGTH, (place + 1) * CODE_LENGTH));
}

function packTime(at: number): string {
	return Number.isNaN(at) ? NO_TIME : Math.max(0, at).toString(36).padStart(TIME_LENGTH, '0');
}

function unpackTime(text: string): number {
	return text === NO_TIME ? NaN : Number.parseInt(text, 36);
}
