import type { ClientStatistics, Sandbox } from '../../sandbox';
import type { Execution } from '../../scripts/demo/execution';
import type { CredentialReference } from '../../scripts/demo/n8nClient';
import { askFor, type Listening, executionsOf, listen, peopleOf, type Person, shareOfWorkers } from './calls';
import type { Cluster } from './cluster/cluster';
import { giftsOnCall } from './workflows';

/** Executions of one run, and how many gifts each of them sends. */
export interface Amount {
	executions: number;
	peopleEach: number;
}

/** What a run of gifts came to, as the stand-in server and n8n tell it. */
export interface GiftFigures {
	seconds: number;
	/** Executions that each worker carried out. */
	workers: number[];
	people: number;
	sends: number;
	/** Gifts beyond one per person. */
	duplicates: number;
	/** People without a gift. */
	missing: number;
	statistics: ClientStatistics;
	/** Requests and refusals of each five seconds. */
	course: Array<{ requests: number; refused: number }>;
	executions: Execution[];
}

/** Answers of an API that is not next door take this long, in milliseconds. */
export const LATENCY_MS = 100;
const LONGEST_RUN_MS = 300_000;
const COURSE_MS = 5_000;

/** A campaign of its own, its people in groups for one execution each, and a workflow that waits for them. */
export interface GiftRun {
	touchId: number;
	clientId: string;
	groups: Person[][];
	listening: Listening;
}

/** Makes a campaign in an account without sends, which nobody has to read through, and publishes the workflow that sends from it. */
export async function prepareGifts(cluster: Cluster, name: string, { credential, clientId }: { credential: CredentialReference; clientId: string }, { executions, peopleEach }: Amount): Promise<GiftRun> {
	const { control } = cluster.sandbox;
	control.reset('empty');
	const touchId = Number(control.touches.add({ delivery_type: 'email', name }).id);
	// What a process sent before it remembers by campaign and address, also when the stand-in server was emptied.
	const people = peopleOf(`${clientId}.campaign${touchId}`, executions * peopleEach);
	const groups = Array.from({ length: executions }, (_, place) => people.slice(place * peopleEach, (place + 1) * peopleEach));
	const listening = await listen(cluster, giftsOnCall(name, credential, touchId));
	return { touchId, clientId, groups, listening };
}

/** Asks for all gifts at once, waits until every execution has ended, and counts. */
export async function playGifts(cluster: Cluster, run: GiftRun): Promise<GiftFigures> {
	const { control } = cluster.sandbox;
	control.setLatency(LATENCY_MS);
	control.clearRequests();
	const started = Date.now();
	await Promise.all(run.groups.map(async (group) => await askFor(run.listening, group)));
	const executions = await executionsOf(cluster, run.listening, run.groups.length, LONGEST_RUN_MS);
	control.setLatency(0);
	return { seconds: (Date.now() - started) / 1_000, executions, workers: shareOfWorkers(cluster, executions), ...countGifts(cluster.sandbox, run), course: courseOf(cluster.sandbox, run.clientId) };
}

/** Counts what the stand-in server holds of a run. */
export function countGifts({ control }: Sandbox, { touchId, groups, clientId }: GiftRun) {
	const people = groups.flat();
	const addresses = control.sends.list({ touchId }).map(({ recipient }) => String(recipient?.email));
	const sent = new Set(addresses);
	return {
		people: people.length,
		sends: addresses.length,
		duplicates: addresses.length - sent.size,
		missing: people.filter(({ email }) => !sent.has(email)).length,
		statistics: control.clients()[clientId] ?? { requests: 0, refused: 0, peakPerSecond: 0 },
	};
}

function courseOf({ control }: Sandbox, clientId: string): GiftFigures['course'] {
	const requests = control.requests().filter((entry) => entry.clientId === clientId);
	const first = requests[0]?.arrivedAt ?? 0;
	const course: GiftFigures['course'] = [];
	for (const { arrivedAt, status } of requests) {
		const part = (course[Math.floor((arrivedAt - first) / COURSE_MS)] ??= { requests: 0, refused: 0 });
		part.requests += 1;
		if (status === 429) part.refused += 1;
	}
	return Array.from(course, (part) => part ?? { requests: 0, refused: 0 });
}
