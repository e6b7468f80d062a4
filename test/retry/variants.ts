import type { FaultAction } from '../../sandbox';

/** Gifts of one execution. */
export const GIFTS = 20;
/** The place of the gift that fails, counted from 0. */
export const FAILING = 11;
/** The place of the gift that fails in the retry, where a variant has two retries. */
export const FAILING_AGAIN = 18;

/** Hours after which executions are retried: well within the window of the duplicate check, and beyond it. */
export const DELAYS = [100, 400] as const;

/** What goes wrong with one gift, and what the error then says. */
export interface Failure {
	name: string;
	action: FaultAction;
	/** Sendoso's list can't be read from the moment on when the gift is asked for. */
	hidesList: boolean;
	message: RegExp;
}

/** One way to fail and to be retried. */
export interface Variant {
	name: string;
	failure: Failure;
	/** Parameters of the node beyond campaign and address. */
	parameters: Record<string, unknown>;
	hours: (typeof DELAYS)[number];
	/** Whether the retry takes the workflow as it is saved. */
	loadWorkflow: boolean;
	batchSize?: number;
	/** The first retry fails, too; this is what is then retried. */
	then?: 'the retry' | 'the first execution';
	/** Places of the gifts that may come out as found in Sendoso's list, and not with the answer that they got. */
	mayBeFound: number[];
}

const refused: Failure = {
	name: 'refused with 422',
	action: { kind: 'status', status: 422, body: { success: false, message: 'This recipient can not be sent to' } },
	hidesList: false,
	message: /^Refused: /,
};

const failures: Failure[] = [
	refused,
	{ name: 'answer lost, gift made', action: { kind: 'drop', stage: 'after' }, hidesList: true, message: /^Outcome unknown: / },
	{ name: 'answer lost, no gift made', action: { kind: 'drop', stage: 'before' }, hidesList: false, message: /^Outcome unknown: / },
];

const checks: Array<[name: string, parameters: Record<string, unknown>]> = [
	['check of 14 days', {}],
	['check of 1 day', { options: { duplicateWindowDays: 1 } }],
	['check off', { duplicateCheck: 'off' }],
];

function variant(failure: Failure, [check, parameters]: [string, Record<string, unknown>], more: Partial<Variant> = {}): Variant {
	const made = { failure, parameters, hours: DELAYS[0], loadWorkflow: false, mayBeFound: failure.hidesList ? [FAILING] : [], ...more };
	const parts = [
		failure.name,
		check,
		`retried after ${made.hours} h`,
		...(made.loadWorkflow ? ['with the saved workflow'] : []),
		...(made.batchSize === undefined ? [] : [`loop over ${made.batchSize} items`]),
		...(made.then === undefined ? [] : [`fails again, then ${made.then} is retried`]),
	];
	return { ...made, name: parts.join(', ') };
}

const [usual = ['', {}], , off = ['', {}]] = checks;
const sentByFirstRetry = Array.from({ length: GIFTS - FAILING }, (_, index) => FAILING + index).filter((index) => index !== FAILING_AGAIN);

/** Every variant of the campaign. */
export const variants: Variant[] = [
	...failures.flatMap((failure) => checks.flatMap((check) => [false, true].map((loadWorkflow) => variant(failure, check, { loadWorkflow })))),
	...failures.flatMap((failure) => [usual, off].map((check) => variant(failure, check, { hours: DELAYS[1] }))),
	...failures.flatMap((failure) => [usual, off].map((check) => variant(failure, check, { batchSize: 5 }))),
	variant(refused, off, { then: 'the retry' }),
	// The first execution can't know what its retry sent: that is for the duplicate check.
	variant(refused, usual, { then: 'the first execution', mayBeFound: sentByFirstRetry }),
];
