/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { PlainFailure } from './failure';
import { runCommand } from './processes';
import { step } from './progress';

/**
 * Installs packages of Debian by apt-get.
 *
 * @param purpose what needs them, as the beginning of a sentence
 * @throws PlainFailure when that is not possible here
 */
export async function installDebianPackages(packages: readonly string[], purpose: string): Promise<void> {
	await step(`Installing ${packages.join(', ')} by apt-get`, async () => {
		const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
		for (const values of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
			const [command = '', ...rest] = [...prefix, 'apt-get', ...values];
			const { code } = await runCommand(command, rest, { environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
			if (code !== 0) throw new PlainFailure(`${purpose}, which could not be installed here: run apt-get install -y ${packages.join(' ')} as root.`);
		}
	});
}
