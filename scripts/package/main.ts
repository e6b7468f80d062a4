/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Checks, expectSame } from '../demo/checks';
import { textOf } from '../demo/failure';
import { dig, isRecord, listOf } from '../demo/json';
import { packPackage, packageName, unpack } from '../demo/packPackage';
import { runCommand } from '../demo/processes';

const projectFolder = join(__dirname, '..', '..');
const unwanted = /\.(ts|map|tsbuildinfo|tgz|bak)$|(^|\/)(test|sandbox|scripts|demo|examples|contract)\//;
const largestKilobytes = 740;

/** Packs the package and proves that the tarball works where nothing else is installed. */
async function main(): Promise<number> {
	const { values } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true });
	const workFolder = await mkdtemp(join(tmpdir(), 'sendoso-package-'));
	const checks = new Checks();
	try {
		const folder = join(workFolder, 'node_modules', packageName);
		await checks.run('the package builds, packs and unpacks', async () => {
			await unpack(await packPackage(join(workFolder, 'tarball')), folder);
		});
		if (checks.counts.failed === 0) {
			await checks.run('the tarball holds nothing that only developers need', async () => await expectLean(folder));
			await checks.run("n8n's verification analysis finds nothing, in the sources and in the tarball", async () => await expectVerifiable(folder));
			await checks.run('every class loads with nothing but n8n-workflow beside it', async () => {
				await expectLoadable(workFolder, folder);
			});
		}
	} finally {
		await rm(workFolder, { recursive: true, force: true });
	}
	if (values.report !== undefined) await writeFile(values.report, JSON.stringify(checks.counts));
	return checks.close();
}

async function expectLean(folder: string): Promise<void> {
	// What a folder weighs is the file system's, not the package's.
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
	expectSame('unwanted files', files.filter((file) => unwanted.test(file)), []);
	const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
	const kilobytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000);
	console.log(`          ${files.length} files, ${kilobytes} kB unpacked`);
	expectSame(`at most ${largestKilobytes} kB`, kilobytes <= largestKilobytes, true);
}

async function expectVerifiable(folder: string): Promise<void> {
	const { code, output } = await runCommand(process.execPath, [join(__dirname, 'scanPackage.mjs'), projectFolder, folder], { folder: projectFolder });
	if (code !== 0) throw new Error(output);
	const found: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
	for (const part of ['sources', 'tarball']) {
		expectSame(`${part}: ${textOf(dig(found, part, 'details') ?? dig(found, part, 'message') ?? '')}`, dig(found, part), { passed: true });
	}
}

async function expectLoadable(workFolder: string, folder: string): Promise<void> {
	await mkdir(join(workFolder, 'node_modules'), { recursive: true });
	await symlink(join(projectFolder, 'node_modules', 'n8n-workflow'), join(workFolder, 'node_modules', 'n8n-workflow'), 'junction');
	const { code, output } = await runCommand(process.execPath, [join(__dirname, 'loadPackage.cjs'), folder], { folder: workFolder });
	if (code !== 0) throw new Error(output);
	const classes = listOf(JSON.parse(output)).filter(isRecord);
	console.log(`          ${classes.map(({ name }) => String(name)).join(', ')}`);
	expectSame('classes without an icon', classes.filter(({ icons }) => icons === 0).map(({ path }) => path), []);
	expectSame('icons that are not in the tarball', classes.flatMap(({ missingIcons }) => listOf(missingIcons)), []);
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		console.error(textOf(error));
		process.exitCode = 1;
	},
);
