/** How many requests go by between two lines where a line can't be written over. */
const LINE_EVERY = 10;

/** Where progress is shown, such as the error stream. */
export interface Screen {
	isTTY?: boolean;
	write(text: string): unknown;
}

/** Shows that the probe is alive: which connection is read, and how many requests it took so far. Nothing of an answer. */
export class Progress {
	private title = '';

	private requests = 0;

	constructor(private readonly screen?: Screen) {}

	/** Begins to count for a connection. */
	begin(title: string): void {
		this.title = title;
		this.requests = 0;
	}

	/** Counts a request that goes out. */
	step(): void {
		this.requests += 1;
		const line = `Reading ${this.title}: ${this.requests} ${this.requests === 1 ? 'request' : 'requests'}`;
		if (this.screen?.isTTY === true) this.screen.write(`\r${line}`);
		else if (this.requests % LINE_EVERY === 1) this.screen?.write(`${line}\n`);
	}

	/** Ends the line of a connection. */
	end(): void {
		if (this.screen?.isTTY === true && this.requests > 0) this.screen.write('\n');
	}
}
