/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */

const started = Date.now();
const heartbeatMilliseconds = 10_000;

/** Prints a line with the seconds since the start. */
export function say(text: string): void {
	console.log(`[${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s] ${text}`);
}

/** Names a step while it runs, and says every few seconds that a long one is still under way. */
export async function step<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
	say(text);
	const stepStarted = Date.now();
	const heartbeat = setInterval(() => {
		say(`  … still at it after ${Math.round((Date.now() - stepStarted) / 1000)} s`);
	}, heartbeatMilliseconds);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
	}
}
