import type { Executed } from './execute';
import type { Ground } from './grounds';
import { atRequest, run, runLines } from './running';
import type { Scene, Stage } from './scene';
import type { ScenarioPlan } from './types';
import { runInTwoProcesses } from './twoProcesses';
import { pause } from './waiting';
import { performInWorld } from './worlds/world';

/** Lets a scenario take place, on its ground's accounts. */
export async function perform(stage: Stage, ground: Ground, plan: ScenarioPlan): Promise<Executed[]> {
	const scene: Scene = { stage, ground, plan, touchIds: addTouches(ground, plan), executed: [] };
	await (plan.trouble === undefined ? performIn(scene) : performInWorld(scene, plan.trouble));
	return scene.executed;
}

async function performIn(scene: Scene) {
	const { stage, ground, plan } = scene;
	const { control } = ground.sandbox;
	const [first, second, third] = plan.executions;
	switch (plan.name) {
		case 'cancelled':
			await run(scene, first);
			if (!plan.atOnce) await pause(300);
			await run(scene, second);
			return await run(scene, third);
		case 'two processes':
			return await runInTwoProcesses(scene);
		case 'token expires': {
			const stop = atRequest(ground, plan.troubleAt, () => control.expireTokens());
			await runLines(scene);
			return stop();
		}
		case 'refresh fails': {
			// The refresh token is refused, or the answer is an error page or nothing at all.
			const match = { method: 'POST', path: '/oauth/token' };
			const fault = plan.atOnce ? undefined : control.fault({ match, times: 'always', action: plan.stubborn });
			const stop = atRequest(ground, plan.troubleAt, () => {
				control.refuseRefresh(plan.atOnce);
				control.expireTokens();
			});
			await run(scene, first);
			stop();
			control.refuseRefresh(false);
			if (fault !== undefined) control.faults.remove(fault);
			stage.grounds.reconnect(ground);
			return await run(scene, second);
		}
		case 'list cannot be read': {
			const begin = () => control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: plan.stubborn });
			// At once, or when the first sends went out: then only the look-ups of lost answers meet it.
			const early = plan.atOnce ? begin() : undefined;
			let late: number | undefined;
			const stop = plan.atOnce ? () => undefined : atRequest(ground, plan.troubleAt, () => (late = begin()));
			await run(scene, first);
			stop();
			for (const fault of [early, late]) if (fault !== undefined) control.faults.remove(fault);
			return await run(scene, second);
		}
		default:
			return await runLines(scene);
	}
}

function addTouches({ sandbox }: Ground, { executions }: ScenarioPlan): number[] {
	const all = executions.flatMap((execution) => (execution.beside === undefined ? [execution] : [execution, execution.beside]));
	const isEgift = all.every(({ operation }) => operation === 'createEgift' || operation === 'createEgiftLinks');
	const count = Math.max(...all.map(({ touch }) => touch)) + 1;
	return Array.from({ length: count }, () => Number(sandbox.control.touches.add({ delivery_type: isEgift ? 'email' : 'mail' }).id));
}
