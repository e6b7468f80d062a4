/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { exists } from '../../../scripts/demo/cache';
import { PlainFailure } from '../../../scripts/demo/failure';
import { runCommand } from '../../../scripts/demo/processes';
import { step } from '../../../scripts/demo/progress';
import { launchOptions } from './chromium';

const program = String(launchOptions.executablePath);
/** A font of the last of the packages: without it, names in some scripts are boxes in the pictures. */
const font = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'];

/** Installs Debian's Chromium where it is missing, before the first test; for pictures its fonts, too. */
export default async function requireChromium(): Promise<void> {
	const isComplete = (await exists(program)) && (process.env.E2E_PICTURES !== 'yes' || (await exists(font)));
	if (!isComplete) await step('Installing Chromium by apt-get', installChromium);
}

async function installChromium(): Promise<void> {
	const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	for (const values of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
		const [command = '', ...rest] = [...prefix, 'apt-get', ...values];
		const { code } = await runCommand(command, rest, { environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
		if (code !== 0) throw new PlainFailure(`The browser tests need ${program}, which could not be installed here: run apt-get install -y ${packages.join(' ')} as root.`);
	}
}
