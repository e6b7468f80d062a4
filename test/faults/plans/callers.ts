import type { ExecutionPlan, Row, ScenarioPlan } from '../types';
import { no, yes } from './given';
import { CALM, type PlanMaker } from './maker';

const CALLERS = 7;
/** Enough for the runs to overlap although one starts later. */
const PEOPLE_OF_TWO_PROCESSES = 32;

/** What happens when it is not plain who asks: n8n names no execution, two nodes share an ID, two accounts or two processes share gifts. */
export const callerScenarios = {
	'calls without execution': (maker: PlanMaker) => maker.people.slice(0, CALLERS).flatMap((email, line) => callsFor(maker, email, line)),
	'equal node IDs': (maker: PlanMaker) => {
		const rows = maker.rowsFor(maker.people, 0.2);
		const onError = maker.random.pick(['continueRegularOutput', 'continueErrorOutput'] as const);
		const touch = maker.random.chance(0.5) ? 1 : 0;
		const beside = maker.execution('b', maker.shuffled(maker.again(rows, 0.2)), { onError, touch });
		return [maker.execution('a', rows, { onError, beside })];
	},
	'two client IDs': (maker: PlanMaker) => [
		maker.execution('a', maker.rowsFor(maker.people, 0.5), { onError: 'continueRegularOutput', account: 0, line: 0 }),
		maker.execution('b', maker.rowsFor(maker.random.chance(0.5) ? maker.people : maker.shuffled(maker.people), 0.5), {
			onError: 'continueRegularOutput',
			account: 1,
			line: 1,
		}),
	],
	'two processes': (maker: PlanMaker, { pairing }: Pick<ScenarioPlan, 'pairing'>) => {
		const one = Array.from({ length: PEOPLE_OF_TWO_PROCESSES }, (_, index): Row => ({ emails: [maker.addressOf(`person${index}`)] }));
		const other = pairing.isSameOrder ? one : maker.shuffled(one);
		const calm = { ...CALM, operation: 'createEgift', completes: true } as const;
		// The second pair does not read the list again, for comparison.
		return [
			maker.execution('a', one, { ...calm, touch: 0 }),
			maker.execution('b', other, { ...calm, touch: 0 }),
			maker.execution('c', one, { ...calm, touch: 1 }),
			maker.execution('d', other, { ...calm, touch: 1 }),
		];
	},
} satisfies Record<string, (maker: PlanMaker, scenario: Pick<ScenarioPlan, 'pairing'>) => ExecutionPlan[]>;

/** Calls for one person to which n8n gives neither execution id nor cancel signal. */
function callsFor(maker: PlanMaker, email: string, line: number): ExecutionPlan[] {
	const { random } = maker;
	const isTool = random.chance(0.5);
	const rows = maker.rowsFor([email], 0.5);
	const call = (letter: string, more: Partial<ExecutionPlan> = {}) =>
		maker.execution(`${letter}${line}`, maker.again(rows), {
			...CALM,
			onError: 'stopWorkflow',
			asTool: isTool,
			nodeId: maker.anyNodeId(),
			unidentified: { hasContext: random.chance(0.5) },
			line,
			...more,
		});
	const first = call('a', { rows });
	const again = (letter: string, more: Partial<ExecutionPlan> = {}) => call(letter, { repeats: first.id, ...more });
	switch (random.pick(['repeated', 'at the same time', 'sent by others', 'rehearsed'] as const)) {
		case 'repeated':
			return [first, again('b'), again('c'), call('d')];
		case 'at the same time':
			return [first, again('b', { isTogether: true }), again('c', { isTogether: true }), again('d')];
		case 'sent by others':
			// The first one reads the list, which nobody may go by afterwards.
			return [call('d', { rows: maker.rowsFor([maker.addressOf(`extra${line}`)], 0) }), call('e', { isForestalled: true })];
		default: {
			const turns = { rehearsal: [{ dryRun: yes(random) }], real: [{ dryRun: no(random) }] };
			const rehearsal = call('a', { turns: turns.rehearsal });
			return [rehearsal, again('b', { turns: turns.real, completes: true }), again('c', { turns: turns.rehearsal }), again('d', { turns: turns.real })];
		}
	}
}
