import type { Outcome } from '../harness/scenario';

/** What a run found. */
export interface Result {
	/** Day of the run, as `2026-01-31`. */
	day: string;
	isQuick: boolean;
	machine: string;
	node: string;
	n8n: string;
	scenarios: ScenarioResult[];
}

/** What one scenario found, or why it could not be measured. */
export interface ScenarioResult {
	name: string;
	title: string;
	about: string;
	note?: string;
	seconds: number;
	outcome?: Outcome;
	broken?: string;
}
