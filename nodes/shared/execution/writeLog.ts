/** A send that went out in this run, or one whose answer never came. */
interface Entry {
	itemIndex: number;
	outcome: 'sent' | 'unknown';
	trackingCode?: string;
	/** Links that one request made. */
	links?: number;
	/** Sends that it may be, where nobody knows; one unless it says otherwise. */
	sends?: number;
}

/** Log of what a run sent or created, so that an error can say what happened before it. */
export class WriteLog {
	private readonly entries: Entry[] = [];
	private started = 0;
	private counted = 0;
	private readonly inFlight = new Set<Promise<unknown>>();

	/** Notes a finished send. */
	add(entry: Entry) {
		this.entries.push(entry);
		this.started += entry.links ?? entry.sends ?? 1;
	}

	/** Notes a send of an earlier execution that this one is a retry of: it is told, and counts for no maximum. */
	recall(entry: Entry) {
		this.entries.push(entry);
	}

	/** Sends that went out, or may have. */
	countStarted(): number {
		return this.started;
	}

	/** Those of them that were not given out by this function before. */
	newlyStarted(): number {
		const all = this.countStarted();
		const fresh = all - this.counted;
		this.counted = all;
		return fresh;
	}

	/** Follows a send until it has ended. */
	async follow<T>(send: Promise<T>): Promise<T> {
		this.inFlight.add(send);
		try {
			return await send;
		} finally {
			this.inFlight.delete(send);
		}
	}

	/** Resolves when no send of the run is in flight. */
	async quiet() {
		while (this.inFlight.size > 0) await Promise.allSettled([...this.inFlight]);
	}

	/**
	 * One or two sentences on what went out, for the description of an error.
	 *
	 * @param noun what the operation makes, in the singular, such as `send`
	 */
	summary(noun: string): string {
		const sent = this.entries.filter(({ outcome }) => outcome === 'sent').sort((left, right) => left.itemIndex - right.itemIndex);
		const unknown = this.entries.filter(({ outcome }) => outcome === 'unknown').map(({ itemIndex }) => itemIndex);
		const count = sent.reduce((sum, { links = 1 }) => sum + links, 0);
		const list = sent.map(({ itemIndex, trackingCode, links }) => {
			if (links !== undefined) return `item ${itemIndex} (${links} link${links === 1 ? '' : 's'})`;
			return `item ${itemIndex}${trackingCode ? ` (tracking code ${trackingCode})` : ''}`;
		});
		const parts = [
			sent.length === 0
				? `No ${noun} of this run went out.`
				: `${count} ${noun}${count === 1 ? '' : 's'} of this run went out: ${list.join(', ')}.`,
		];
		if (unknown.length > 0) parts.push(`Outcome unknown: item ${unknown.sort((left, right) => left - right).join(', item ')}.`);
		return parts.join(' ');
	}
}
