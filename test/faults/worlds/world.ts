import { atRequest, run, runLines } from '../running';
import type { Scene } from '../scene';
import type { BlockTrouble, DateTrouble, Trouble } from '../troubles';
import { runWithClockSteps } from './clockSteps';
import { runWithOddList } from './lists';
import { runWithHangingRenewal, runWithEndingTokens, runWithFailingRenewal } from './tokens';

/** Lets a scenario take place on a server of its own, which its trouble concerns as a whole. */
export async function performInWorld(scene: Scene, trouble: Trouble) {
	switch (trouble.kind) {
		case 'clock':
			return await runWithClockSteps(scene, trouble);
		case 'date':
			return await runWithOddDate(scene, trouble);
		case 'tokens':
			return await runWithEndingTokens(scene, trouble);
		case 'renewal':
			return await runWithFailingRenewal(scene, trouble);
		case 'hang':
			return await runWithHangingRenewal(scene, trouble);
		case 'block':
			return await runInBlock(scene, trouble);
		case 'list':
			return await runWithOddList(scene, trouble);
	}
}

async function runWithOddDate(scene: Scene, { isHeaderAlone, byMs, atRequest: number }: DateTrouble) {
	const { control } = scene.ground.sandbox;
	const begin = () => void (isHeaderAlone ? control.setDateOffset(byMs) : control.clock.advance(byMs, { moveSends: false }));
	if (number === 0) begin();
	const stop = atRequest(scene.ground, number, begin);
	for (const execution of scene.plan.executions) await run(scene, execution);
	stop();
}

/** Latest request at which a block begins, so that something is left to be sent. */
const LATEST_BLOCK = 6;

async function runInBlock(scene: Scene, { seconds, growsByMs, tellsWhen }: BlockTrouble) {
	const { ground, plan, stage } = scene;
	const clientId = String(stage.grounds.account(ground, plan.ground).data.clientId);
	const stop = atRequest(ground, Math.min(plan.troubleAt, LATEST_BLOCK), () => ground.sandbox.control.block(seconds * 1_000, { clientId, growsByMs, tellsWhen }));
	await runLines(scene);
	stop();
}
