/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
import { PlainFailure, textOf } from './failure';
import { killAll } from './processes';
import { say } from './progress';
import { pause } from './waiting';

const settleMilliseconds = 20_000;

/** What has been started and must be undone, whichever way the run ends. */
export class Lifetime {
	private readonly undoings: Array<() => Promise<void>> = [];

	private readonly interruption = new AbortController();

	/** Aborted by Ctrl-C. */
	readonly signal = this.interruption.signal;

	/** Registers how to undo a step; the last one is undone first. */
	onEnd(undo: () => Promise<void>): void {
		this.undoings.push(undo);
	}

	/** Runs the work, undoes everything and gives the exit code. */
	async run(work: () => Promise<number>): Promise<number> {
		this.listen();
		const outcome = work().catch((error: unknown) => {
			if (!this.signal.aborted) tell(error);
			return 1;
		});
		const code = await Promise.race([outcome, this.interrupted()]);
		await this.end();
		killAll();
		// Work cut short tidies up its own drafts once the programs it waits for have been ended.
		await Promise.race([outcome, pause(settleMilliseconds, undefined, { ref: false })]);
		return code;
	}

	/** Undoes everything that was registered, for who does not run its work here. */
	async end(): Promise<void> {
		for (const undo of this.undoings.splice(0).reverse()) await undo().catch(tell);
	}

	private async interrupted(): Promise<number> {
		return await new Promise((resolve) => {
			this.signal.addEventListener('abort', () => resolve(130), { once: true });
		});
	}

	private listen(): void {
		const interrupt = (): void => {
			if (this.signal.aborted) process.exit(130);
			say('Stopping; press Ctrl-C again to end everything at once');
			this.interruption.abort();
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
		// The channel to the script that started this one closes when that is killed.
		process.on('disconnect', interrupt);
		process.on('exit', killAll);
		for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
			process.on(event, (error: unknown) => {
				tell(error);
				this.interruption.abort();
			});
		}
	}
}

function tell(error: unknown): void {
	console.error(error instanceof PlainFailure || !(error instanceof Error) ? textOf(error) : error.stack);
}
