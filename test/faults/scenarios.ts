import { here } from './carryOut';
import { type Circumstances, execute, type Executed } from './execute';
import type { Ground } from './grounds';
import type { Scene, Stage } from './scene';
import type { ExecutionPlan, ScenarioPlan } from './types';
import { runInTwoProcesses } from './twoProcesses';
import { pause } from './waiting';

/** Longest time until a request that the node gave up has done its work, in milliseconds. */
const LATEST_WORK_MS = 10_000;

/** Lets a scenario take place, on its ground's accounts. */
export async function perform(stage: Stage, ground: Ground, plan: ScenarioPlan): Promise<Executed[]> {
	const scene: Scene = { stage, ground, plan, touchIds: addTouches(ground, plan), executed: [] };
	await performIn(scene);
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

/** Runs the executions line by line, all lines at the same time. */
async function runLines(scene: Scene) {
	const { executions } = scene.plan;
	const lines = [...new Set(executions.map(({ line }) => line))].map((line) => executions.filter((execution) => execution.line === line));
	await Promise.all(
		lines.map(async (line) => {
			let running: Array<Promise<void>> = [];
			for (const execution of line) {
				if (execution.isTogether !== true) {
					await Promise.all(running);
					running = [];
				}
				running.push(run(scene, execution));
			}
			await Promise.all(running);
		}),
	);
}

async function run(scene: Scene, execution: ExecutionPlan | undefined) {
	if (execution === undefined) return;
	const { stage, ground, plan } = scene;
	const number = plan.ground + execution.account;
	if (execution.inNewProcess !== true) return await runAt(scene, execution, { place: here, credential: stage.grounds.account(ground, number) });
	await workIsDone(plan);
	const place = stage.processes.fresh();
	const credential = stage.grounds.accountOfProcess(ground, number);
	await runAt(scene, execution, { place, credential });
	stage.processes.end(place);
	return stage.grounds.rememberSecrets(credential);
}

async function runAt({ ground, touchIds, executed }: Scene, execution: ExecutionPlan, where: Pick<Circumstances, 'place' | 'credential'>) {
	const kept = executed.find(({ plan }) => plan.id === execution.retries)?.nodeContext;
	const nodeContext = kept === undefined ? {} : { nodeContext: structuredClone(kept) };
	executed.push(...(await execute({ ground, touchIds, ...where, ...nodeContext }, execution)));
}

function addTouches({ sandbox }: Ground, { executions }: ScenarioPlan): number[] {
	const all = executions.flatMap((execution) => (execution.beside === undefined ? [execution] : [execution, execution.beside]));
	const isEgift = all.every(({ operation }) => operation === 'createEgift' || operation === 'createEgiftLinks');
	const count = Math.max(...all.map(({ touch }) => touch)) + 1;
	return Array.from({ length: count }, () => Number(sandbox.control.touches.add({ delivery_type: isEgift ? 'email' : 'mail' }).id));
}

function atRequest({ sandbox }: Ground, number: number, callBack: () => void): () => void {
	let seen = 0;
	return sandbox.control.on('request', ({ path }) => {
		if (path.startsWith('/api/') && ++seen === number) callBack();
	});
}

/** Waits until nothing that was given up can still be created. */
async function workIsDone({ executions }: ScenarioPlan) {
	const isLate = executions.some(({ rows }) => rows.some(({ fault }) => fault?.actsTooLate));
	await pause(isLate ? LATEST_WORK_MS : 2_500);
}
