import type { SendPages } from './reading/sendPages';
import type { SendReading } from './reading/sendReading';

/** What can be odd about a list, and what the log says of it, once. */
const WORDS = {
	noOrder: 'the list of sends comes in no order, so it is read from its beginning to its end, up to a hundred pages a poll',
	noCount: 'the list of sends does not say how many there are; the node does without',
	wrongCount: 'the list of sends says another number of sends than it holds; the node goes by what it holds',
	twice: 'a send stands twice in the list; it is told once',
	unreadable: 'the list of sends holds entries that can not be read or have no ID; they are left out',
	repeats: 'the list of sends gives the same page for several page numbers; what it gives under the later ones is left out',
	smallPages: 'the list of sends comes in smaller pages than asked for',
	revealed: 'sends older than two days are listed for the first time, probably because the role behind the credential sees more now; they are taken for known',
	manyOpen: "there are more than 20,000 open sends; the oldest are looked at by the background scan only. Lower 'Follow Sends for (Days)', or filter by campaign",
	full: "there is no room for all sends within 'Follow Sends for (Days)'; the oldest finished ones are followed no more. Lower it, or filter by campaign",
	burst: 'more than 10,000 sends were created within two days; one that shows up late may be taken for known',
	existing: "only the newest 10,000 sends since 'Start From' come out",
} as const;

/** Something odd about the list. */
export type Oddity = keyof typeof WORDS;

/** What the log says of something odd. */
export function wordsOf(oddity: Oddity): string {
	return WORDS[oddity];
}

/** What is odd about the pages that a poll has read. */
export function oddities(pages: SendPages, reading: SendReading): Oddity[] {
	const read = pages.numbers.flatMap((number) => pages.get(number) ?? []);
	const found: Oddity[] = [];
	if (reading.order === 'none') found.push('noOrder');
	if (read.some(({ total }) => total === undefined)) found.push('noCount');
	if (read.some(({ unreadable }) => unreadable > 0)) found.push('unreadable');
	if (read.some(({ sends }) => new Set(sends.map(({ key }) => key)).size < sends.length)) found.push('twice');
	if (pages.hasRepeated) found.push('repeats');
	if (pages.areSmall) found.push('smallPages');
	if (pages.isMiscounted) found.push('wrongCount');
	return found;
}
