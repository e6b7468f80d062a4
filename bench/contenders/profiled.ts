/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { Session } from 'node:inspector/promises';
import { type Owner, timesByOwner } from '../harness/profile';

/** A run of another contender, and how often its code is run before. */
export interface ProfiledTask {
	/** Whole path of its module. */
	module: string;
	task: unknown;
	warmUps: number;
}

/** Runs a contender and says whose code took how many milliseconds. */
export async function measure({ module, task, warmUps }: ProfiledTask): Promise<Map<Owner, number>> {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the task names the module
	const { measure: run } = require(module) as { measure: (task: unknown) => Promise<unknown> };
	for (let count = 0; count < warmUps; count++) await run(task);
	global.gc?.();
	// A collection that was asked for is none of the run.
	global.gc = (async () => await Promise.resolve()) as typeof global.gc;
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	await run(task);
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();
	return timesByOwner(profile);
}
