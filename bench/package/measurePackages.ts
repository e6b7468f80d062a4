/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, sum } from 'simple-statistics';
import { textOf } from '../../scripts/demo/failure';
import { say, step } from '../../scripts/demo/progress';
import { countOperations } from './countOperations';
import { type Load, type Loader, loadPackage } from './load';
import { fileSizes, type ObtainedPackage, obtainPackage } from './obtainPackage';
import type { TimeStart } from './startOfN8n';

/** What a package costs those who install it. */
export interface PackageFigures {
	/** Name and version. */
	label: string;
	packedBytes: number;
	unpackedBytes: number;
	files: number;
	credentials: number;
	/** What all its nodes together can be set to do. */
	operations: number;
	/** The size as JSON of what the editor is told about each node. */
	descriptions: Array<{ node: string; bytes: number }>;
	/** One for each round, the median of several processes. */
	loads: Load[];
}

/** What is measured, and how thoroughly. */
export interface Measuring {
	/** Names with versions, or paths of folders or tarballs. */
	sources: readonly string[];
	/** Packages take turns, so that a busy moment of the machine hits all of them. */
	rounds: number;
	/** Has n8n start in every round, so that its time and that of a load are from the same moment. */
	timeStart?: TimeStart;
}

/** What was measured. */
export interface Measured {
	packages: PackageFigures[];
	/** Milliseconds that n8n's own start took, one for each round; empty when it was not started. */
	starts: number[];
}

/** Loads of one package in one round. */
const LOADS = 5;

/** Measures packages of n8n nodes, all in the same way. One that cannot be had or loaded is left out, and a line says so. */
export async function measurePackages(loader: Loader, { sources, rounds, timeStart }: Measuring): Promise<Measured> {
	const work = await mkdtemp(join(tmpdir(), 'sendoso-bench-packages-'));
	try {
		const found = await readAll(loader, sources, work);
		const starts: number[] = [];
		for (let round = 1; round <= rounds; round++) {
			await step(`Loading every package, round ${round} of ${rounds}`, async () => {
				for (const { folder, figures } of found) figures.loads.push(await medianLoad(loader, folder));
				if (timeStart !== undefined) starts.push(await timeStart());
			});
		}
		return { packages: found.map(({ figures }) => figures), starts };
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

async function medianLoad(loader: Loader, folder: string): Promise<Load> {
	const loads: Load[] = [];
	while (loads.length < LOADS) loads.push(await loadPackage(loader, folder));
	return { milliseconds: median(loads.map(({ milliseconds }) => milliseconds)), heapBytes: median(loads.map(({ heapBytes }) => heapBytes)) };
}

async function readAll(loader: Loader, sources: readonly string[], work: string): Promise<Array<{ folder: string; figures: PackageFigures }>> {
	const found: Array<{ folder: string; figures: PackageFigures }> = [];
	for (const source of sources) {
		try {
			const obtained = await obtainPackage(source, work);
			found.push({ folder: obtained.folder, figures: await read(loader, obtained) });
		} catch (error) {
			say(`Left out ${source}: ${textOf(error)}`);
		}
	}
	return found;
}

/** Everything that is the same in every round; this load does not count, as it may be the first to read the files. */
async function read(loader: Loader, { label, tarball, folder }: ObtainedPackage): Promise<PackageFigures> {
	const sizes = await fileSizes(folder);
	const { credentials, descriptions } = await loadPackage(loader, folder);
	return {
		label,
		packedBytes: (await stat(tarball)).size,
		unpackedBytes: sum(sizes),
		files: sizes.length,
		credentials,
		operations: sum(descriptions.map(countOperations)),
		descriptions: descriptions.map((description) => ({ node: description.name, bytes: Buffer.byteLength(JSON.stringify(description)) })),
		loads: [],
	};
}
