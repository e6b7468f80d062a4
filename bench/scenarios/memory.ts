/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { join } from 'node:path';
import type { Installation } from '../harness/installation';
import { startMeasured } from '../harness/measuredProcess';
import type { Goal, Outcome, Scenario, Series } from '../harness/scenario';
import type { MemoryFigures, MemoryPayload } from '../memory/way';
import { startSteered, steer } from '../standIn/steered';

const DAY_MS = 86_400_000;

/** Sends that are listed before anything happens, and the time over which they are spread. */
const [LISTED, LISTED_FOR_MS] = [60, 5 * DAY_MS];

/** The heap is looked at after each twentieth, or tenth where it has to be quick; what counts begins after a tenth. */
const [PARTS, QUICK_PARTS] = [20, 10];

const QUICK_SHARE = 1 / 50;

/** Time over which gifts are spread: a gift is remembered for fourteen days, which have passed after a tenth of it. */
const GIFTS_FOR_MS = 150 * DAY_MS;

/** How often the nodes are used in one way, over which time, and what is said of it. */
interface Use extends Pick<MemoryPayload, 'way' | 'uses' | 'spanMs' | 'parts'> {
	name: string;
}

const USES: Use[] = [
	{ way: 'polls', uses: 1_440, spanMs: DAY_MS, parts: PARTS, name: 'a day in which both triggers poll each minute' },
	{ way: 'executions', uses: 10_000, spanMs: GIFTS_FOR_MS, parts: PARTS, name: '10,000 executions with a gift each, over 150 days' },
	{ way: 'toolCalls', uses: 10_000, spanMs: GIFTS_FOR_MS, parts: PARTS, name: '10,000 tool calls without an execution, over 150 days' },
];

/** Heap of the process that holds the nodes, over a time that passes in minutes. */
export function memoryScenario(installation: Installation): Scenario {
	return {
		name: 'memory',
		title: 'Memory over time',
		about: 'Polls, executions and tool calls on both connections, in accelerated time. The heap is looked at after a forced collection, at each twentieth of the time.',
		run: async ({ isQuick }) => {
			const outcomes = await Promise.all(USES.map(async (use) => toOutcome(use.name, await measureUse(installation, isQuick ? shortened(use) : use))));
			return { series: outcomes.flatMap(({ series }) => series), goals: outcomes.flatMap(({ goals }) => goals) };
		},
	};
}

function shortened({ uses, spanMs, ...use }: Use): Use {
	return { ...use, uses: Math.ceil(uses * QUICK_SHARE), spanMs: spanMs * QUICK_SHARE, parts: QUICK_PARTS };
}

async function measureUse(installation: Installation, { way, uses, spanMs, parts }: Use): Promise<MemoryFigures> {
	const server = await startSteered({ sandbox: { throttle: false }, forgetsGifts: way !== 'polls' });
	const measured = startMeasured<MemoryPayload, MemoryFigures>(installation, join(__dirname, '..', 'memory', 'measured.ts'));
	try {
		const now = Number(await steer(server.controlUrl, 'clock.now'));
		await steer(server.controlUrl, 'sends.addMany', LISTED, { touchId: server.touchId, from: now - LISTED_FOR_MS, to: now - 60_000 });
		return await measured.measure({ way, uses, spanMs, parts, server: server.address });
	} finally {
		await measured.stop();
		server.stop();
	}
}

/**
 * How much the heap rose after the first tenth: the largest over the smallest one before it, because V8 lets go of code that
 * is not used any more, which would hide what came into the heap before.
 */
function toOutcome(name: string, { megabytes, forgotten }: MemoryFigures): Outcome {
	const [begin = NaN, ...later] = megabytes.slice(megabytes.length / 10 - 1);
	let [smallest, rise] = [begin, 0];
	for (const size of later) {
		rise = Math.max(rise, size / smallest);
		smallest = Math.min(smallest, size);
	}
	const series = (measure: string, sample: number): Series => ({ contender: 'Sendoso nodes', measure: `${name}: ${measure}`, unit: 'MB', samples: [sample] });
	const goal: Goal = { text: `Heap after the first tenth, the largest over any earlier one: ${name}`, value: rise, most: 1.05 };
	return {
		series: [series('heap after a tenth', begin), series('largest heap after that', Math.max(...later)), series('heap at the end', megabytes.at(-1) ?? NaN), series('heap two weeks later', forgotten)],
		goals: [goal],
	};
}
