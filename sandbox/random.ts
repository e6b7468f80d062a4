/** Repeatable pseudo-random numbers, so that two starts show the same data. */
export interface Random {
	/** At least 0, below 1. */
	next(): number;
	/** A whole number between both bounds, bounds included. */
	integer(lowest: number, highest: number): number;
	pick<T>(list: readonly T[]): T;
	/** True with the given probability. */
	chance(probability: number): boolean;
}

/** The published "mulberry32" generator: 32 bits of state, good enough for sample data. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const integer = (lowest: number, highest: number): number =>
		lowest + Math.floor(next() * (highest - lowest + 1));
	return {
		next,
		integer,
		pick: (list) => {
			const picked = list[integer(0, list.length - 1)];
			if (picked === undefined) throw new Error('Nothing to pick from');
			return picked;
		},
		chance: (probability) => next() < probability,
	};
}

/** Spreads a whole number over 32 bits; the same number always lands in the same place. */
export function scatter(number: number): number {
	let mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}
