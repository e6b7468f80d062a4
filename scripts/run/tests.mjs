import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runNode } from './processes.mjs';
import { suites } from './suites.mjs';

const usage = `npm test -- [--only <suite>]... [-- <arguments for the suites>]
Suites: ${suites.map(({ name }) => name).join(', ')}`;

/** Runs the chosen suites one after the other and sums them up; answers with 1 when anything failed. */
export async function runTests(taskArguments) {
	const options = readOptions(taskArguments);
	if (options === undefined) return 1;
	const results = [];
	for (const suite of suites.filter(({ name }) => options.only.length === 0 || options.only.includes(name))) {
		console.log(`\n== ${suite.name}`);
		const started = Date.now();
		const counts = await runSuite(suite, options.passedOn);
		results.push({ name: suite.name, ...counts, seconds: Math.round((Date.now() - started) / 1000) });
		// A suite that counts by itself has already printed its line.
		if (suite.report !== 'lines' || !counts.printed) console.log(countLine(counts));
	}
	return summarize(results);
}

function readOptions(taskArguments) {
	try {
		const { values, positionals } = parseArgs({
			args: taskArguments,
			options: { only: { type: 'string', multiple: true, default: [] } },
			allowPositionals: true,
		});
		const only = values.only.flatMap((names) => names.split(','));
		if (only.every((name) => suites.some((suite) => suite.name === name))) return { only, passedOn: positionals };
	} catch {
		// An unknown option is answered with the usage, like an unknown suite.
	}
	console.error(usage);
	return undefined;
}

async function runSuite(suite, passedOn) {
	const folder = await mkdtemp(join(tmpdir(), 'sendoso-suite-'));
	const report = join(folder, 'report.json');
	const reporting = { jest: ['--json', `--outputFile=${report}`], lines: [`--report=${report}`] }[suite.report] ?? [];
	try {
		const code = await runNode([...suite.command, ...reporting, ...passedOn]);
		const counts = await readFile(report, 'utf8').then(readCounts, () => undefined);
		return withExitCode(code, counts ?? { passed: code === 0 ? 1 : 0, failed: 0, printed: false });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Understands jest's report and the one of our own suites. */
function readCounts(text) {
	const report = JSON.parse(text);
	if (typeof report.passed === 'number') return { passed: report.passed, failed: report.failed, printed: true };
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		printed: false,
	};
}

/** A suite that ends badly without naming a failed test still counts as failed. */
function withExitCode(code, counts) {
	return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, printed: false } : counts;
}

function summarize(results) {
	console.log('\n== summary');
	for (const result of results) console.log(`${result.name.padEnd(10)}${countLine(result)}  (${result.seconds} s)`);
	const total = (member) => results.reduce((sum, result) => sum + result[member], 0);
	console.log(`total     ${countLine({ passed: total('passed'), failed: total('failed') })}`);
	return total('failed') === 0 ? 0 : 1;
}

const countLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
