import { exponentOf, middle } from '../harness/statistics';
import { BARE_CLIENT, HTTP_REQUEST_NODE, HTTP_REQUEST_WITHOUT_PACE, moduleOf, OUR_NODE } from '../contenders/contenders';
import { type ListTask, PAGE } from '../contenders/list';
import type { Cost } from '../harness/cost';
import type { Installation } from '../harness/installation';
import { type MeasuredProcess, startMeasured } from '../harness/measuredProcess';
import { measureInTurns } from '../harness/rounds';
import type { Goal, Scenario, Series } from '../harness/scenario';
import { startPrepared } from '../standIn/prepared';

/** A pace that is no limit. */
const LIFTED = 100;

/** Who reads lists, and whether at the pace that is asked for. HTTP Request keeps it by its interval, as a user has to set it who must not go beyond a limit. */
const CONTENDERS = [
	{ name: OUR_NODE, module: 'ourList', keepsPace: true },
	{ name: HTTP_REQUEST_NODE, module: 'httpRequestList', keepsPace: true },
	{ name: HTTP_REQUEST_WITHOUT_PACE, module: 'httpRequestList', keepsPace: false },
	{ name: BARE_CLIENT, module: 'bareList', keepsPace: false },
];

const WORDS = { direct: 'sends', connector: 'campaigns over SAP' } as const;

/** Lists of tens of thousands of records, without delay and without pace: what reading them costs. */
export function listsScenario(installation: Installation): Scenario {
	return {
		name: 'lists',
		title: 'Long lists',
		about:
			'Return All, without delay and with the pace lifted to 100 requests a second, beside HTTP Request with its own pagination (and Split Out, where an answer is more than its list) at the same pace and without any, and beside a loop of undici that keeps the rows.',
		note: [
			'What stands in the way of the missed goals is what n8n and Node do for each request, whoever asks for one, as the part',
			"'Where the time goes' shows: most of the time of our node and of HTTP Request is Node's work for connections, of which n8n",
			'makes a new one for each request. A loop that only calls the request helper of n8n for the 500 pages and keeps the rows',
			"takes three times as long as the bare client. The node's own code takes a quarter, which reads the JSON, looks for secrets",
			'in it, and knows each row again. At 100 requests a second each of them wakes the process, while HTTP Request without an',
			'interval never rests. Tried and kept: one reading of the credential a second, one search for secrets in the text of an',
			'answer, one map of the rows met, no copy of a record, reading on while earlier pages are under way. Tried and left: fewer',
			'timers for each request, which is not seen in the figures.',
		].join('\n'),
		run: async ({ isQuick }) => {
			const [small, large, rounds] = isQuick ? [500, 1_000, 1] : [10_000, 50_000, 5];
			const [series, goals]: [Series[], Goal[]] = [[], []];
			for (const connection of ['direct', 'connector'] as const) {
				const costs = new Map<number, Map<string, Cost[]>>();
				for (const count of [small, large]) costs.set(count, await measureLists(installation, connection, count, rounds));
				series.push(...seriesOf(connection, costs));
				goals.push(...goalsOf(connection, costs, small, large));
			}
			return { series, goals };
		},
	};
}

async function measureLists(installation: Installation, connection: ListTask['connection'], count: number, rounds: number): Promise<Map<string, Cost[]>> {
	const isDirect = connection === 'direct';
	const { accounts, stop } = await startPrepared({ sends: isDirect ? count : 1, campaigns: isDirect ? 1 : count });
	const processes: Array<MeasuredProcess<ListTask, Cost>> = [];
	try {
		const contenders = CONTENDERS.map(({ name, module, keepsPace }) => {
			const process = startMeasured<ListTask, Cost>(installation, moduleOf(module));
			processes.push(process);
			return { name, measure: async () => await process.measure({ accounts, connection, count, requestsPerSecond: keepsPace ? LIFTED : undefined }) };
		});
		return await measureInTurns(contenders, rounds, ({ processorMs }) => processorMs);
	} finally {
		await Promise.all(processes.map(async (process) => await process.stop()));
		stop();
	}
}

const MEASURES = [
	['processor', 'ms', ({ processorMs }: Cost) => processorMs],
	['most heap in use', 'MB', ({ peakMB }: Cost) => peakMB],
	['most heap beyond that of n8n at rest', 'MB', ({ peakGrowthMB }: Cost) => peakGrowthMB],
	['allocated', 'MB', ({ allocatedMB }: Cost) => allocatedMB],
	['time', 'ms', ({ wallMs }: Cost) => wallMs],
] as const;

function seriesOf(connection: ListTask['connection'], costs: Map<number, Map<string, Cost[]>>): Series[] {
	return [...costs].flatMap(([count, byContender]) =>
		MEASURES.flatMap(([measure, unit, figure]) =>
			[...byContender].map(([contender, all]) => ({ contender, measure: `${count.toLocaleString('en-US')} ${WORDS[connection]}: ${measure}`, unit, samples: all.map(figure) })),
		),
	);
}

function goalsOf(connection: ListTask['connection'], costs: Map<number, Map<string, Cost[]>>, small: number, large: number): Goal[] {
	const figure = (count: number, contender: string, of: (cost: Cost) => number) => middle((costs.get(count)?.get(contender) ?? []).map(of));
	const processor = (count: number, contender: string) => figure(count, contender, ({ processorMs }) => processorMs);
	const heap = (contender: string) => figure(large, contender, ({ peakMB }) => peakMB);
	const what = `${large.toLocaleString('en-US')} ${WORDS[connection]}`;
	return [
		{ text: `${what}: processor beside HTTP Request`, value: processor(large, OUR_NODE) / processor(large, HTTP_REQUEST_NODE), most: 0.8 },
		{ text: `${what}: processor beside HTTP Request without an interval`, value: processor(large, OUR_NODE) / processor(large, HTTP_REQUEST_WITHOUT_PACE), most: 0.8 },
		{ text: `${what}: processor beside a bare client`, value: processor(large, OUR_NODE) / processor(large, BARE_CLIENT), most: 1.6 },
		{ text: `${what}: most heap beside HTTP Request`, value: heap(OUR_NODE) / heap(HTTP_REQUEST_NODE), most: 0.8 },
		{
			text: `${what}: growth of the processor's time from ${small.toLocaleString('en-US')} on, as a power of the number`,
			value: exponentOf([small, large].map((count) => [count, processor(count, OUR_NODE)])),
			most: 1.1,
		},
	];
}

/** A list under the usual pace, from a server that takes its time. */
export function pacedListScenario(installation: Installation): Scenario {
	return {
		name: 'paced-list',
		title: 'A long list under the pace',
		about: 'Return All over 10,000 sends of a server that takes 300 ms for each answer, at 8 requests a second: what pace and page size allow is the limit.',
		run: async ({ isQuick }) => {
			const [count, pace, latencyMs, rounds] = isQuick ? [2_000, 8, 100, 1] : [10_000, 8, 300, 3];
			const { accounts, setLatency, stop } = await startPrepared({ sends: count, campaigns: 1 });
			const task: ListTask = { accounts, connection: 'direct', count, requestsPerSecond: pace };
			const processes = CONTENDERS.filter(({ name }) => name !== HTTP_REQUEST_NODE).map(({ name, module, keepsPace }) => ({ name, keepsPace, process: startMeasured<ListTask, Cost>(installation, moduleOf(module)) }));
			try {
				// Answers are prepared, and code is compiled.
				for (const { process } of processes) await process.measure({ ...task, requestsPerSecond: LIFTED });
				await setLatency(latencyMs);
				// They wait nearly all the time, so that they can do so side by side; what has no pace of its own needs one round.
				const all = await Promise.all(processes.map(async ({ name, keepsPace, process }) => {
					const seconds: number[] = [];
					for (let round = 0; round < (name === OUR_NODE ? rounds : 1); round++) seconds.push((await process.measure(keepsPace ? task : { ...task, requestsPerSecond: undefined })).wallMs / 1_000);
					return { name, seconds };
				}));
				const limit = count / PAGE / pace;
				const series: Series[] = [...all, { name: 'limit of pace and page size', seconds: [limit] }].map(({ name, seconds }) => {
					return { contender: name, measure: `${count.toLocaleString('en-US')} sends, ${latencyMs} ms an answer`, unit: 's', samples: seconds };
				});
				const ours = all.find(({ name }) => name === OUR_NODE)?.seconds ?? [];
				return { series, goals: [{ text: `${count.toLocaleString('en-US')} sends beside what pace and page size allow`, value: middle(ours) / limit, most: 1.05 }] };
			} finally {
				await Promise.all(processes.map(async ({ process }) => await process.stop()));
				stop();
			}
		},
	};
}
