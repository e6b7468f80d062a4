/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { codeOf } from './failure';
import { say } from './progress';
import { pause } from './waiting';

const heartbeatMilliseconds = 5_000;
const staleMilliseconds = 30_000;

/** Lets one process at a time do the work; a lock that is no longer renewed belongs to one that died. */
export async function withLock<Result>(path: string, label: string, work: () => Promise<Result>): Promise<Result> {
	for (let told = false; !(await tryLock(path)); told = true) {
		if (!told) say(`  another run is busy with ${label}, waiting for it`);
		await pause(1000);
		const age = await stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0);
		if (age > staleMilliseconds) await rm(path, { force: true });
	}
	const heartbeat = setInterval(() => {
		const now = new Date();
		void utimes(path, now, now).catch(() => {});
	}, heartbeatMilliseconds);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		await rm(path, { force: true });
	}
}

async function tryLock(path: string): Promise<boolean> {
	return await writeFile(path, String(process.pid), { flag: 'wx' }).then(
		() => true,
		async (error: unknown) => {
			if (codeOf(error) === 'EEXIST') return false;
			return await Promise.reject(error);
		},
	);
}
