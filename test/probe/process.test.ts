/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- tests start a process on a desk, never inside n8n */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshStandIn, openStandIn, settingsOf } from './support';

const { sandbox } = openStandIn();
const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'probe-'));
const reportFile = join(folder, 'probe-report.md');
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as a person does, with nothing of this process's environment but what Node needs. */
async function run(environment: Record<string, string> = {}, given: string[] = []): Promise<{ code: number; out: string; errors: string }> {
	const program = [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(root, 'scripts', 'probe', 'main.ts'), ...given];
	return await new Promise((resolve) => {
		execFile(process.execPath, program, { cwd: folder, env: { PATH: process.env.PATH, TMPDIR: tmpdir(), ...environment } }, (error, out, errors) => {
			resolve({ code: error === null ? 0 : Number(error.code), out, errors });
		});
	});
}

test('the command probes at the documented pace, writes its report and ends well, although something differs', async () => {
	freshStandIn(sandbox());
	const { control, url } = sandbox();
	control.setOddity('sendsOldestFirst', true);
	const { sendoso } = settingsOf(sandbox());
	const { code, out, errors } = await run({ SENDOSO_HOST: url, SENDOSO_ACCESS_TOKEN: sendoso.accessToken });
	expect(code).toBe(0);
	expect(errors).toMatch(/^Reading Sendoso: 1 request\n(Reading Sendoso: \d1 requests\n){2,3}$/);
	expect(out).toMatch(/^A3 order of the send list +newest first +oldest first +differs$/m);
	expect(out).toContain('The whole report is in probe-report.md');
	expect(readFileSync(reportFile, 'utf8')).toContain('| A3 | order of the send list | newest first | oldest first | differs |');
	for (const text of [out, readFileSync(reportFile, 'utf8')]) {
		expect(text).not.toContain(sendoso.accessToken);
		expect(text).not.toContain('127.0.0.1');
	}
	expect(control.peakPerSecond()).toBeLessThanOrEqual(5);
	expect(control.peakInFlight()).toBe(1);
	expect(control.violations()).toEqual([]);
	expect(new Set(control.requests().map(({ method }) => method))).toEqual(new Set(['GET']));
	const catalogue = control.requests().filter(({ path }) => path.includes('/marketplace/')).map(({ arrivedAt }) => arrivedAt);
	expect(Math.min(...catalogue.slice(1).map((time, index) => time - (catalogue[index] ?? 0)))).toBeGreaterThan(600);
	control.setOddity('sendsOldestFirst', false);
});

test.each([['--token=contract-sample-token'], ['contract-sample-token'], ['--host', 'https://app.sendoso.com'], ['--help', 'contract-sample-token']])('arguments are refused and not repeated: %s', async (...given) => {
	const { code, out, errors } = await run({ SENDOSO_ACCESS_TOKEN: 'another' }, given);
	expect([code, out]).toEqual([1, '']);
	expect(errors).toContain('takes no arguments');
	expect(errors).not.toContain('contract-sample');
});

test('help names every setting that is read, and the page names them, too', async () => {
	const { code, out } = await run({}, ['--help']);
	expect(code).toBe(0);
	const page = readFileSync(join(root, 'docs', 'probe.md'), 'utf8');
	const read = new Set(readFileSync(join(root, 'scripts', 'probe', 'settings.ts'), 'utf8').match(/\b(SENDOSO|OPEN_CONNECTORS)_[A-Z_]*[A-Z]\b/g));
	expect(read.size).toBe(9);
	for (const name of read) {
		expect(out).toContain(name);
		expect(page).toContain(name);
	}
});

test('without a token nothing is asked, and a sentence says what to do', async () => {
	rmSync(reportFile, { force: true });
	const { code, out, errors } = await run();
	expect([code, out]).toEqual([1, '']);
	expect(errors).toBe('There is no token. Set SENDOSO_ACCESS_TOKEN, or the OPEN_CONNECTORS_ variables, in the environment; docs/probe.md says how to get a token\n');
	expect(existsSync(reportFile)).toBe(false);
});

test('a token that is refused ends the probe of its API after one request', async () => {
	freshStandIn(sandbox());
	const { url, control } = sandbox();
	const { code, out } = await run({ SENDOSO_HOST: url, SENDOSO_ACCESS_TOKEN: 'contract-sample-wrong-token' });
	expect(code).toBe(1);
	expect(out).toContain('Sendoso refused SENDOSO_ACCESS_TOKEN (401)');
	expect(control.requests()).toHaveLength(1);
	expect(existsSync(reportFile)).toBe(false);
});
