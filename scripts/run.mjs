// Starts every script of the project with nothing but Node and npm: `node scripts/run.mjs <task> [arguments]`.
import { runBuild, runDemo } from './run/tasks.mjs';
import { ensureDependencies } from './run/dependencies.mjs';
import { checkNodeVersion } from './run/nodeVersion.mjs';
import { runTests } from './run/tests.mjs';

/** Each task takes the arguments after its name and answers with an exit code. */
const tasks = { build: runBuild, demo: runDemo, test: runTests };

async function main([name, ...taskArguments]) {
	const task = tasks[name];
	if (task === undefined) return fail(`Say which task to run: node scripts/run.mjs ${Object.keys(tasks).join(' | ')}`);
	const refusal = checkNodeVersion(process.versions.node) ?? (await ensureDependencies());
	return refusal === undefined ? task(taskArguments) : fail(refusal);
}

function fail(sentence) {
	console.error(sentence);
	return 1;
}

process.exitCode = await main(process.argv.slice(2));
