/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/chromium';

const minutes = 60_000;

export default defineConfig({
	testDir: __dirname,
	outputDir: process.env.E2E_OUTPUT ?? join(tmpdir(), 'n8n-nodes-sendoso-e2e'),
	// All tests share one n8n, which takes most of two cores by itself.
	workers: 1,
	// One test goes through every entry of a node.
	timeout: 15 * minutes,
	expect: { timeout: 15_000 },
	// A browser on a busy machine may miss a moment; what fails twice is a fault, and what failed once is named as flaky.
	retries: 1,
	forbidOnly: true,
	reporter: [['list', { printSteps: true }], [join(__dirname, 'support', 'countReporter.ts')]],
	globalSetup: join(__dirname, 'support', 'requireChromium.ts'),
	use: { testIdAttribute: 'data-test-id', launchOptions },
});
