/** Phrases of one text that have numbers, single letters included. */
export const MOST_PHRASES = 2 ** 18;

/** Stands for no phrase. */
export const NONE = -1;

/** Numbers that an entry of the table takes: a phrase, what it begins with, its last letter, and one more, so that none crosses a line of the processor's cache. */
const WIDTH = 4;

/**
 * The phrases of a text, by what they are made of: a shorter one and one more letter, both as numbers. Names of 20,000
 * records have 40,000 phrases that are looked up 800,000 times, which takes a map twice as long.
 */
export class Phrases {
	/** Each entry stands at the place that it hashes to or the next free one behind it; a free one begins with 0. */
	private table = new Int32Array(0);
	private room = 0;
	private count = 0;

	/**
	 * @param first number of the first phrase, above 0
	 * @param expected phrases for which there is room at once
	 */
	constructor(
		private readonly first: number,
		expected: number,
	) {
		this.makeRoom(2 ** Math.ceil(Math.log2(Math.max(2, expected))));
	}

	/** The number of a phrase; {@link NONE} for a new one, which gets a number as long as there are any. */
	take(start: number, letter: number): number {
		const { table } = this;
		let at = placeOf(start, letter, table.length);
		for (;;) {
			const phrase = table[at] ?? 0;
			if (phrase === 0) break;
			if (table[at + 1] === start && table[at + 2] === letter) return phrase;
			at = (at + WIDTH) & (table.length - 1);
		}
		if (this.first + this.count >= MOST_PHRASES) return NONE;
		table[at] = this.first + this.count;
		table[at + 1] = start;
		table[at + 2] = letter;
		this.count += 1;
		if (this.count === this.room) this.makeRoom(this.room * 2);
		return NONE;
	}

	/** Half of the places stay free, so that hardly any phrase stands behind its own. */
	private makeRoom(room: number) {
		const { table } = this;
		const larger = new Int32Array(room * 2 * WIDTH);
		for (let from = 0; from < table.length; from += WIDTH) {
			const [phrase, start, letter] = [table[from] ?? 0, table[from + 1] ?? 0, table[from + 2] ?? 0];
			if (phrase === 0) continue;
			let at = placeOf(start, letter, larger.length);
			while (larger[at] !== 0) at = (at + WIDTH) & (larger.length - 1);
			larger[at] = phrase;
			larger[at + 1] = start;
			larger[at + 2] = letter;
		}
		this.table = larger;
		this.room = room;
	}
}

/** Where a phrase belongs in a table, whose length is a power of two. */
function placeOf(start: number, letter: number, length: number): number {
	const hash = Math.imul(start + Math.imul(letter, 0x85ebca6b), 0x9e3779b1);
	return ((hash ^ (hash >>> 15)) * WIDTH) & (length - 1);
}
