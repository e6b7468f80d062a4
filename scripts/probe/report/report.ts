import type { Survey } from '../survey';
import type { Fact, Verdict } from './fact';
import type { Unnamed } from './readLog';

/** What was found out over one connection. */
export interface Part {
	title: string;
	/** What kind of host was asked; none is named. */
	host: string;
	requests: number;
	/** First the facts, then one line for each path. */
	facts: Fact[];
	unnamed: Unnamed[];
}

/** Everything that is shown and written. */
export interface Report {
	version: string;
	/** Day of the probe. */
	date: string;
	parts: Part[];
	/** Why a connection, or a part of one, was not probed to its end. */
	failures: string[];
}

/** One connection out of the surveys that were made over it. */
export function partOf(title: string, host: string, surveys: readonly Survey[]): Part {
	return {
		title,
		host,
		requests: surveys.reduce((sum, { reader }) => sum + reader.asked, 0),
		facts: [...surveys.flatMap(({ facts }) => facts), ...surveys.flatMap(({ log }) => log.facts())],
		unnamed: surveys.flatMap(({ log }) => log.unnamed()),
	};
}

/** How many facts have each verdict. */
export function countVerdicts(facts: readonly Fact[]): Map<Verdict, number> {
	const counts = new Map<Verdict, number>();
	for (const { verdict } of facts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
	return counts;
}
