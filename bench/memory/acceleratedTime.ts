import { steer } from '../standIn/steered';

const [realNow, realElapsed] = [Date.now, performance.now.bind(performance)];
let passedMs = 0;

/**
 * Lets the clocks of this process be moved on. Both are patched where the package and n8n ask them, so that everything that
 * is remembered for some time sees it pass; what waits on a timer waits for as long as ever.
 */
export function accelerate() {
	Date.now = () => realNow() + passedMs;
	performance.now = () => realElapsed() + passedMs;
}

/** Moves the clocks of this process and of the server on; call it while nothing waits, or waiting would be cut short. */
export async function passTime(controlUrl: string, milliseconds: number) {
	passedMs += milliseconds;
	await steer(controlUrl, 'clock.advance', milliseconds);
}
