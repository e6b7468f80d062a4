/**
 * Lets the first task through alone and holds the others back until it has ended. One request then meets an expired
 * token, not twenty: n8n below 2.30 would renew it once per request, and only the first renewal would work.
 */
export class WarmUpGate {
	private first: Promise<unknown> | undefined;

	/** Runs `task`, after the very first task has ended, however it ended. */
	async pass<T>(task: () => Promise<T>): Promise<T> {
		if (this.first === undefined) {
			const running = task();
			this.first = running.catch(() => undefined);
			return await running;
		}
		await this.first;
		return await task();
	}
}
