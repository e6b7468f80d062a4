import { atRequest, run, runAt } from '../running';
import type { Scene } from '../scene';
import type { ClockTrouble } from '../troubles';

/** Runs everything in a process whose clock is set in mid-run, but for the last execution. */
export async function runWithClockSteps(scene: Scene, { steps }: ClockTrouble) {
	const { stage, ground, plan } = scene;
	const [first, second, third, last] = plan.executions;
	const place = stage.processes.fresh();
	const credential = stage.grounds.accountOfProcess(ground, plan.ground);
	await place.isReady();
	const stops = steps.map(({ atRequest: number, byMs }) => atRequest(ground, number, () => place.isOver || place.stepClock(byMs)));
	await Promise.all([first, second].map(async (execution) => execution && (await runAt(scene, execution, { place, credential }))));
	if (third && !place.isOver) await runAt(scene, third, { place, credential });
	for (const stop of stops) stop();
	stage.processes.end(place);
	stage.grounds.rememberSecrets(credential);
	await run(scene, last);
}
