import { byTime } from '../../../shared/polling/events';
import type { PollContext } from '../../../shared/polling/pollContext';
import type { Finding } from '../../../shared/polling/poller';
import { ENOUGH_PASSES, type FollowedSends } from './statuses/followedSends';
import { type KnownSends, NEW_WITHIN_MS } from './knownSends';
import { oddities, type Oddity, wordsOf } from './oddities';
import type { SendPages } from './reading/sendPages';
import { type SendReading, trusted } from './reading/sendReading';
import type { SendState } from './state';
import type { Taken } from './takeSends';

const TOO_LARGE = {
	problem: 'There are too many sends to keep track of beside the other records',
	advice: "Choose events of fewer resources, or lower 'Follow Sends for (Days)'.",
};

/** What the log has said of pages that could not be read. */
const UNREAD = 'unread';

/** What a poll has read and found. */
interface Work {
	state: SendState;
	pages: SendPages;
	reading: SendReading;
	known: KnownSends;
	followed: FollowedSends | undefined;
	taken: Taken;
}

/** Puts the events together with the state after them, and says what was odd. */
export function closePoll({ state: before, pages, reading, known, followed, taken }: Work, poll: PollContext): Finding<SendState> {
	const { order, end, settled, scan, scanNext, cursor, turn } = reading;
	const found: Oddity[] = oddities(pages, reading);
	const isCut = taken.existing?.left === 0;
	// What is too much to come out is not looked for any more.
	const gaps = isCut ? reading.gaps.filter(({ upper }) => upper === null || upper >= (taken.existing?.before ?? 0)) : reading.gaps;
	const from = isCut ? Math.max(before.from ?? 0, taken.existing?.before ?? 0) : before.from;
	const now = pages.serverTime;
	const wasComplete = trusted(before.complete, before.completeBefore, now);
	// What a clock that was ahead took down is forgotten as soon as that shows: nobody knows when such a walk began.
	const complete = scan.isWhole && scan.startedAt <= now ? { complete: scan.startedAt, completeBefore: wasComplete } : { complete: wasComplete, completeBefore: Math.min(before.completeBefore, wasComplete) };
	const needed = trusted(complete.complete, complete.completeBefore, now) - NEW_WITHIN_MS;
	const gone = known.forget(needed, gaps);
	const forgotten = Math.max(before.forgotten ?? -Infinity, gone ?? -Infinity);
	const hasDiscovered = taken.hasDiscovered || before.scan.hasDiscovered === true;
	// A list that was read as a whole in one go needs no second walk. One that finds what the walk before left out is the first.
	const walks = !scan.isWhole ? 0 : pages.areWhole ? ENOUGH_PASSES : hasDiscovered && before.passes > 0 ? 0 : 1;
	const passes = Math.min(ENOUGH_PASSES, before.passes + walks);
	const nextHasDiscovered = scanNext.page !== undefined && (scan.isComplete ? taken.hasDiscovered : hasDiscovered);
	const base: SendState = {
		order,
		size: pages.size,
		end,
		now,
		settled,
		confirmed: trusted(before.settled, before.confirmed, now),
		...(reading.total === undefined ? {} : { total: reading.total }),
		gaps,
		...(passes < ENOUGH_PASSES && from !== undefined ? { from } : {}),
		passes,
		...complete,
		scan: nextHasDiscovered ? { ...scanNext, hasDiscovered: true } : scanNext,
		pushed: before.pushed + taken.count,
		...(Number.isFinite(forgotten) ? { forgotten } : {}),
		known: known.pack(),
		...(taken.existing === undefined || isCut || passes >= ENOUGH_PASSES ? {} : { existing: taken.existing }),
		turn,
		odd: [],
	};
	const room = poll.largestState - JSON.stringify(base).length - ROOM_FOR_WORDS;
	if (room < 0) return TOO_LARGE;
	const status = followed?.state(walks, scan.isComplete, cursor, room);
	if (followed && status === undefined) return TOO_LARGE;
	if (isCut) found.push('existing');
	if (taken.revealed > 0) found.push('revealed');
	if (gone !== undefined && gone >= needed) found.push('burst');
	if (status && status.resting > 0) found.push('manyOpen');
	if (status && status.dropped > 0) found.push('full');
	// Once the list was read without a failure, the next one is said again.
	const said = scan.isWhole ? before.odd.filter((oddity) => oddity !== UNREAD) : before.odd;
	const odd = say(said, found, pages, poll);
	return { events: taken.events.sort(byTime), state: { ...base, odd, ...(status === undefined ? {} : { status: status.state }) } };
}

/** Characters that what was said of oddities may take in the state. */
const ROOM_FOR_WORDS = 300;

/** Says once what is odd about the list; answers what was said. */
function say(said: string[], found: Oddity[], pages: SendPages, poll: PollContext): string[] {
	for (const oddity of found) if (!said.includes(oddity)) poll.warn(wordsOf(oddity));
	const [failure] = pages.failures;
	if (failure !== undefined && !said.includes(UNREAD)) {
		const reason = failure instanceof Error ? failure.message : 'it said nothing that can be read';
		poll.warn(`a page of the list could not be read; the next polls try again. ${reason}`);
	}
	return [...new Set([...said, ...found, ...(failure === undefined ? [] : [UNREAD])])];
}
