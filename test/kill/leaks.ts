/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the campaign runs on a desk, never inside n8n */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from '../realN8n/stage';
import { CANARY_DOMAIN } from './round';

/** What was found of the values that must not be there. */
export interface Leaks {
	bytes: number;
	logCharacters: number;
	stored: number;
	logged: number;
	addresses: number;
}

/** Everything in n8n's folder that is no program. */
const SKIPPED = ['node_modules', 'nodes', '.cache'];

/** Keeps what the n8n that ends now has printed. */
export function noteLog({ logs, n8n }: Stage) {
	logs.push(n8n.log.join('\n'));
}

/** Every form in which a token or secret could be stored: as it is, or encoded. */
export function secretsOf({ secrets }: Stage): string[] {
	return secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex')]);
}

/** Searches n8n's database, its other files and its log. */
export async function findLeaks(stage: Stage): Promise<Leaks> {
	const secrets = secretsOf(stage);
	const paths = await filesIn(join(stage.folder, '.n8n'));
	const read = async (isLog: boolean) =>
		await Promise.all(paths.filter((path) => path.endsWith('.log') === isLog).map(async (path) => await readFile(path, 'latin1')));
	const files = await read(false);
	const log = [...stage.logs, ...(await read(true))].join('\n');
	return {
		bytes: files.reduce((sum, text) => sum + text.length, 0),
		logCharacters: log.length,
		stored: secrets.filter((secret) => files.some((text) => text.includes(secret))).length,
		logged: secrets.filter((secret) => log.includes(secret)).length,
		addresses: log.split(CANARY_DOMAIN).length - 1,
	};
}

async function filesIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found = await Promise.all(
		entries.map(async (entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : await filesIn(path);
			return entry.isFile() ? [path] : [];
		}),
	);
	return found.flat();
}
