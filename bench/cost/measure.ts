/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import type { Meter } from './meteredNode';

/** What runs of one kind cost, by the number of their items, in seconds of the processor. */
export type Costs = Map<number, number>;

/**
 * Measures runs of several sizes, each several times: what another process took away from one of them is no cost of the
 * node, so that the best one counts.
 *
 * @param tries how often, given a number of items
 * @param run carries out a run of the metered node
 */
export async function costsOf(meter: Meter, sizes: number[], tries: (size: number) => number, run: (size: number) => Promise<void>): Promise<Costs> {
	const costs: Costs = new Map();
	for (const size of sizes) {
		let best = Infinity;
		for (let nth = 0; nth < tries(size); nth++) {
			global.gc?.();
			meter.start(size);
			await run(size);
			if (!meter.isOver) throw new Error(`Not all of ${size} items came to the node`);
			best = Math.min(best, meter.seconds);
		}
		costs.set(size, best);
	}
	return costs;
}

/** By which power of the number of items costs grow, from the smallest size to the largest. */
export function exponentOf(costs: Costs): number {
	const all = [...costs];
	const [first, last] = [all[0], all[all.length - 1]];
	if (first === undefined || last === undefined) return NaN;
	return Math.log(last[1] / first[1]) / Math.log(last[0] / first[0]);
}

/** The most by which costs may grow: 1 is with the items, 2 with their square. */
const MOST_EXPONENT = 1.1;

/** A line on what runs of one kind cost, and whether it does not grow too fast. */
export function judge(name: string, costs: Costs): { holds: boolean; line: string } {
	const exponent = exponentOf(costs);
	const holds = exponent <= MOST_EXPONENT;
	const words = [...costs].map(([size, seconds]) => `${size}: ${seconds.toFixed(2)} s`).join(', ');
	return { holds, line: `${holds ? 'ok  ' : 'FAIL'} ${name}: ${words}; exponent ${exponent.toFixed(2)}, at most ${MOST_EXPONENT}` };
}
