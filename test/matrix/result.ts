/** What ran against one version, and how it went. */
export interface Result {
	/** Version of n8n. */
	n8n: string;
	/** Version of n8n-core. */
	core: string;
	what: 'engine tests' | 'whole n8n';
	passed: number;
	failed: number;
	seconds: number;
}

/** Counts of all results together. */
export function totalOf(results: Result[]): { passed: number; failed: number } {
	const sum = (member: 'passed' | 'failed') => results.reduce((total, result) => total + result[member], 0);
	return { passed: sum('passed'), failed: sum('failed') };
}

/** How a result stands in a table: what passed, and what did not. */
export function verdictOf({ passed, failed }: Result): string {
	return failed === 0 ? `all ${passed}` : `${passed} of ${passed + failed}, ${failed} failed`;
}
