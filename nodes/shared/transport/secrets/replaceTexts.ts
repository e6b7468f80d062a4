/**
 * Replaces every occurrence of some texts inside another one, from left to right. Of those that begin at the same place
 * the first one of the list counts. What it costs grows with the length of the text, whatever stands in it.
 *
 * @param wanted texts to look for, none of them empty
 */
export function replaceTexts(text: string, wanted: string[], replacement: (found: string) => string): string {
	// Where each one is met next; one that is not there is never looked for again.
	const places = wanted.map((part) => ({ part, next: text.indexOf(part) })).filter(({ next }) => next !== -1);
	let [result, end] = ['', 0];
	for (;;) {
		let first: { part: string; next: number } | undefined;
		for (const place of places) {
			if (place.next < end) place.next = indexFrom(text, place.part, end);
			if (place.next < (first?.next ?? Infinity)) first = place;
		}
		if (first === undefined) return result + text.slice(end);
		result += text.slice(end, first.next) + replacement(first.part);
		end = first.next + first.part.length;
	}
}

function indexFrom(text: string, part: string, from: number): number {
	const index = text.indexOf(part, from);
	return index === -1 ? Infinity : index;
}
