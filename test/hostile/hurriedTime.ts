import { systemClock } from '../../nodes/shared/transport/clock';

/** How much faster time goes. */
const TIMES = 50;

/** Time of the transport that can be made to run faster. */
export interface HurriedTime {
	/** Whether time runs faster from now on. */
	hurry(isHurried: boolean): void;
}

/**
 * Lets the transport's time run faster, so that the waits between tries of many runs cost little. A deadline comes as much
 * sooner: what has to be answered in time belongs into usual time.
 */
export function hurryTime(): HurriedTime {
	const { sleep, elapsed } = { sleep: systemClock.sleep.bind(systemClock), elapsed: systemClock.elapsed.bind(systemClock) };
	let [times, from, shown] = [TIMES, elapsed(), elapsed()];
	systemClock.sleep = async (milliseconds) => await sleep(milliseconds / times);
	systemClock.elapsed = () => shown + (elapsed() - from) * times;
	return {
		hurry(isHurried) {
			shown = systemClock.elapsed();
			from = elapsed();
			times = isHurried ? TIMES : 1;
		},
	};
}
