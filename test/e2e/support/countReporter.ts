/* eslint-disable no-console, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { writeFileSync } from 'node:fs';
import type { Reporter, Suite } from '@playwright/test/reporter';

/** Closes the run with the line that every suite of the project ends with, and writes its numbers where the runner wants them. */
export default class CountReporter implements Reporter {
	private all: Suite | undefined;

	private errors = 0;

	onBegin(_config: unknown, all: Suite): void {
		this.all = all;
	}

	/** What stopped the run outside a test, such as an n8n that does not start. */
	onError(): void {
		this.errors += 1;
	}

	onEnd(): void {
		const outcomes = (this.all?.allTests() ?? []).map((test) => test.outcome());
		const passed = outcomes.filter((outcome) => outcome === 'expected' || outcome === 'flaky').length;
		const failed = outcomes.filter((outcome) => outcome === 'unexpected').length + this.errors;
		const report = process.env.E2E_REPORT;
		if (report) writeFileSync(report, JSON.stringify({ passed, failed }));
		console.log(`${passed} passed, ${failed} failed`);
	}
}
