import { HTTP_REQUEST_NODE, moduleOf, OUR_NODE } from '../contenders/contenders';
import type { ItemsTask } from '../contenders/items';
import type { Cost } from '../harness/cost';
import type { Installation } from '../harness/installation';
import { startMeasured } from '../harness/measuredProcess';
import { type Contender, measureInTurns } from '../harness/rounds';
import type { Goal, Scenario, Series } from '../harness/scenario';
import { exponentOf, middle } from '../harness/statistics';
import { startPrepared } from '../standIn/prepared';

const MODULES = { [OUR_NODE]: 'ourItems', [HTTP_REQUEST_NODE]: 'httpRequestItems' };

const WORDS = { read: 'items that read a campaign', refused: 'items that are refused' } as const;

/** Rounds for each kind and number of items. */
type Plan = Array<[kind: ItemsTask['kind'], sizes: number[], rounds: number]>;

const WHOLE: Plan = [['read', [1_000, 5_000], 2], ['refused', [2_000, 10_000], 7]];
const QUICK: Plan = [['read', [50, 100], 1], ['refused', [100, 200], 1]];

type Contenders = Array<Contender<Cost>>;

/** Reads wait for the pace nearly all the time, so that they can do so side by side: 50 seconds each would be too long a turn. */
async function measureSideBySide(contenders: Contenders, rounds: number): Promise<Map<string, Cost[]>> {
	const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		await Promise.all(contenders.map(async ({ name, measure }) => costs.get(name)?.push(await measure())));
	}
	return costs;
}

async function measureKind(kind: ItemsTask['kind'], contenders: Contenders, rounds: number): Promise<Map<string, Cost[]>> {
	return kind === 'read' ? await measureSideBySide(contenders, rounds) : await measureInTurns(contenders, rounds, ({ processorMs }) => processorMs);
}

/** Runs over many items: what each of them costs beside what it is there for. */
export function itemsScenario(installation: Installation): Scenario {
	return {
		name: 'items',
		title: 'Many items',
		about: 'Each item reads one campaign, or is refused before any request, the run going on after errors, beside HTTP Request with its own batching, which refuses an address that is none.',
		note: [
			"What stands in the way of refused items is n8n's own work for a declarative node: it resolves every parameter of an item",
			'twice, once for each field of that name, of which three are called recipientEmail, and asks for each of the 87 fields',
			'whether it is shown. Of items that read, the work for connections: HTTP Request opens 20 at once and rests, while our node',
			'spreads requests evenly over each second, so that each wakes the process by itself. Tried and kept: the turn of a loop',
			'without an expression, and one reading of the credential for each item that reads. Tried and left: another order in which',
			'fields are shared, which shares no more of them; fewer timers, and starts in groups, which the figures did not show.',
		].join('\n'),
		run: async ({ isQuick }) => {
			const [series, goals]: [Series[], Goal[]] = [[], []];
			const { accounts, stop } = await startPrepared({ sends: 1, campaigns: 1 });
			const processes = Object.entries(MODULES).map(([name, module]) => ({ name, process: startMeasured<ItemsTask, Cost>(installation, moduleOf(module)) }));
			try {
				// Code is compiled by the first run of each.
				for (const { process } of processes) await process.measure({ accounts, kind: 'read', count: 100 });
				for (const [kind, sizes, rounds] of isQuick ? QUICK : WHOLE) {
					const middles = new Map<string, Array<[number, number]>>();
					for (const count of sizes) {
						const contenders = processes.map(({ name, process }) => ({ name, measure: async () => await process.measure({ accounts, kind, count }) }));
						for (const [contender, costs] of await measureKind(kind, contenders, rounds)) {
							const samples = costs.map(({ processorMs }) => processorMs);
							series.push({ contender, measure: `${count.toLocaleString('en-US')} ${WORDS[kind]}: processor`, unit: 'ms', samples });
							middles.set(contender, [...(middles.get(contender) ?? []), [count, middle(samples)]]);
						}
					}
					goals.push(...goalsOf(kind, middles));
				}
				return { series, goals };
			} finally {
				await Promise.all(processes.map(async ({ process }) => await process.stop()));
				stop();
			}
		},
	};
}

function goalsOf(kind: ItemsTask['kind'], middles: Map<string, Array<[number, number]>>): Goal[] {
	const [ours = [], theirs = []] = [middles.get(OUR_NODE), middles.get(HTTP_REQUEST_NODE)];
	const [[most = 0, cost = NaN] = [], [, other = NaN] = []] = [ours.at(-1), theirs.at(-1)];
	const what = `${most.toLocaleString('en-US')} ${WORDS[kind]}`;
	return [
		{ text: `${what}: processor beside HTTP Request`, value: cost / other, most: 1 },
		{ text: `${what}: growth of the processor's time, as a power of the number`, value: exponentOf(ours), most: 1.1 },
	];
}
