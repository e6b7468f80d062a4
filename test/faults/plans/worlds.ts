import type { BlockTrouble, Trouble } from '../troubles';
import type { ExecutionPlan, Report, ScenarioPlan } from '../types';
import { CALM, type PlanMaker } from './maker';

/** What may be told of somebody to whom nothing happened but that no request got through. */
const SENT_OR_NOT: Array<Report['told']> = ['sent', 'skipped', 'duplicate', 'notSent', 'nothing'];
/** The same where Sendoso itself may have refused the request. */
const SENT_OR_REFUSED: Array<Report['told']> = [...SENT_OR_NOT, 'refused'];
/** Longest block that everything has to be sent in spite of, in seconds. */
const LONGEST_SAT_OUT = 30;
/** Longest time that a run may take which can send nothing, in milliseconds. */
const LONGEST_REFUSAL_MS = 60_000;
/** Longest time for a run that nothing has to wait for, in milliseconds. */
const LONGEST_RUN_MS = 120_000;
/** Longest time for an execution that waits for a token in vain: a minute, and what else there is to do. */
const LONGEST_HANG_MS = 100_000;

const DAY_MS = 86_400_000;

type World = Pick<ScenarioPlan, 'trouble'>;

/** What goes wrong with the machine, the account or the whole server; each takes place on a server of its own. */
export const worldScenarios = {
	'clock steps': (maker: PlanMaker, { trouble }: World) => {
		const usual = { isBlind: cannotBeDated(trouble), endsWithinMs: LONGEST_RUN_MS };
		return [
			maker.execution('a', maker.rowsFor(maker.people, 0.25), { ...usual, onError: 'continueRegularOutput', line: 0 }),
			maker.execution('b', maker.rowsFor(maker.shuffled(maker.half), 0.25), { ...usual, onError: 'continueErrorOutput', line: 1 }),
			maker.execution('c', maker.rowsFor(maker.people, 0), { ...usual, ...CALM }),
			maker.execution('d', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
		];
	},
	'date is off': (maker: PlanMaker, { trouble }: World) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.25), { onError: 'continueRegularOutput', isBlind: cannotBeDated(trouble) }),
		maker.execution('b', maker.rowsFor(maker.people, 0), CALM),
		maker.execution('c', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
	],
	'tokens end': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.1), { onError: 'continueRegularOutput' }),
		maker.execution('b', maker.rowsFor(maker.shuffled(maker.half), 0), { onError: 'continueRegularOutput', mayTell: SENT_OR_REFUSED }),
		maker.execution('c', maker.rowsFor(maker.people.slice(-2), 0), { ...CALM, mayTell: SENT_OR_REFUSED }),
		maker.execution('d', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true, mayTell: SENT_OR_NOT }),
	],
	'renewal fails': (maker: PlanMaker, { trouble }: World) => {
		// Where the token endpoint itself says no, what Sendoso said to the request is as good an answer.
		const mayTell = trouble?.kind === 'renewal' && trouble.name.startsWith('invalid_') ? SENT_OR_REFUSED : SENT_OR_NOT;
		return [
			maker.execution('a', maker.rowsFor(maker.people, 0), { onError: 'continueRegularOutput', mayTell, line: 0 }),
			maker.execution('b', maker.rowsFor(maker.shuffled(maker.half), 0), { onError: 'stopWorkflow', mayTell, line: 1 }),
			maker.execution('c', maker.rowsFor(maker.people, 0), { ...CALM, mayTell: SENT_OR_NOT, completes: true }),
		];
	},
	'renewal hangs': (maker: PlanMaker) => {
		const [some, others] = [maker.people.slice(0, -4), maker.people.slice(-4)];
		const ends = { onError: 'continueRegularOutput', mayTell: SENT_OR_NOT, endsWithinMs: LONGEST_HANG_MS } as const;
		return [
			maker.execution('a', maker.rowsFor(some, 0), { ...ends, cancelsAtRenewal: true }),
			maker.execution('b', maker.rowsFor(others, 0), { ...ends, account: 1 }),
			// It may wait for the renewal of the cancelled one, which nobody can call back.
			maker.execution('c', maker.rowsFor(some, 0), { ...CALM, ...ends }),
			maker.execution('d', maker.rowsFor(some, 0), { ...CALM, ...ends, completes: true }),
			maker.execution('e', maker.rowsFor(others, 0), { ...CALM, ...ends, completes: true, account: 1 }),
		];
	},
	blocked: (maker: PlanMaker, { trouble }: World) => {
		const isSatOut = isBlock(trouble) && trouble.seconds <= LONGEST_SAT_OUT;
		const honest = { ...CALM, mayTell: SENT_OR_REFUSED, completes: isSatOut };
		return [
			maker.execution('a', maker.rowsFor(maker.people, 0), { ...honest, line: 0 }),
			maker.execution('b', maker.rowsFor(maker.shuffled([...maker.half, maker.addressOf('extra')]), 0), { ...honest, line: 1 }),
		];
	},
	'odd list': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.3), { onError: 'continueRegularOutput' }),
		maker.execution('b', maker.rowsFor(maker.people, 0), CALM),
		maker.execution('c', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
	],
	'page number ignored': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0), { ...CALM, mayTell: ['notSent'], endsWithinMs: LONGEST_REFUSAL_MS, mostListRequests: 60 }),
		maker.execution('b', maker.rowsFor(maker.people, 0), { ...CALM, mayTell: SENT_OR_NOT, completes: true }),
	],
} satisfies Record<string, (maker: PlanMaker, scenario: World) => ExecutionPlan[]>;

function isBlock(trouble: Trouble | undefined): trouble is BlockTrouble {
	return trouble?.kind === 'block';
}

/** Whether a lost answer may stay so, because nobody can tell when something was created, or which of two clocks is wrong. */
function cannotBeDated(trouble: Trouble | undefined): boolean {
	if (trouble?.kind === 'date') return trouble.isHeaderAlone;
	return trouble?.kind === 'clock' && trouble.steps.some(({ byMs }) => Math.abs(byMs) >= DAY_MS);
}
