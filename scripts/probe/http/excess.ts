const MOST_DEPTH = 100;
const MOST_ENTRIES = 10_000;

/** Whether a body is nested deeper, or holds a longer list, than any answer of the APIs; both break what reads it. */
export function isExcessive(body: unknown): boolean {
	let level: unknown[] = [body];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > MOST_DEPTH) return true;
		const next: unknown[] = [];
		for (const value of level) {
			if (typeof value !== 'object' || value === null) continue;
			const members: unknown[] = Object.values(value);
			if (members.length > MOST_ENTRIES) return true;
			for (const member of members) next.push(member);
		}
		level = next;
	}
	return false;
}
