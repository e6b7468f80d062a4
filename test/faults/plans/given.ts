import type { Random } from '../../../sandbox/random';
import type { Given } from '../types';

const YES = [true, 'true', 'TRUE', 'yes', 'Yes', '1', 1];
const NO = [false, 'false', 'False', 'no', 'NO', '0', 0];
/** What has to be refused, because nobody can tell what it means. */
const NEITHER = ['', ' ', 'maybe', 'on?', 2, '10'];

/** Something that stands for true. */
export function yes(random: Random): Given {
	return { value: random.pick<unknown>(YES), means: true };
}

/** Something that stands for false. */
export function no(random: Random): Given {
	return { value: random.pick<unknown>(NO), means: false };
}

/** Something that stands for either, and now and then for nothing. */
export function anything(random: Random): Given {
	if (random.chance(0.15)) return { value: random.pick<unknown>(NEITHER), means: undefined };
	return random.chance(0.4) ? yes(random) : no(random);
}
