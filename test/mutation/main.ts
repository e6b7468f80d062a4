/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- mutants are tried on a desk, never inside n8n */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, type ExplainedSurvivor, isUnnoticed, readJson, type Report, scoreOf, survivorsOf } from './mutants';

const root = join(__dirname, '..', '..');
const work = join(root, '.tmp', 'mutation');
const report = join(work, 'report.json');
/** What Stryker remembers of the run before. */
const remembered = join(work, 'incremental.json');
const listPath = 'test/mutation/survivors.json';

/** Least share of the mutants that the tests have to notice, in percent. */
const LEAST_SCORE = 85;

/**
 * Tries the mutants of the files named on the command line, or of all files. `--force` tries those again, too, whose code and
 * tests are as they were in the run before: Stryker does not see what changed beside them. `--unit` tries them with the
 * tests alone that need no engine, to see quickly what is left to the others.
 */
async function main(): Promise<number> {
	const files = process.argv.slice(2).filter((value) => !value.startsWith('--'));
	mkdirSync(work, { recursive: true });
	rmSync(report, { force: true });
	forgetSurvivors();
	const began = Date.now();
	await runStryker(files);
	const result = readJson<Report>(report);
	if (result === undefined) {
		console.log('Stryker wrote no report: see what it said above');
		console.log('0 passed, 1 failed');
		return 1;
	}
	return judge(chosen(result, files), files, Math.round((Date.now() - began) / 1000));
}

/** Survivors are tried again: Stryker does not see every test that is new, such as one of what is made when a file is loaded. */
function forgetSurvivors() {
	const known = readJson<Report>(remembered);
	if (known === undefined) return;
	for (const file of Object.values(known.files)) file.mutants = file.mutants.filter((mutant) => !isUnnoticed(mutant));
	writeFileSync(remembered, JSON.stringify(known));
}

/** The report without what Stryker remembers of files that were not asked for. */
function chosen({ files: all }: Report, files: string[]): Report {
	return { files: Object.fromEntries(Object.entries(all).filter(([file]) => files.length === 0 || files.includes(file))) };
}

function judge(result: Report, files: string[], seconds: number): number {
	const explained = (readJson<ExplainedSurvivor[]>(join(root, listPath)) ?? []).filter(({ file }) => files.length === 0 || files.includes(file));
	const found = survivorsOf(result);
	const { unexplained, gone } = compare(found, explained);
	const unsaid = explained.filter(({ why }) => why.trim() === '');
	for (const { file, lines, mutator, code, replacement } of unexplained) console.log(`  ${file}:${lines.join(', ')} ${mutator}: ${code} -> ${replacement}`);
	for (const { file, mutator, code, replacement } of gone) console.log(`  no longer there: ${file} ${mutator}: ${code} -> ${replacement}`);
	const entries = unexplained.map(({ file, mutator, code, replacement, times }) => ({ file, mutator, code, replacement, ...(times === undefined ? {} : { times }), why: '' }));
	writeFileSync(join(work, 'unexplained.json'), `${JSON.stringify(entries, undefined, '\t')}\n`);
	const { noticed, all, percent } = scoreOf(result);
	console.log(`${noticed} of ${all} mutants noticed in ${seconds} s; what survives belongs into ${listPath}, entries to fill in are in .tmp/mutation/unexplained.json`);
	const checks: Array<[string, boolean]> = [
		[`score: ${percent.toFixed(1)} %, at least ${LEAST_SCORE} % wanted`, percent >= LEAST_SCORE],
		[`survivors that nobody explained: ${unexplained.length}`, unexplained.length === 0],
		[`explained survivors that are no longer there: ${gone.length}`, gone.length === 0],
		[`entries that don't say why: ${unsaid.length}`, unsaid.length === 0],
	];
	for (const [name, holds] of checks) console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
	const failed = checks.filter(([, holds]) => !holds).length;
	console.log(`${checks.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

/** Runs Stryker to its end. What its exit code says of the score is judged here, beside the list. */
async function runStryker(files: string[]) {
	const values = ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'test/mutation/stryker.config.mjs'];
	if (files.length > 0) values.push('--mutate', files.join(','));
	if (process.argv.includes('--force')) values.push('--force');
	// The tests of single rules notice nearly all mutants of the trigger; a few random histories are enough for the others.
	// Property tests draw the same cases in every run, so that what survives is no matter of luck.
	const tests = process.argv.includes('--unit') ? 'unit' : 'all';
	const environment = { ...process.env, MUTATION_TESTS: tests, PROPERTY_SEED: process.env.PROPERTY_SEED ?? '20261123', TRIGGER_RUNS: process.env.TRIGGER_RUNS ?? '60' };
	const child = spawn(process.execPath, values, { cwd: root, env: environment, stdio: 'inherit' });
	await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
		process.exit(1);
	},
);
