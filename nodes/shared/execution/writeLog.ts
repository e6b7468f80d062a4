/** A send that went out in this run, or one whose answer never came. */
interface Entry {
	itemIndex: number;
	outcome: 'sent' | 'unknown';
	trackingCode?: string;
	/** Links that one request made. */
	links?: number;
	/** Sends that it may be, where nobody knows; one unless it says otherwise. */
	sends?: number;
}

/** Longest tracking code that an error names, in characters. */
const LONGEST_CODE = 100;

/** What an operation makes, in the singular: what was refused is no change, though its request went out. */
export type WriteNoun = 'send' | 'change';

/** What becomes of one, of many, and of what nobody knows. */
const WORDS: Record<WriteNoun, { one: string; many: string; known: string }> = {
	send: { one: 'went out', many: 'went out', known: 'gone out' },
	change: { one: 'was made', many: 'were made', known: 'been made' },
};

/** Log of what a run sent or created, so that an error can say what happened before it. */
export class WriteLog {
	private readonly entries: Entry[] = [];
	private started = 0;
	private counted = 0;

	/** Notes a finished send. */
	add(entry: Entry) {
		this.entries.push(entry);
		this.started += entry.links ?? entry.sends ?? 1;
	}

	/** Notes a send of an earlier execution that this one is a retry of: it is told, and counts for no maximum. */
	recall(entry: Entry) {
		this.entries.push(entry);
	}

	/** Sends that went out, or may have. */
	countStarted(): number {
		return this.started;
	}

	/** Those of them that were not given out by this function before. */
	newlyStarted(): number {
		const all = this.countStarted();
		const fresh = all - this.counted;
		this.counted = all;
		return fresh;
	}

	/**
	 * One or two sentences on what went out, for the description of the one error that ends a run.
	 *
	 * @param noun what the operation makes
	 */
	summary(noun: WriteNoun): string {
		const list = this.sent.map(({ itemIndex, trackingCode, links }) => {
			if (links !== undefined) return `item ${itemIndex} (${links} link${links === 1 ? '' : 's'})`;
			return `item ${itemIndex}${trackingCode ? ` (tracking code ${trackingCode.slice(0, LONGEST_CODE)})` : ''}`;
		});
		const { unknown } = this;
		const went = `${this.howMany(noun)}${list.length === 0 ? '' : `: ${list.join(', ')}`}.`;
		return unknown.length === 0 ? went : `${went} Outcome unknown: item ${unknown.join(', item ')}.`;
	}

	/** The same without its items, for all other errors of the run. */
	count(noun: WriteNoun): string {
		const { unknown } = this;
		const went = `${this.howMany(noun)}.`;
		return unknown.length === 0 ? went : `${went} The outcome of ${unknown.length} item${unknown.length === 1 ? '' : 's'} is unknown.`;
	}

	private howMany(noun: WriteNoun): string {
		const count = this.sent.reduce((sum, { links = 1 }) => sum + links, 0);
		const { one, many, known } = WORDS[noun];
		if (count > 0) return `${count} ${noun}${count === 1 ? ` of this run ${one}` : `s of this run ${many}`}`;
		// The request of an unknown outcome may well have done what it was to do.
		return `No ${noun} of this run ${this.unknown.length === 0 ? one : `is known to have ${known}`}`;
	}

	private get sent(): Entry[] {
		return this.entries.filter(({ outcome }) => outcome === 'sent').sort((left, right) => left.itemIndex - right.itemIndex);
	}

	private get unknown(): number[] {
		const items = this.entries.filter(({ outcome }) => outcome === 'unknown').map(({ itemIndex }) => itemIndex);
		return items.sort((left, right) => left - right);
	}
}
