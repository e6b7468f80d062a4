import type { ExecutionPlan, Row, ScenarioPlan } from '../types';
import { anything, no, yes } from './given';
import { CALM, type PlanMaker } from './maker';

/** Most people whom an agent may send to in one execution. */
const MOST_OF_AGENTS = 5;

/** What an expression can give for a proxy that is none. */
const ODD_PROXIES = ['http://[odd', 'not a proxy', 'http://proxy.example:port', '://', 12];

/** What is rehearsed, given as text, or asked for once more with the data that n8n kept. */
export const valueScenarios = {
	'rehearsed first': (maker: PlanMaker) => {
		const { random, people } = maker;
		const [few, some, rest] = [people.slice(0, MOST_OF_AGENTS), people.slice(MOST_OF_AGENTS, 10), people.slice(10)];
		const calm = { ...CALM, completes: true };
		const rehearsal = () => ({ dryRun: yes(random) });
		const real = () => ({ dryRun: no(random) });
		const apart = maker.execution('c', maker.rowsFor(rest, 0), { ...CALM, turns: [rehearsal()], line: 2 });
		return [
			maker.execution('a', maker.rowsFor(few, 0), { ...calm, asTool: true, turns: [rehearsal(), real(), real()], line: 0 }),
			maker.execution('b', maker.rowsFor(some, 0.2), { ...CALM, turns: [rehearsal(), real()], line: 1 }),
			apart,
			maker.execution('d', maker.again(apart.rows), { ...calm, turns: [real()], repeats: apart.id, line: 2 }),
		];
	},
	'texts for values': (maker: PlanMaker) => {
		const { random, operation, people } = maker;
		const rows = maker.rowsFor(people, 0).map(
			(row): Row => ({
				...row,
				dryRun: anything(random),
				...(operation === 'createEgiftLinks' ? {} : { findSend: random.chance(0.7) ? no(random) : anything(random) }),
			}),
		);
		return [maker.execution('a', rows, { ...CALM, numbersAsText: true, completes: true })];
	},
	'Retry execution': (maker: PlanMaker, { atOnce }: Pick<ScenarioPlan, 'atOnce'>) => {
		const { random } = maker;
		const first = maker.execution('a', maker.rowsFor(maker.people, 0.15), { onError: 'stopWorkflow', nodeId: 'sendoso-node' });
		const retry = (letter: string, faulty: number, more: Partial<ExecutionPlan>) =>
			maker.execution(letter, maker.again(first.rows, faulty), { mode: 'retry', repeats: first.id, nodeId: 'sendoso-node', ...more });
		const second = retry('b', 0.15, { retries: first.id, ...(random.chance(0.5) ? { onError: 'stopWorkflow' } : {}), inNewProcess: random.chance(0.3) });
		// n8n keeps the data of both, and people may choose the older one.
		const last = retry('c', 0, { ...CALM, retries: atOnce ? first.id : second.id, inNewProcess: true, completes: true });
		if (random.chance(0.6)) return [first, second, last];
		// What was unknown may stay so in a retry for some minutes; an execution that knows nothing of it goes by Sendoso's list.
		return [first, second, { ...last, completes: false }, maker.execution('d', maker.again(first.rows), { ...CALM, inNewProcess: true, completes: true })];
	},
	'odd proxy': (maker: PlanMaker) => {
		const { random } = maker;
		const rows = maker.rowsFor(maker.people, 0.1).map((row): Row => (random.chance(0.15) ? { emails: row.emails, proxy: random.pick<unknown>(ODD_PROXIES) } : { ...row, proxy: '' }));
		return [
			maker.execution('a', rows),
			maker.execution('b', maker.rowsFor(maker.people, 0), { ...CALM, inNewProcess: true, completes: true }),
		];
	},
} satisfies Record<string, (maker: PlanMaker, scenario: Pick<ScenarioPlan, 'atOnce'>) => ExecutionPlan[]>;
