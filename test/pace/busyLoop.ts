/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the measurement runs on a desk, never inside n8n */
import type { Random } from '../../sandbox/random';

/** Milliseconds for which the process is held at a time. */
const HELD = [5, 80] as const;
/** Milliseconds for which it is let go between, unless one hold follows the other. */
const LET_GO = [5, 60] as const;
/** Share of the holds that follow at the next turn of the event loop. */
const AT_ONCE = 0.6;

/** Keeps the event loop of this process as busy as other workflows of an n8n do; call the result to stop. */
export function keepBusy(random: Random): () => void {
	let isOver = false;
	const hold = () => {
		if (isOver) return;
		const end = performance.now() + random.integer(...HELD);
		while (performance.now() < end);
		if (random.chance(AT_ONCE)) setImmediate(hold);
		else setTimeout(hold, random.integer(...LET_GO));
	};
	setImmediate(hold);
	return () => {
		isOver = true;
	};
}
