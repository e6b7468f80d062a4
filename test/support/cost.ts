/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests measure on a desk, never inside n8n */
import { createContext, runInContext } from 'node:vm';

/** Does some work; undefined when it takes so long that it has to be broken off. */
export function within<T>(milliseconds: number, work: () => T): T | undefined {
	let result: T | undefined;
	try {
		runInContext('work()', createContext({ work: () => void (result = work()) }), { timeout: milliseconds });
	} catch (error) {
		expect(error).toHaveProperty('code', 'ERR_SCRIPT_EXECUTION_TIMEOUT');
	}
	return result;
}

/** What some work gives, and how long the processor was busy with it. */
export async function measured<T>(work: () => Promise<T>): Promise<{ result: T; milliseconds: number }> {
	const before = process.cpuUsage();
	return { result: await work(), milliseconds: millisecondsSince(before) };
}

function millisecondsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

/**
 * Milliseconds of the processor that some work takes at its best: others may need the machine at the same time.
 *
 * @param enough below it nothing better is tried for
 */
export function cost(work: () => unknown, enough: number): number {
	let [best, brokenOff] = [Infinity, 0];
	for (let turn = 0; turn < 12 && best > enough && brokenOff < 3; turn++) {
		const before = process.cpuUsage();
		const isDone = within(Math.max(500, 5 * enough), () => (work(), true));
		if (isDone) best = Math.min(best, millisecondsSince(before));
		else brokenOff += 1;
	}
	return best;
}
