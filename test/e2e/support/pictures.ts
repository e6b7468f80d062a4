/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { test } from '@playwright/test';

const folder = join(__dirname, '..', '..', '..', 'docs', 'images');
const settleMilliseconds = 1_500;
const isForDocs = process.env.E2E_PICTURES === 'yes';

/** Takes a picture of the documentation, into `docs/images` when that was asked for, else beside the other results. */
export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
	// Late answers and tooltips come to rest first.
	if (isForDocs) await pause(settleMilliseconds);
	await page.screenshot({ path: isForDocs ? join(folder, `${name}.png`) : test.info().outputPath(`${name}.png`), fullPage });
}
