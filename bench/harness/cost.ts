/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { GCProfiler } from 'node:v8';

/** What some work took. */
export interface Cost {
	/** Time of the processor in all threads of the process, in milliseconds. */
	processorMs: number;
	/** Time on the clock, in milliseconds. */
	wallMs: number;
	/** Most megabytes of the heap that were in use at a time, garbage among them. */
	peakMB: number;
	/** Most megabytes of the heap that were in use at a time beyond what was in use before. */
	peakGrowthMB: number;
	/** Megabytes that were allocated altogether. */
	allocatedMB: number;
}

const MEGABYTE = 1e6;

/** Turns of the garbage collector, between which what was waited for can end. */
const COLLECTIONS = 3;
const BETWEEN_MS = 150;

/** Throws away what nobody holds. What one collection finds may hold something else that was thought to be in use. */
export async function collectGarbage() {
	if (global.gc === undefined) throw new Error('A measured process needs --expose-gc');
	for (let round = 0; round < COLLECTIONS; round++) {
		global.gc();
		await pause(BETWEEN_MS);
	}
}

/** Measures some work, after everything that nobody holds was thrown away. Needs `--expose-gc`. */
export async function costOf<T>(work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
	await collectGarbage();
	const profiler = new GCProfiler();
	const heldBefore = process.memoryUsage().heapUsed;
	profiler.start();
	const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
	const result = await work();
	const [cpu, wallMs, heldAfter] = [process.cpuUsage(cpuBefore), performance.now() - startedAt, process.memoryUsage().heapUsed];
	// The heap is fullest right before something is thrown away, or at the end.
	const collections = profiler.stop()?.statistics ?? [];
	const before = [...collections.map(({ beforeGC }) => beforeGC.heapStatistics.usedHeapSize), heldAfter];
	const after = [heldBefore, ...collections.map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize)];
	const peak = Math.max(...before);
	const allocated = before.reduce((sum, used, nth) => sum + used - (after[nth] ?? used), 0);
	return {
		cost: {
			processorMs: (cpu.user + cpu.system) / 1_000,
			wallMs,
			peakMB: peak / MEGABYTE,
			peakGrowthMB: (peak - heldBefore) / MEGABYTE,
			allocatedMB: allocated / MEGABYTE,
		},
		result,
	};
}
