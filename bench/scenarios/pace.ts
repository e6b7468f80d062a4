/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { join } from 'node:path';
import type { Installation } from '../harness/installation';
import { startMeasured } from '../harness/measuredProcess';
import type { Goal, Scenario, Series, Unit } from '../harness/scenario';
import { type Counts, countsOf } from '../pace/counts';
import type { PaceFigures, PacePayload } from '../pace/payload';
import { type SteeredOptions, startSteered, steer } from '../standIn/steered';

/** Requests per second, as the credential has it by default. */
const PACE = 8;
const LATENCY_MS = 300;

/** What happens in the middle of a run. */
type Turn = Omit<NonNullable<SteeredOptions['turn']>, 'afterGifts'>;

/** How thoroughly it is run. */
interface Size {
	people: number;
	blockMs: number;
}

const [FULL, QUICK]: [Size, Size] = [{ people: 500, blockMs: 30_000 }, { people: 24, blockMs: 3_000 }];

/** Many gifts of one run, and what the server sees of them. */
export function paceScenario(installation: Installation): Scenario {
	return {
		name: 'pace',
		title: 'Pace',
		about: `Gifts of one run, at ${PACE} requests a second and ${LATENCY_MS} ms for each answer, as the server sees them: by itself, with the limit of the account halved in mid-run, and with a block in mid-run. Beside it n8n's HTTP Request node with batches of ${PACE} and an interval of a second.`,
		run: async ({ isQuick }) => {
			const { people, blockMs } = isQuick ? QUICK : FULL;
			const node = async (turn?: Turn) => requireAll(await send(installation, people, 'sendoso', turn), people);
			// They wait most of the time.
			const [calm, halved, blocked, plain] = await Promise.all([
				node(),
				node({ call: 'setThrottle', values: [{ requestsPerSecond: 5 }] }),
				node({ call: 'block', values: [blockMs] }),
				send(installation, people, 'httpRequest'),
			]);
			const runs = { calm, 'limit halved': halved, 'block in mid-run': blocked };
			return {
				series: [...Object.entries(runs).flatMap(([name, counts]) => seriesOf('Sendoso node', name, counts)), ...seriesOf('HTTP Request node in batches', 'calm', plain)],
				goals: goalsOf(calm, halved, blocked, people),
			};
		},
	};
}

/** Sends gifts to people from a process of its own, to a server of its own; gives what the server saw. */
async function send(installation: Installation, people: number, contender: 'sendoso' | 'httpRequest', turn?: Turn): Promise<Counts> {
	const server = await startSteered({ sandbox: {}, turn: turn && { ...turn, afterGifts: people / 2 } });
	const measured = startMeasured<PacePayload, PaceFigures | undefined>(installation, join(__dirname, '..', 'pace', 'sending.ts'));
	try {
		await measured.measure({ step: 'load' });
		await steer(server.controlUrl, 'setLatency', LATENCY_MS);
		const figures = await measured.measure({ step: 'send', contender, people, server: server.address });
		if (contender === 'sendoso' && figures?.sent !== people) throw new Error(`Of ${people} items ${figures?.sent} came out well: ${figures?.error}`);
		return await countsOf(server);
	} finally {
		await measured.stop();
		server.stop();
	}
}

/** @throws Error when not everybody got exactly one gift */
function requireAll(counts: Counts, people: number): Counts {
	if (counts.people !== people || counts.duplicates > 0) throw new Error(`Of ${people} people ${counts.people} got exactly one gift; ${counts.duplicates} were doubled`);
	return counts;
}

function seriesOf(contender: string, name: string, counts: Counts): Series[] {
	const series = (measure: string, unit: Unit, sample: number): Series => ({ contender, measure: `${name}: ${measure}`, unit, samples: [sample] });
	return [
		series('requests per second', 'requests/s', counts.perSecond),
		series('gifts per second', 'requests/s', counts.people / counts.seconds),
		series('all requests', 'requests', counts.requests),
		series('requests of the duplicate check', 'requests', counts.lists),
		series('most in any second', 'requests', counts.peak),
		series('answered with 429', '%', counts.refusedPercent),
		series('from the first request to the last', 's', counts.seconds),
		series('people with exactly one gift', 'requests', counts.people),
		series('the server itself was late by at most', 'ms', counts.lateMs),
	];
}

function goalsOf(calm: Counts, halved: Counts, blocked: Counts, people: number): Goal[] {
	return [
		{ text: 'Requests per second that the server sees, over the pace', value: calm.perSecond / PACE, least: 0.9 },
		{ text: 'Most requests in any second, in all three runs', value: Math.max(calm.peak, halved.peak, blocked.peak), unit: 'requests', most: PACE },
		{ text: 'Answered with 429', value: calm.refusedPercent, unit: '%', most: 0 },
		{ text: 'Answered with 429, with the limit of the account halved in mid-run', value: halved.refusedPercent, unit: '%', most: 5 },
		{ text: 'People with a gift in spite of a block in mid-run', value: (100 * blocked.people) / people, unit: '%', least: 100 },
	];
}
