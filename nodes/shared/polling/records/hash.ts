/** Hashes have 48 bits, so that sums of them are exact. */
const LOW_BITS = 2 ** 32;
const HASHES = 2 ** 48;

/** Stands for whatever is empty; no text has it. */
export const NOTHING = 0;

/** The hash of a text. */
export function hashText(text: string): number {
	let low = 0x2f0b4c47 ^ text.length;
	let high = 0x6a09e667;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		low = Math.imul(low ^ unit, 0x01000193);
		high = (Math.imul(high ^ unit, 0x5bd1e995) + 0x3c6ef372) | 0;
	}
	return finish(low, high);
}

/** One hash of two, whose order counts. */
export function blend(left: number, right: number): number {
	const low = Math.imul(left >>> 0, 0x01000193) ^ Math.imul(Math.floor(right / LOW_BITS) + 0x51ed, 0x85ebca6b) ^ (right >>> 0);
	const high = Math.imul(right >>> 0, 0x5bd1e995) ^ Math.imul(Math.floor(left / LOW_BITS) + 0x7f4a, 0xc2b2ae35) ^ (left >>> 0);
	return finish(low, high);
}

/** One hash of two, whose order does not count. */
export function add(left: number, right: number): number {
	const sum = left + right;
	return sum < HASHES ? sum : sum - HASHES;
}

/** Lets each bit change half of the others, and leaves out the number that stands for nothing. */
function finish(low: number, high: number): number {
	let first = low ^ (high >>> 15);
	let second = high ^ (low >>> 13);
	first = Math.imul(first ^ (first >>> 16), 0x85ebca6b);
	second = Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
	first ^= second >>> 16;
	second ^= first >>> 15;
	first = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
	second = Math.imul(second ^ (second >>> 16), 0x85ebca6b);
	const hash = ((second ^ (first >>> 16)) & 0xffff) * LOW_BITS + ((first ^ (second >>> 13)) >>> 0);
	return hash === NOTHING ? 1 : hash;
}
