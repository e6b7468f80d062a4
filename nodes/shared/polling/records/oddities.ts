/** What can be odd about a list of records, and what the log says of it, once. */
const WORDS = {
	wrongCount: 'the list says another number of records than it holds; the node goes by what it holds',
	noCount: 'the list does not say how many records there are; the node does without',
	twice: 'a record stands twice in the list; its first place counts',
	unnamed: 'the list holds entries that can not be read or have no ID; they are left out',
	smallPages: 'the list comes in smaller pages than asked for; the node reads on to its end',
	warned: 'the list says that it may not be whole; records that are missing count as removed one poll later',
	oddEnd: 'the list does not end with an empty page; records that are missing count as removed one poll later',
	empty: 'the list came back empty; its records count as removed only if it is empty in the next poll, too',
	unlisted: 'records that the list does not hold can still be read as active ones; they do not count as removed until they can not',
	long: 'the list is too long for the time of one poll; each poll goes on where the last one stopped',
	revealed: 'old records are listed for the first time, where no record or no readable page was before; they are taken for known',
	shortNames: "the names of so many records don't fit; removed records will carry fewer letters of their name",
	existing: "only 10,000 records since 'Start From' come out",
	ignored: "'Ignore Changes In' was changed; what changed since the last poll is not told",
} as const;

/** Something odd about a list. */
export type Oddity = keyof typeof WORDS;

/** What the log has said of pages that could not be read. */
const UNREAD = 'unread';

/** Writes into the log what was not said before; answers everything that was said. */
export function sayOnce(said: string[], found: Iterable<Oddity>, warn: (message: string) => void): string[] {
	const all = new Set(said);
	for (const oddity of found) {
		if (!all.has(oddity)) warn(WORDS[oddity]);
		all.add(oddity);
	}
	return [...all];
}

/** Says once that a page could not be read; once the list was read without that, the next one is said again. */
export function sayUnread(said: string[], failure: unknown, isWhole: boolean, warn: (message: string) => void): string[] {
	if (failure === undefined) return isWhole ? said.filter((entry) => entry !== UNREAD) : said;
	const reason = failure instanceof Error ? failure.message : 'it said nothing that can be read';
	if (!said.includes(UNREAD)) warn(`a page of the list could not be read; the next polls try again. ${reason}`);
	return [...new Set([...said, UNREAD])];
}
