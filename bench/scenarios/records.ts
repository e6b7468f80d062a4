/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { join } from 'node:path';
import type { Installation } from '../harness/installation';
import { startMeasured } from '../harness/measuredProcess';
import type { Goal, Outcome, Scenario, Series, Unit } from '../harness/scenario';
import { startPrepared } from '../standIn/prepared';
import type { Compared, Comparison } from '../trigger/comparing';
import type { PollCommand, Polled } from '../trigger/polling';

/** The most that a poll may take of the processor, in milliseconds. */
const MOST_MS = 250;

/** The most that a state may take. */
const MOST_BYTES = 999_999;

/** How thoroughly it is run. */
interface Size {
	campaigns: number;
	/** Polls before anything is measured, in which the code is compiled. */
	warmUps: number;
	rounds: number;
}

const [FULL, QUICK]: [Size, Size] = [{ campaigns: 20_000, warmUps: 3, rounds: 11 }, { campaigns: 2_000, warmUps: 1, rounds: 1 }];

const CONNECTIONS = ['direct', 'SAP Open Connectors'] as const;

/** What comparing the records of a long list takes. */
export function recordsScenario(installation: Installation): Scenario {
	return {
		name: 'records',
		title: 'Comparing records',
		about: 'Polls over 20,000 campaigns with long names in several scripts, all three events chosen, whose pages are in memory already: of a list that is the same, and of one in which a name changed, so that the names are packed anew. A whole poll reads the pages through the engine of n8n from a server that answers at once, at a pace of 100 requests a second. What is allocated is the growth of the heap up to each garbage collection.',
		run: async ({ isQuick }) => {
			const outcomes: Outcome[] = [];
			const size = isQuick ? QUICK : FULL;
			for (const connection of CONNECTIONS) outcomes.push(await compare(installation, connection, size), await pollWhole(installation, connection, size));
			return { series: outcomes.flatMap(({ series }) => series), goals: outcomes.flatMap(({ goals }) => goals) };
		},
	};
}

async function compare(installation: Installation, connection: Comparison['connection'], { campaigns, warmUps, rounds }: Size): Promise<Outcome> {
	const measured = startMeasured<Comparison, Compared>(installation, join(__dirname, '..', 'trigger', 'comparing.ts'));
	try {
		const quiet: Compared[] = [];
		const renamed: Compared[] = [];
		await measured.measure({ connection, campaigns });
		for (let round = -warmUps; round < rounds; round++) {
			const same = await measured.measure({ connection, campaigns });
			const other = await measured.measure({ connection, campaigns, renamed: ((round + warmUps) * 7_919) % campaigns });
			if (round < 0) continue;
			quiet.push(same);
			renamed.push(other);
		}
		const about = `${campaigns.toLocaleString('en-US')} campaigns, ${connection}`;
		return {
			series: [...seriesOf(`${about}, nothing changed`, quiet), ...seriesOf(`${about}, one name changed`, renamed)],
			goals: [...goalsOf(`${about}, nothing changed`, quiet), ...goalsOf(`${about}, one name changed`, renamed)],
		};
	} finally {
		await measured.stop();
	}
}

/** Polls with all that n8n does for them, of a list in which nothing changes. */
async function pollWhole(installation: Installation, connection: Comparison['connection'], { campaigns, warmUps, rounds }: Size): Promise<Outcome> {
	const { accounts: { tenant, ...accounts }, stop } = await startPrepared({ sends: 1, campaigns });
	const measured = startMeasured<PollCommand, Polled[]>(installation, join(__dirname, '..', 'trigger', 'polling.ts'));
	try {
		const parameters = { events: ['touchCreated', 'touchUpdated', 'touchRemoved'] };
		await measured.measure({ connection, accounts: { ...accounts, tenants: [tenant] }, parameters });
		await measured.measure({ polls: warmUps });
		const polls = await measured.measure({ polls: rounds });
		if (polls.some(({ events }) => events > 0)) throw new Error('Events came of campaigns that nobody changed');
		const label = `processor of a whole poll with its ${polls[0]?.requests ?? 0} requests, ${campaigns.toLocaleString('en-US')} campaigns, ${connection}, nothing changed`;
		return { series: [{ contender: 'Trigger', measure: label, unit: 'ms', samples: polls.map(({ processorMs }) => processorMs) }], goals: [] };
	} finally {
		await measured.stop();
		stop();
	}
}

const MEASURES: Array<[label: string, unit: Unit, member: keyof Compared]> = [
	['processor of a poll', 'ms', 'processorMs'],
	['allocated by a poll', 'MB', 'allocatedMb'],
	['state', 'bytes', 'stateBytes'],
];

function seriesOf(about: string, polls: Compared[]): Series[] {
	return MEASURES.map(([label, unit, member]) => ({ contender: 'Trigger', measure: `${label}, ${about}`, unit, samples: polls.map((poll) => poll[member]) }));
}

function goalsOf(about: string, polls: Compared[]): Goal[] {
	return [
		{ text: `Comparing takes little of the processor: ${about}`, value: medianOf(polls.map(({ processorMs }) => processorMs)), unit: 'ms', most: MOST_MS },
		{ text: `The state stays below a megabyte: ${about}`, value: Math.max(...polls.map(({ stateBytes }) => stateBytes)), unit: 'bytes', most: MOST_BYTES },
	];
}

function medianOf(figures: number[]): number {
	return [...figures].sort((left, right) => left - right)[Math.floor(figures.length / 2)] ?? NaN;
}
