/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dig } from '../../scripts/demo/json';
import { runCommand } from '../../scripts/demo/processes';
import { step } from '../../scripts/demo/progress';
import { placeOf } from './places';
import type { Result } from './result';
import type { Engine } from './versions';

const projectFolder = join(__dirname, '..', '..');

/**
 * Runs the engine tests on an engine; what failed is printed.
 *
 * @param isSample whether a handful of test files is enough
 */
export async function testEngine(engine: Engine, isSample: boolean): Promise<Result> {
	const { n8n, core } = engine;
	const place = await placeOf(engine);
	const folder = await mkdtemp(join(tmpdir(), 'sendoso-matrix-'));
	const report = join(folder, 'report.json');
	const started = Date.now();
	try {
		const { code, output } = await step(`The engine tests on n8n-core ${core}`, async () => {
			const values = [join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', join(__dirname, 'jest.config.cjs'), '--json', `--outputFile=${report}`];
			const environment = { ...process.env, MATRIX_CORE: place.core, MATRIX_WORKFLOW: place.workflow, ...(isSample ? { MATRIX_SAMPLE: '1' } : {}) };
			return await runCommand(process.execPath, values, { folder: projectFolder, environment });
		});
		const counts = await readFile(report, 'utf8').then(countsOf, () => ({ passed: 0, failed: 1 }));
		// A run that ends badly without naming a test failed nevertheless.
		const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
		if (failed > 0) console.log(await readFile(report, 'utf8').then(failuresOf, () => output));
		return { n8n, core, what: 'engine tests', passed: counts.passed, failed, seconds: Math.round((Date.now() - started) / 1000) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Counts of jest's report; a file that could not be run counts as a failed test. */
function countsOf(text: string): { passed: number; failed: number } {
	const report: unknown = JSON.parse(text);
	const number = (name: string) => Number(dig(report, name) ?? 0);
	return { passed: number('numPassedTests'), failed: number('numFailedTests') + number('numRuntimeErrorTestSuites') };
}

/** What jest says of the files that failed. */
function failuresOf(text: string): string {
	const { testResults } = JSON.parse(text) as { testResults: Array<{ name: string; status: string; message: string }> };
	return testResults
		.filter(({ status }) => status === 'failed')
		.map(({ name, message }) => `${name}\n${message}`)
		.join('\n');
}
