import { atRequest, run } from '../running';
import type { Scene } from '../scene';
import type { HangTrouble, RenewalTrouble, TokenTrouble } from '../troubles';
import type { ExecutionPlan } from '../types';
import { pause } from '../waiting';

const TOKEN_ENDPOINT = { method: 'POST', path: '/oauth/token' };
/** Time after which a renewal that failed may be tried again, in milliseconds. */
const TRIED_AGAIN_AFTER_MS = 6_000;
/** Latest request at which tokens end that are not renewed, so that something is left to be sent. */
const LATEST_END = 6;

/** Runs while access tokens end again and again, and new ones are slow to come. */
export async function runWithEndingTokens(scene: Scene, { uses, renewalMs, ends }: TokenTrouble) {
	const { control } = scene.ground.sandbox;
	control.endTokensAfter(uses);
	control.fault({ match: TOKEN_ENDPOINT, times: 'always', action: { kind: 'delay', milliseconds: renewalMs } });
	const stops = ends.map(({ atRequest: number, isRevoked }) =>
		atRequest(scene.ground, number, () => void (isRevoked ? control.revokeAccessTokens() : control.expireTokens())),
	);
	const { executions } = scene.plan;
	await Promise.all(executions.slice(0, -1).map(async (execution) => await run(scene, execution)));
	for (const stop of stops) stop();
	await run(scene, executions.at(-1));
}

/** Runs two executions while the token endpoint fails, and the last one when it works again. */
export async function runWithFailingRenewal(scene: Scene, { action, times, isLost }: RenewalTrouble) {
	const { stage, ground, plan } = scene;
	const { control } = ground.sandbox;
	const [first, second, last] = plan.executions;
	const fault = control.fault({ match: TOKEN_ENDPOINT, times, action });
	const stop = atRequest(ground, Math.min(plan.troubleAt, LATEST_END), () => control.expireTokens());
	await Promise.all([run(scene, first), run(scene, second)]);
	stop();
	control.faults.remove(fault);
	if (isLost) stage.grounds.reconnect(ground);
	else await pause(TRIED_AGAIN_AFTER_MS);
	await run(scene, last);
}

/**
 * Runs an execution that is cancelled while the token endpoint hangs, beside one that waits for it in vain. After a click on
 * Reconnect, as the error advises, everything is sent. n8n itself (2.40) renews no token of the credential as long as its
 * request hangs, whoever asks for it.
 */
export async function runWithHangingRenewal(scene: Scene, { isSpent }: HangTrouble) {
	const { stage, ground, plan } = scene;
	const { control } = ground.sandbox;
	const [cancelled, waiting, afterCancelled, lastOfCancelled, lastOfWaiting] = plan.executions;
	const stop = atRequest(ground, Math.min(plan.troubleAt, LATEST_END), () => control.expireTokens());
	const hang = async (execution: ExecutionPlan | undefined) => {
		const credential = stage.grounds.account(ground, plan.ground + (execution?.account ?? 0));
		const match = { ...TOKEN_ENDPOINT, bodyIncludes: `"${String(credential.data.clientId)}"` };
		const fault = control.fault({ match, times: 'always', action: { kind: 'stall', stage: isSpent ? 'after' : 'before' } });
		await run(scene, execution);
		control.faults.remove(fault);
	};
	await Promise.all([hang(cancelled).then(async () => await run(scene, afterCancelled)), hang(waiting)]);
	stop();
	stage.grounds.reconnect(ground);
	await Promise.all([run(scene, lastOfCancelled), run(scene, lastOfWaiting)]);
}
