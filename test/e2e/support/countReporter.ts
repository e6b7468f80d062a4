/* eslint-disable no-console, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Closes the run with the line that every suite of the project ends with, and writes its numbers where the runner wants them. */
export default class CountReporter implements Reporter {
	private passed = 0;

	private failed = 0;

	onTestEnd(_test: TestCase, { status }: TestResult): void {
		if (status === 'passed') this.passed += 1;
		else if (status !== 'skipped') this.failed += 1;
	}

	/** What stopped the run outside a test, such as an n8n that does not start. */
	onError(): void {
		this.failed += 1;
	}

	onEnd(): void {
		const { passed, failed } = this;
		const report = process.env.E2E_REPORT;
		if (report) writeFileSync(report, JSON.stringify({ passed, failed }));
		console.log(`${passed} passed, ${failed} failed`);
	}
}
