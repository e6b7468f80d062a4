/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { access, mkdir, rename, rm, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { codeOf, PlainFailure } from './failure';
import { withLock } from './lock';
import { say } from './progress';

const gigabyte = 1e9;

/** What an entry of the cache needs and how it is made. */
export interface CacheEntry {
	/** Holds everything the content depends on, so that another content has another name. */
	name: string;
	label: string;
	gigabytes: number;
	fill: (folder: string) => Promise<void>;
}

/** The folder outside the checkout in which downloads are kept. */
export function cacheFolder(): string {
	const chosen = process.env.SENDOSO_DEMO_CACHE;
	if (chosen !== undefined && chosen !== '') return chosen;
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-sendoso');
}

/** Gives the folder of an entry; the first time it is made under another name, so that half an entry is never found. */
export async function cached(entry: CacheEntry): Promise<string> {
	const target = join(cacheFolder(), entry.name);
	if (await exists(target)) return target;
	await makeFolder(cacheFolder());
	return await withLock(`${target}.lock`, entry.label, async () => {
		if (await exists(target)) return target;
		await requireDisk(entry);
		const draft = `${target}.unfinished`;
		await rm(draft, { recursive: true, force: true });
		await mkdir(draft);
		try {
			await entry.fill(draft);
			await rename(draft, target);
		} finally {
			await rm(draft, { recursive: true, force: true });
		}
		return target;
	});
}

async function requireDisk({ label, gigabytes }: CacheEntry): Promise<void> {
	const { bavail, bsize } = await statfs(cacheFolder());
	const free = (bavail * bsize) / gigabyte;
	say(`  ${label} takes ${gigabytes} GB in the cache, ${free.toFixed(1)} GB are free there`);
	if (free < gigabytes) {
		throw new PlainFailure(
			`${label} needs ${gigabytes} GB and only ${free.toFixed(1)} GB are free: make room, or name a folder on another disk in SENDOSO_DEMO_CACHE.`,
		);
	}
}

async function makeFolder(path: string): Promise<void> {
	await mkdir(path, { recursive: true }).catch((error: unknown) => {
		const reason = codeOf(error) ?? 'unknown reason';
		throw new PlainFailure(`The cache folder could not be made (${reason}): name another one in SENDOSO_DEMO_CACHE.`);
	});
}

/** Tells whether there is something at a path. */
export async function exists(path: string): Promise<boolean> {
	return await access(path).then(() => true, () => false);
}
