import type { Page, ReadPage } from '../../shared/transport/pages';

/** Pages of a list that are read at once and taken in their order, so that no page waits for one that is asked for later. */
export class PagesAhead {
	private readonly asked: Array<Promise<Page>> = [];
	private isStopped = false;
	private fail: (reason: unknown) => void = () => undefined;
	private readonly failure = new Promise<never>((_resolve, reject) => {
		this.fail = reject;
	});

	constructor(
		private readonly readPage: ReadPage,
		private readonly pageSize: number,
	) {
		// Nobody may be waiting when a page fails.
		this.failure.catch(() => undefined);
	}

	/** Number of pages that were asked for and not taken. */
	get length(): number {
		return this.asked.length;
	}

	ask(pages: number[]) {
		for (const page of pages) {
			const reading = this.readPage(page, this.pageSize, () => !this.isStopped);
			reading.catch((error: unknown) => {
				this.stop();
				this.fail(error);
			});
			this.asked.push(reading);
		}
	}

	/**
	 * Takes the next page.
	 *
	 * @throws what reading any of the pages threw first
	 */
	async take(): Promise<Page> {
		return await Promise.race([this.failure, this.asked.shift() ?? this.failure]);
	}

	/** Lets nothing start any more that waits for its turn. */
	stop() {
		this.isStopped = true;
	}
}
