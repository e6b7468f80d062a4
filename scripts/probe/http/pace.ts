/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { setTimeout as pause } from 'node:timers/promises';

/** Keeps requests apart; tests hurry it. */
export class Pace {
	private next = 0;

	constructor(
		private readonly intervalMs: number,
		private readonly hurry = 1,
	) {}

	/** Waits until the next request may go out. */
	async turn(): Promise<void> {
		const now = performance.now();
		const start = Math.max(now, this.next);
		this.next = start + this.intervalMs / this.hurry;
		if (start > now) await pause(start - now);
	}
}
