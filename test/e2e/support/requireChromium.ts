/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { exists } from '../../../scripts/demo/cache';
import { installDebianPackages } from '../../../scripts/demo/debianPackages';
import { launchOptions } from './chromium';

const program = String(launchOptions.executablePath);
/** A font of the last of the packages: without it, names in some scripts are boxes in the pictures. */
const font = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];

/** Installs Debian's Chromium where it is missing, before the first test; for pictures its fonts, too. */
export default async function requireChromium(): Promise<void> {
	const isComplete = (await exists(program)) && (process.env.E2E_PICTURES !== 'yes' || (await exists(font)));
	if (!isComplete) await installDebianPackages(packages, `The browser tests need ${program}`);
}
