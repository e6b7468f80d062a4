/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { setTimeout as pause } from 'node:timers/promises';

/** Rounds of collection, between which timers and finalizers let go of what they hold. */
const [ROUNDS, REST_MS] = [3, 100];

/** Megabytes in use, after everything that nobody holds was thrown away. */
export async function heapMegabytes(): Promise<number> {
	if (global.gc === undefined) throw new Error('Node has to be started with --expose-gc');
	for (let round = 0; round < ROUNDS; round++) {
		await pause(REST_MS);
		global.gc();
	}
	return process.memoryUsage().heapUsed / 1e6;
}
