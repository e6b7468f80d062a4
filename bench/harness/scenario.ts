/** What a figure is counted in. */
export type Unit = 'ms' | 's' | 'MB' | 'kB' | 'bytes' | 'requests' | 'requests/s' | '%' | 'µs';

/** The figures that one contender gave for one thing, one for each round. */
export interface Series {
	/** Who gave them, such as `Sendoso node` or `HTTP Request and Split Out`. */
	contender: string;
	/** What was measured, such as `processor, 50,000 records`. */
	measure: string;
	unit: Unit;
	/** In the order of the rounds; never empty. */
	samples: number[];
}

/** A promise, and what came out. */
export interface Goal {
	/** What is promised, as a sentence without its figures. */
	text: string;
	/** The figure that is judged: a ratio, or a number in `unit`. */
	value: number;
	unit?: Unit;
	/** The most that it may be. */
	most?: number;
	/** The least that it may be. */
	least?: number;
}

/** What a scenario found. */
export interface Outcome {
	series: Series[];
	goals: Goal[];
}

/** How thoroughly a scenario is run. */
export interface Effort {
	/** Whether it only has to show that everything runs: one short round, small sizes. */
	isQuick: boolean;
}

/** One thing that is measured. */
export interface Scenario {
	/** Name for the command line, such as `lists`. */
	name: string;
	/** Heading of its part of the report. */
	title: string;
	/** What is measured against what, in a sentence or two. */
	about: string;
	/** What stands in the way of a goal that is missed, and what was tried. */
	note?: string;
	/**
	 * Measures it.
	 *
	 * @throws Error when a run is broken: a wrong result is no figure. A missed goal is no error.
	 */
	run(effort: Effort): Promise<Outcome>;
}

/** Whether a goal is met. */
export function isMet({ value, most = Infinity, least = -Infinity }: Goal): boolean {
	return value <= most && value >= least;
}
