import { linearRegression, median } from 'simple-statistics';

/** The middle of some samples. */
export function middle(samples: number[]): number {
	return median(samples);
}

/**
 * By which power of a size a cost grows: 1 is with it, 2 with its square.
 *
 * @param points sizes with their costs
 */
export function exponentOf(points: Array<[size: number, cost: number]>): number {
	return linearRegression(points.map(([size, cost]) => [Math.log(size), Math.log(cost)])).m;
}
