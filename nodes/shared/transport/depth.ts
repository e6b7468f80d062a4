/** Levels of an answer that are kept: none of Sendoso's has ten, and what n8n does with output goes down level by level. */
const MOST_LEVELS = 100;

/** Stands for what lay deeper. */
const CUT = '(left out: nested too deeply)';

/** An answer without what is nested too deeply to be handled by anybody; the answer itself where nothing is. */
export function withoutDepths(answer: unknown): unknown {
	return isDeeper(answer, MOST_LEVELS) ? cutOf(answer, MOST_LEVELS) : answer;
}

/** Whether a value has more levels than these. */
function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (levels === 0) return true;
	if (Array.isArray(value)) return value.some((entry) => isDeeper(entry, levels - 1));
	// A list of the values would be made for every record; what is inherited is no part of an answer.
	for (const name in value) {
		const entry = (value as Record<string, unknown>)[name];
		if (typeof entry === 'object' && isDeeper(entry, levels - 1)) return true;
	}
	return false;
}

function cutOf(value: unknown, levels: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return CUT;
	if (Array.isArray(value)) return value.map((entry) => cutOf(entry, levels - 1));
	return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, cutOf(entry, levels - 1)]));
}
