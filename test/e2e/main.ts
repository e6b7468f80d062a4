/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs on a desk, never inside n8n */
/**
 * What a person does in the editor of a real n8n, in a real browser.
 *
 *     npm run test:e2e -- [--sample] [--pictures] [--report=<file>] [-- <arguments for Playwright>]
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textOf } from '../../scripts/demo/failure';

const usage = `npm run test:e2e -- [options] [-- <arguments for Playwright, such as -g "consent page">]

  --sample    choose one in ten of the entries and events, as CI does
  --pictures  take the pictures in docs/images anew
  --report    a file that gets the numbers`;

const sampleEvery = '10';

function main(): void {
	const { values, positionals } = readOptions();
	const cli = join(__dirname, '..', '..', 'node_modules', '@playwright', 'test', 'cli.js');
	const child = spawn(process.execPath, [cli, 'test', '--config', join(__dirname, 'playwright.config.ts'), ...positionals], {
		stdio: 'inherit',
		env: {
			...process.env,
			...(values.sample && { E2E_SAMPLE: sampleEvery }),
			...(values.pictures && { E2E_PICTURES: 'yes' }),
			...(values.report !== undefined && { E2E_REPORT: values.report }),
		},
	});
	// The terminal tells the browser tests of Ctrl-C as well; they end n8n before they end.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	child.on('exit', (code) => process.exit(code ?? 1));
}

function readOptions() {
	try {
		return parseArgs({ allowPositionals: true, options: { sample: { type: 'boolean' }, pictures: { type: 'boolean' }, report: { type: 'string' } } });
	} catch (error) {
		console.error(`${textOf(error)}\n\n${usage}`);
		process.exit(1);
	}
}

main();
