import type { ExecutionPlan, ScenarioPlan } from '../types';
import { CALM, type PlanMaker } from './maker';

type Trouble = Pick<ScenarioPlan, 'troubleAt'>;

/** What happens to ordinary runs of a workflow: repeats, overlaps, cancelling, restarts, and a Sendoso that has a bad day. */
export const runScenarios = {
	plain: (maker: PlanMaker) => [maker.execution('a', maker.rowsFor(maker.people))],
	'doubled rows': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people.flatMap((email, index) => (index % 2 === 0 ? [email] : maker.disguises(email))))),
	],
	'overlapping executions': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.25), { line: 0 }),
		maker.execution('b', maker.rowsFor(maker.shuffled([...maker.half, maker.addressOf('extra')]), 0.25), { line: 1 }),
		maker.execution('c', maker.rowsFor(maker.shuffled(maker.half), 0.1), { line: 2 }),
	],
	'retry of a failed execution': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.15), { onError: 'stopWorkflow' }),
		maker.execution('b', maker.rowsFor(maker.people, 0.1), { mode: 'retry' }),
		maker.execution('c', maker.rowsFor(maker.people, 0), { ...CALM, mode: 'retry' }),
	],
	cancelled: (maker: PlanMaker, { troubleAt }: Trouble) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.15), { cancelAfter: troubleAt, onError: 'continueRegularOutput' }),
		maker.execution('b', maker.rowsFor(maker.people, 0), CALM),
		maker.execution('c', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
	],
	'after a restart': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.3), { onError: 'continueRegularOutput' }),
		maker.execution('b', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
	],
	'check switched off': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor([...maker.people, ...maker.half]), { duplicateCheck: 'off', onError: 'continueErrorOutput', line: 0 }),
		maker.execution('b', maker.rowsFor(maker.half, 0.3), { duplicateCheck: 'off', onError: 'continueErrorOutput', line: 1 }),
	],
	'agent tool': (maker: PlanMaker) =>
		maker.people.slice(0, 8).flatMap((email, line) => [
			maker.execution(`a${line}`, maker.rowsFor([email], 0.5), { asTool: true, retryOnFail: true, line }),
			maker.execution(`b${line}`, maker.rowsFor([email], 0), { asTool: true, duplicateCheck: 'off', line }),
		]),
	'token expires': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.1), { line: 0 }),
		maker.execution('b', maker.rowsFor(maker.half, 0), { line: 1 }),
	],
	'refresh fails': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.1), { isBlind: true }),
		maker.execution('b', maker.rowsFor(maker.people, 0), { ...CALM, mode: 'retry' }),
	],
	'list cannot be read': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.3), { isBlind: true, onError: 'continueRegularOutput' }),
		maker.execution('b', maker.rowsFor(maker.people, 0), CALM),
	],
	'too many requests': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.15), { line: 0 }),
		maker.execution('b', maker.rowsFor(maker.half, 0.1), { line: 1 }),
	],
} satisfies Record<string, (maker: PlanMaker, trouble: Trouble) => ExecutionPlan[]>;
