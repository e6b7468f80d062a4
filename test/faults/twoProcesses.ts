import { execute } from './execute';
import type { Scene } from './scene';
import type { ExecutionPlan } from './types';
import { pause } from './waiting';

/** Sends that each process starts in a second: slowly enough for the list to be read again between them. */
const REQUESTS_PER_SECOND = 2;

/** Lets two processes ask for the same gifts, and two others that do not read the list again, for comparison. */
export async function runInTwoProcesses(scene: Scene) {
	const { executions } = scene.plan;
	await Promise.all(
		[0, 1].map(async (touch) => {
			const pair = executions.filter((execution) => execution.touch === touch);
			await Promise.all(pair.map(async (execution, place) => await runInProcess(scene, execution, place * scene.plan.pairing.apartMs)));
		}),
	);
}

async function runInProcess({ stage, ground, plan, touchIds, executed }: Scene, execution: ExecutionPlan, waitMs: number) {
	const place = stage.processes.fresh();
	const credential = stage.grounds.accountOfProcess(ground, plan.ground, REQUESTS_PER_SECOND);
	await place.isReady();
	await pause(waitMs);
	const longestListAgeMs = readsAgain(execution) ? undefined : Infinity;
	executed.push(...(await execute({ ground, place, credential, touchIds, longestListAgeMs }, execution)));
	stage.processes.end(place);
	stage.grounds.rememberSecrets(credential);
}

/** Whether the process of an execution reads the newest page of the list again before it sends. */
export function readsAgain({ touch }: ExecutionPlan): boolean {
	return touch === 0;
}
