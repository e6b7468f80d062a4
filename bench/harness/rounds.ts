/** Somebody who is measured beside others. */
export interface Contender<Figures> {
	name: string;
	/** Measures once. */
	measure(): Promise<Figures>;
}

/**
 * Measures several contenders in turns, so that whatever else the machine does meets all of them alike. The first turn of
 * each warms up and does not count.
 *
 * @param judgedMs the figure, in milliseconds, that the library's statistics are made of
 * @returns the figures of each contender, in the order of the rounds
 */
export async function measureInTurns<Figures>(contenders: Array<Contender<Figures>>, rounds: number, judgedMs: (figures: Figures) => number): Promise<Map<string, Figures[]>> {
	const { Bench } = await import('tinybench');
	const bench = new Bench({ iterations: rounds, time: 0, warmup: false, concurrency: 'bench', throws: true });
	const figures = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
	let last: Promise<unknown> = Promise.resolve();
	for (const { measure } of contenders) await measure();
	for (const { name, measure } of contenders) {
		bench.add(name, async () => {
			// All tasks run side by side and queue up here: each measures once, then the next one does.
			const turn = last.then(measure);
			last = turn.catch(() => undefined);
			const measured = await turn;
			figures.get(name)?.push(measured);
			return { overriddenDuration: judgedMs(measured) };
		});
	}
	await bench.run();
	return figures;
}
