/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { GCProfiler, getHeapStatistics } from 'node:v8';

/** What something took. */
export interface Taken {
	/** Milliseconds of the processor, those of the garbage collector's threads included. */
	processorMs: number;
	/** Megabytes of V8's heap that were allocated: its growth up to each collection, and after the last one. Typed arrays stand outside of it. */
	allocatedMb: number;
}

/** Does something and says what it took. */
export async function meter(work: () => Promise<unknown>): Promise<Taken> {
	global.gc?.();
	const collections = new GCProfiler();
	let used = getHeapStatistics().used_heap_size;
	collections.start();
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	const end = getHeapStatistics().used_heap_size;
	let allocated = 0;
	for (const { beforeGC, afterGC } of collections.stop()?.statistics ?? []) {
		allocated += beforeGC.heapStatistics.usedHeapSize - used;
		used = afterGC.heapStatistics.usedHeapSize;
	}
	return { processorMs: (user + system) / 1_000, allocatedMb: (allocated + end - used) / 1_000_000 };
}
