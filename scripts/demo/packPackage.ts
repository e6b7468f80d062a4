/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainFailure } from './failure';
import { withLock } from './lock';
import { runNpm } from './npm';
import { runCommand } from './processes';

/** The name under which n8n knows the package. */
export const packageName = 'n8n-nodes-sendoso';

const projectFolder = join(__dirname, '..', '..');

/** Compiles the project and packs it as npm would publish it; gives the path of the tarball. */
export async function packPackage(targetFolder: string): Promise<string> {
	await mkdir(targetFolder, { recursive: true });
	// Two builds at once would delete each other's files.
	await withLock(join(tmpdir(), `${packageName}-${idOf(projectFolder)}.lock`), 'the build', async () => {
		await build();
		await runNpm(['pack', '--ignore-scripts', '--pack-destination', targetFolder], {
			folder: projectFolder,
			onFailure: 'The package could not be packed',
		});
	});
	const tarball = (await readdir(targetFolder)).find((name) => name.endsWith('.tgz'));
	if (tarball === undefined) throw new PlainFailure('npm pack ended well but left no tarball: run npm pack by hand to see why.');
	return join(targetFolder, tarball);
}

async function build(): Promise<void> {
	const gulp = join(projectFolder, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const { code, output } = await runCommand(process.execPath, [gulp, 'build'], {
		folder: projectFolder,
		environment: process.env,
	});
	if (code === 0) return;
	const reasons = output.split('\n').filter((line) => line.includes('error TS'));
	throw new PlainFailure(`The package does not compile, put this right first:\n${reasons.join('\n') || output}`);
}

function idOf(path: string): string {
	return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

/** Unpacks a tarball to where n8n looks for community packages. */
export async function unpackForN8n(tarball: string, userFolder: string): Promise<void> {
	await unpack(tarball, join(userFolder, '.n8n', 'nodes', 'node_modules', packageName));
}

/** Unpacks a tarball of npm into a folder. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const { code, output } = await runCommand('tar', ['xzf', tarball, '-C', folder, '--strip-components=1'], {
		environment: process.env,
	});
	if (code !== 0) throw new PlainFailure(`The tarball of the package could not be unpacked: ${output}`);
}
