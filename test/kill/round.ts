import { createRandom } from '../../sandbox/random';
import { errorOf, itemsOf } from '../../scripts/demo/execution';
import { dig } from '../../scripts/demo/json';
import type { StoredWorkflow } from '../../scripts/demo/n8nClient';
import { pause, waitFor } from '../../scripts/demo/waiting';
import { giftWorkflow, SENDOSO, START } from '../realN8n/giftWorkflow';
import type { Stage } from '../realN8n/stage';
import { noteLog } from './leaks';

/** Gifts of one run. */
export const GIFTS = 100;
/** Every address ends like this, so that one search finds them all. */
export const CANARY_DOMAIN = 'canary-people.example.com';

/** What a round came to. */
export interface RoundResult {
	asked: number;
	sent: number;
	/** Gifts beyond one per person. */
	duplicates: number;
	kills: number;
	/** How many sends there were at each kill. */
	sentAtKills: number[];
	/** People of whom the last run said neither sent nor skipped. */
	unsettled: number;
}

/** Latency of the stand-in, so that a kill meets requests in flight, in milliseconds. */
const LATENCY_MS = 60;
const SEED = 7;
const LONGEST_RUN_MS = 120_000;
const MOST_TRIES = 3;
/** Statuses of executions that have ended. */
const RESTING = ['success', 'error', 'crashed', 'canceled'];
/** Outcomes after which a gift is known to exist. */
const SETTLED = ['sent', 'skipped', 'reconciled'];

/** Runs the same 100 gifts until a run finishes; n8n is killed in the middle of the first one or two. */
export async function playRound(stage: Stage, round: number): Promise<RoundResult> {
	const { control } = stage.sandbox;
	const random = createRandom(SEED * 1_000 + round);
	const { id: touchId } = control.touches.add({ delivery_type: 'email', name: `Round ${round}` });
	const people = Array.from({ length: GIFTS }, (_, index) => `person${index}@round${round}.${CANARY_DOMAIN}`);
	const workflow = await stage.client.createWorkflow(
		giftWorkflow({ name: `Kill campaign, round ${round}`, credential: stage.credential, touchId: Number(touchId), people, parameters: { duplicateCheck: 'skip' } }),
	);
	control.setLatency(LATENCY_MS);
	const sends = () => control.sends.list({ touchId: Number(touchId) });
	const sentAtKills: number[] = [];
	for (let kill = random.integer(1, 2); kill > 0; kill--) {
		const target = random.integer(sends().length + 1, GIFTS - 1);
		await stage.client.run(workflow, START);
		await waitFor(`Send ${target} of round ${round}`, LONGEST_RUN_MS, async () => (sends().length >= target ? true : undefined), 2);
		await pause(random.integer(0, 120));
		sentAtKills.push(sends().length);
		await stage.n8n.kill();
		noteLog(stage);
		await stage.restart();
	}
	const outcomes = await finish(stage, workflow);
	control.setLatency(0);
	const addresses = sends().map(({ recipient }) => String(recipient?.email));
	const sent = new Set(addresses).size;
	return {
		asked: GIFTS,
		sent,
		duplicates: addresses.length - sent,
		kills: sentAtKills.length,
		sentAtKills,
		unsettled: GIFTS - outcomes.filter((outcome) => SETTLED.includes(outcome)).length,
	};
}

/** Runs the workflow until an execution ends well, and gives the outcome of every item of that one. */
async function finish({ client }: Stage, workflow: StoredWorkflow): Promise<string[]> {
	for (let tries = 1; ; tries++) {
		const id = await client.run(workflow, START);
		// A request that meets a connection which n8n is closing fails; the execution goes on all the same.
		const execution = await waitFor(`The end of execution ${id}`, LONGEST_RUN_MS, async () => {
			const current = await client.getExecution(id).catch(() => undefined);
			return current !== undefined && RESTING.includes(current.status) ? current : undefined;
		});
		if (execution.status === 'success') return itemsOf(execution, SENDOSO).map((item) => String(dig(item, 'sendoso', 'outcome')));
		if (tries === MOST_TRIES) throw new Error(`The workflow did not finish: ${errorOf(execution) ?? execution.status}`);
	}
}
