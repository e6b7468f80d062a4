/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { textOf } from './failure';

/** Runs named checks one after the other and counts them; one that throws does not stop the next. */
export class Checks {
	private passed = 0;

	private failed = 0;

	async run(name: string, check: () => Promise<void>): Promise<void> {
		try {
			await check();
			this.passed += 1;
			console.log(`  ok      ${name}`);
		} catch (error) {
			this.failed += 1;
			console.log(`  FAILED  ${name}: ${textOf(error)}`);
		}
	}

	/** Numbers for a report. */
	get counts(): { passed: number; failed: number } {
		return { passed: this.passed, failed: this.failed };
	}

	/** Prints the closing line and gives the exit code. */
	close(): number {
		console.log(`${this.passed} passed, ${this.failed} failed`);
		return this.failed === 0 ? 0 : 1;
	}
}

/** Throws unless both are the same. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
	if (JSON.stringify(actual) === JSON.stringify(expected)) return;
	throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}
