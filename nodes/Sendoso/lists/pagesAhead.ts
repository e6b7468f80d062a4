import type { Page, ReadPage } from '../../shared/transport/pages';

/** Pages of a list that are read at once and taken in their order, so that no page waits for one that is asked for later. */
export class PagesAhead {
	private readonly asked: Array<Promise<Page>> = [];
	private isStopped = false;
	/** The first failure. */
	private failure: Promise<never> | undefined;
	private giveUp: (reason: unknown) => void = () => undefined;

	constructor(
		private readonly readPage: ReadPage,
		private readonly pageSize: number,
	) {}

	/** Number of pages that were asked for and not taken. */
	get length(): number {
		return this.asked.length;
	}

	ask(pages: number[]) {
		for (const page of pages) {
			const reading = this.readPage(page, this.pageSize, () => !this.isStopped);
			reading.catch((error: unknown) => this.fail(error));
			this.asked.push(reading);
		}
	}

	/**
	 * Takes the next page.
	 *
	 * @throws what reading any of the pages threw first
	 */
	async take(): Promise<Page> {
		// A promise for each page: one for all of them would hold every page for as long as it is open.
		const given = this.failure ?? new Promise<never>((_resolve, reject) => {
			this.giveUp = reject;
		});
		return await Promise.race([given, this.asked.shift() ?? given]);
	}

	/** Lets nothing start any more that waits for its turn. */
	stop() {
		this.isStopped = true;
	}

	private fail(reason: unknown) {
		if (this.isStopped) return;
		this.stop();
		this.failure = Promise.reject(reason as Error);
		// Nobody may be waiting for a page.
		this.failure.catch(() => undefined);
		this.giveUp(reason);
	}
}
