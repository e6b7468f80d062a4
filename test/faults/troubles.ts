import type { FaultAction, SendOrder } from '../../sandbox';
import type { Random } from '../../sandbox/random';
import { CANARY_PAGE } from './canaries';
import type { ScenarioName } from './types';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

/** Something at the n-th request of a scenario. */
export interface AtRequest {
	atRequest: number;
}

/** Somebody sets the clock of the machine that n8n runs on, by so many milliseconds at a time. */
export interface ClockTrouble {
	kind: 'clock';
	steps: Array<AtRequest & { byMs: number }>;
}

/** Sendoso's time is wrong: in the `Date` header alone, or everywhere. */
export interface DateTrouble extends AtRequest {
	kind: 'date';
	isHeaderAlone: boolean;
	byMs: number;
}

/** Access tokens end again and again, and new ones are slow to come. */
export interface TokenTrouble {
	kind: 'tokens';
	/** Requests that each token is good for. */
	uses: number;
	renewalMs: number;
	/** When all of them end beside that. */
	ends: Array<AtRequest & { isRevoked: boolean }>;
}

/** A token is not renewed. */
export interface RenewalTrouble {
	kind: 'renewal';
	name: string;
	action: FaultAction;
	times: number | 'always';
	/** Somebody has to connect again afterwards. */
	isLost: boolean;
}

/** The token endpoint takes the request, and never answers. */
export interface HangTrouble {
	kind: 'hang';
	/** It spent the refresh token before. */
	isSpent: boolean;
}

/** Everything of the account is refused with 429 for a while. */
export interface BlockTrouble {
	kind: 'block';
	seconds: number;
	/** Asking during the block makes it longer, by so many milliseconds. */
	growsByMs: number;
	tellsWhen: boolean;
}

/** The list of sends is not as it should be. */
export interface ListTrouble {
	kind: 'list';
	order: SendOrder;
	hidesCounters: boolean;
	/** Largest page that the server gives. */
	maxPerPage: number;
	/** Sends of others in it, all of the last days. */
	listed: number;
}

export type Trouble = ClockTrouble | DateTrouble | TokenTrouble | RenewalTrouble | HangTrouble | BlockTrouble | ListTrouble;

const status = (code: number, body?: unknown, headers: Record<string, string> = {}): FaultAction => ({ kind: 'status', status: code, body, headers });
const oauthError = (code: number, error: string) => status(code, { error, error_description: 'The token endpoint says so' });

/** Ways in which the token endpoint fails, apart from never answering. */
const RENEWALS: Array<Omit<RenewalTrouble, 'kind'>> = [
	{ name: '503 once', action: status(503), times: 1, isLost: false },
	{ name: '429 with Retry-After', action: status(429, { error: 'slow_down' }, { 'Retry-After': '2' }), times: 1, isLost: false },
	{ name: 'drop before', action: { kind: 'drop' }, times: 1, isLost: false },
	{ name: 'drop after', action: { kind: 'drop', stage: 'after' }, times: 1, isLost: true },
	{ name: 'page of a proxy', action: status(200, `<html>${CANARY_PAGE}</html>`), times: 1, isLost: false },
	{ name: 'invalid_grant', action: oauthError(400, 'invalid_grant'), times: 'always', isLost: true },
	{ name: 'invalid_client', action: oauthError(401, 'invalid_client'), times: 'always', isLost: false },
	{ name: '503 three times', action: status(503, `<html>${CANARY_PAGE}</html>`), times: 3, isLost: false },
	{ name: '503 for good', action: status(503), times: 'always', isLost: false },
	{ name: '429 without header', action: status(429), times: 2, isLost: false },
	{ name: 'cut after', action: { kind: 'cutBody' }, times: 1, isLost: true },
	{ name: 'page of a proxy for good', action: status(200, `<html>${CANARY_PAGE}</html>`), times: 'always', isLost: false },
	{ name: '400 page', action: status(400, `<html>${CANARY_PAGE}</html>`), times: 'always', isLost: false },
	{ name: 'answer without a token', action: status(200, {}), times: 1, isLost: false },
];

const BLOCKS: Array<Omit<BlockTrouble, 'kind'>> = [
	{ seconds: 30, growsByMs: 0, tellsWhen: false },
	{ seconds: 5, growsByMs: 0, tellsWhen: false },
	{ seconds: 60, growsByMs: 0, tellsWhen: false },
	{ seconds: 30, growsByMs: 0, tellsWhen: true },
	{ seconds: 5, growsByMs: 2_000, tellsWhen: false },
	{ seconds: 30, growsByMs: 5_000, tellsWhen: false },
	{ seconds: 60, growsByMs: 0, tellsWhen: true },
	{ seconds: 5, growsByMs: 5_000, tellsWhen: true },
];

const DATES: Array<Pick<DateTrouble, 'isHeaderAlone' | 'byMs'> & Partial<DateTrouble>> = [
	{ isHeaderAlone: true, byMs: 21 * DAY },
	{ isHeaderAlone: true, byMs: -21 * DAY },
	// In the past, or in mid-run, campaigns would not have begun.
	{ isHeaderAlone: false, byMs: 21 * DAY, atRequest: 0 },
	{ isHeaderAlone: true, byMs: 3 * HOUR },
	{ isHeaderAlone: true, byMs: -3 * HOUR },
	{ isHeaderAlone: true, byMs: 40 * DAY, atRequest: 0 },
	{ isHeaderAlone: true, byMs: -40 * DAY, atRequest: 0 },
];

/** How often a scenario has to take place for every way of it to occur. */
export const VARIANTS: Partial<Record<ScenarioName, number>> = { 'date is off': DATES.length, 'renewal fails': RENEWALS.length, 'renewal hangs': 2, blocked: BLOCKS.length };

/** Steps of a clock, forward and back. */
const STEPS_MS = [10 * MINUTE, HOUR, 15 * DAY, 40 * DAY].flatMap((byMs) => [byMs, -byMs]);

const MADE: Partial<Record<ScenarioName, (random: Random, variant: number) => Trouble>> = {
	'clock steps': (random) => ({
		kind: 'clock',
		steps: Array.from({ length: random.integer(1, 4) }, () => ({ atRequest: random.integer(1, 30), byMs: random.pick(STEPS_MS) })),
	}),
	'date is off': (random, variant) => ({ kind: 'date', atRequest: random.chance(0.5) ? 0 : random.integer(2, 20), ...nth(DATES, variant) }),
	'tokens end': (random) => ({
		kind: 'tokens',
		uses: random.integer(12, 30),
		renewalMs: random.pick([0, 300, SECOND]),
		ends: Array.from({ length: random.integer(1, 3) }, () => ({ atRequest: random.integer(2, 40), isRevoked: random.chance(0.5) })),
	}),
	'renewal fails': (_random, variant) => ({ kind: 'renewal', ...nth(RENEWALS, variant) }),
	'renewal hangs': (_random, variant) => ({ kind: 'hang', isSpent: variant % 2 === 1 }),
	blocked: (_random, variant) => ({ kind: 'block', ...nth(BLOCKS, variant) }),
	'odd list': (random) => ({
		kind: 'list',
		order: random.pick(['none', 'none', 'ascending', 'descending'] as const),
		hidesCounters: random.chance(0.7),
		maxPerPage: random.pick([10, 25, 100]),
		listed: random.integer(0, 120),
	}),
	'page number ignored': (random) => ({
		kind: 'list',
		order: random.pick(['none', 'ascending', 'descending'] as const),
		hidesCounters: random.chance(0.5),
		maxPerPage: 25,
		listed: random.integer(60, 120),
	}),
};

/**
 * Chooses what goes wrong with the server or the machine in a scenario, where its name calls for something.
 *
 * @param variant the ways that are no matter of chance are taken in turn by it
 */
export function chooseTrouble(random: Random, name: ScenarioName, variant: number): Trouble | undefined {
	return MADE[name]?.(random, variant);
}

function nth<T>(list: T[], number: number): T {
	const chosen = list[number % list.length];
	if (chosen === undefined) throw new Error('There is nothing to choose from');
	return chosen;
}
