import { BARE_CLIENT, HTTP_REQUEST_NODE, moduleOf, OUR_NODE } from '../contenders/contenders';
import type { ItemsTask } from '../contenders/items';
import type { ListTask } from '../contenders/list';
import type { ProfiledTask } from '../contenders/profiled';
import type { Installation } from '../harness/installation';
import { startMeasured } from '../harness/measuredProcess';
import { type Owner, OWNERS } from '../harness/profile';
import type { Scenario, Series } from '../harness/scenario';
import { startPrepared } from '../standIn/prepared';

type Work = Omit<ListTask, 'accounts' | 'count'> | Omit<ItemsTask, 'accounts' | 'count'>;

/** What is profiled: how many of what, and by whom. */
interface Profiled {
	what: string;
	sizes: { full: number; quick: number };
	work: Work;
	modules: Record<string, string>;
}

const LISTS = { [OUR_NODE]: 'ourList', [HTTP_REQUEST_NODE]: 'httpRequestList', [BARE_CLIENT]: 'bareList' };
const ITEMS = { [OUR_NODE]: 'ourItems', [HTTP_REQUEST_NODE]: 'httpRequestItems' };

const PROFILED: Profiled[] = [
	{ what: 'sends listed', sizes: { full: 50_000, quick: 500 }, work: { connection: 'direct', requestsPerSecond: 100 }, modules: LISTS },
	{ what: 'campaigns listed over SAP', sizes: { full: 50_000, quick: 500 }, work: { connection: 'connector', requestsPerSecond: 100 }, modules: LISTS },
	{ what: 'items that read a campaign', sizes: { full: 2_000, quick: 20 }, work: { kind: 'read' }, modules: ITEMS },
	{ what: 'items that are refused', sizes: { full: 10_000, quick: 100 }, work: { kind: 'refused' }, modules: ITEMS },
];

/** Whose code the processor runs in the runs of the other parts. */
export function profileScenario(installation: Installation): Scenario {
	return {
		name: 'profile',
		title: 'Where the time goes',
		about: "One run each under V8's profiler, after others that compile the code: milliseconds of the main thread by whose code ran. Functions of the language, such as JSON.parse, count for their callers; waiting does not count. HTTP Request keeps to the same pace.",
		run: async ({ isQuick }) => {
			const series: Series[] = [];
			for (const profiled of PROFILED) series.push(...(await profile(installation, profiled, isQuick)));
			return { series, goals: [] };
		},
	};
}

async function profile(installation: Installation, { what, sizes, work, modules }: Profiled, isQuick: boolean): Promise<Series[]> {
	const count = isQuick ? sizes.quick : sizes.full;
	const isConnector = 'connection' in work && work.connection === 'connector';
	const { accounts, stop } = await startPrepared({ sends: isConnector ? 1 : count, campaigns: isConnector ? count : 1 });
	const series: Series[] = [];
	try {
		for (const [contender, module] of Object.entries(modules)) {
			const process = startMeasured<ProfiledTask, Map<Owner, number>>(installation, moduleOf('profiled'));
			const times = await process.measure({ module: moduleOf(module), task: { ...work, accounts, count }, warmUps: isQuick ? 0 : 2 });
			await process.stop();
			for (const owner of OWNERS) series.push({ contender, measure: `${count.toLocaleString('en-US')} ${what}: ${owner}`, unit: 'ms', samples: [times.get(owner) ?? 0] });
		}
		return series;
	} finally {
		stop();
	}
}
