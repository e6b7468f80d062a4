/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { access, constants, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { PlainFailure } from '../../../scripts/demo/failure';

/** n8n names the public registry in each call of npm; another one takes a licence. */
const script = [
	'#!/bin/sh',
	'for a; do shift; case "$a" in --registry=*) a="--registry=$TEST_REGISTRY";; esac; set -- "$@" "$a"; done',
	'exec ${REAL_NODE:+"$REAL_NODE"} "$REAL_NPM" "$@"',
	'',
].join('\n');

/** The environment in which an n8n that runs under `node` installs packages from a registry on this machine. */
export async function installingFrom(registry: string, folder: string, node: string): Promise<Record<string, string>> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'npm'), script, { mode: 0o755 });
	const own = process.env.npm_execpath;
	return {
		PATH: [folder, dirname(node), process.env.PATH ?? ''].join(delimiter),
		TEST_REGISTRY: registry,
		...(own === undefined ? { REAL_NPM: await npmOnPath() } : { REAL_NODE: node, REAL_NPM: own }),
		// Its list of packages asks npm without naming a registry.
		npm_config_registry: registry,
		npm_config_fetch_retries: '0',
	};
}

async function npmOnPath(): Promise<string> {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		const file = join(folder, 'npm');
		if (await access(file, constants.X_OK).then(() => true, () => false)) return file;
	}
	throw new PlainFailure('There is no npm on the PATH.');
}
