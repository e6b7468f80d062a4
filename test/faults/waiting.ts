/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */

/** Waits in real time. */
export async function pause(milliseconds: number) {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The same, but ends early when something is over; looks for that twice a second. */
export async function pauseUnless(isOver: () => boolean, milliseconds: number) {
	for (const end = performance.now() + milliseconds; !isOver() && performance.now() < end; ) await pause(500);
}
