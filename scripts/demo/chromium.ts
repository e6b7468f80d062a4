/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { exists } from './cache';
import { PlainFailure } from './failure';
import { runCommand } from './processes';
import { step } from './progress';

const program = '/usr/bin/chromium';
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];
const byHand = `apt-get install -y ${packages.join(' ')}`;

/** Size of a page in pixels. */
export const viewport = { width: 1440, height: 900 };

/** Starts Debian's Chromium without a window, after installing it where it is missing. */
export async function launchChromium(): Promise<Browser> {
	if (!(await exists(program))) await step('Installing Chromium by apt-get', installChromium);
	return await chromium.launch({
		executablePath: program,
		args: ['--no-sandbox', '--disable-gpu'],
		// Playwright would end this process before it has tidied up.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
}

/** A window of its own that reaches nothing but this machine. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light' });
	await context.route('**/*', async (route) => {
		const { hostname, protocol } = new URL(route.request().url());
		const isHere = hostname === '127.0.0.1' || hostname === 'localhost' || protocol === 'data:' || protocol === 'blob:';
		await (isHere ? route.continue() : route.abort());
	});
	return context;
}

async function installChromium(): Promise<void> {
	const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	for (const values of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
		const [command = '', ...rest] = [...prefix, 'apt-get', ...values];
		const { code } = await runCommand(command, rest, { environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
		if (code !== 0) throw new PlainFailure(`The pictures need ${program}, which could not be installed here: run ${byHand} as root.`);
	}
}
