import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions } from '@playwright/test';

/** Size of a page in pixels. */
export const viewport = { width: 1440, height: 900 };

/** Debian's Chromium, without a window; it reaches nothing but this machine. */
export const launchOptions: LaunchOptions = {
	executablePath: '/usr/bin/chromium',
	// A filter of Playwright's would do the same, and switch off the cache that makes the editor load in half the time.
	args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
};

/**
 * A window of its own.
 *
 * @param storageState of another window in which somebody is signed in
 */
export async function newContext(browser: Browser, colorScheme: 'light' | 'dark' = 'light', storageState?: BrowserContextOptions['storageState']): Promise<BrowserContext> {
	// Without animations everything stands where it will be clicked.
	return await browser.newContext({ viewport, locale: 'en-US', timezoneId: 'UTC', colorScheme, storageState, reducedMotion: 'reduce' });
}
