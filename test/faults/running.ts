import { here } from './carryOut';
import { type Circumstances, execute } from './execute';
import type { Ground } from './grounds';
import type { Scene } from './scene';
import type { ExecutionPlan, ScenarioPlan } from './types';
import { pause } from './waiting';

/** Longest time until a request that the node gave up has done its work, in milliseconds. */
const LATEST_WORK_MS = 10_000;

/** Runs the executions line by line, all lines at the same time. */
export async function runLines(scene: Scene) {
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

/** Runs one execution, where it is to take place. */
export async function run(scene: Scene, execution: ExecutionPlan | undefined) {
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

/** Runs one execution in a certain process. */
export async function runAt({ ground, touchIds, executed }: Scene, execution: ExecutionPlan, where: Pick<Circumstances, 'place' | 'credential'>) {
	const kept = executed.find(({ plan }) => plan.id === execution.retries)?.nodeContext;
	const nodeContext = kept === undefined ? {} : { nodeContext: structuredClone(kept) };
	executed.push(...(await execute({ ground, touchIds, ...where, ...nodeContext }, execution)));
}

/** Calls back at the n-th request to the API; call the result to stop counting. */
export function atRequest({ sandbox }: Ground, number: number, callBack: () => void): () => void {
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
