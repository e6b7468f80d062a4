/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Installation } from '../harness/installation';

/** With what a package is loaded. */
export type Loader = Pick<Installation, 'node' | 'n8nModules'>;

/** What the load of a package took. */
export interface Load {
	milliseconds: number;
	heapBytes: number;
}

/** What was loaded. */
export interface Loaded extends Load {
	credentials: number;
	/** Of every node, in its version for new workflows. */
	descriptions: INodeTypeDescription[];
}

const mostMilliseconds = 120_000;

/**
 * Loads all nodes and credentials of a package in a fresh process under n8n's Node, with n8n-workflow already loaded.
 *
 * @param folder where the package is, with what it depends on beside it
 * @throws Error when a class does not load
 */
export async function loadPackage({ node, n8nModules }: Loader, folder: string): Promise<Loaded> {
	const child = fork(join(__dirname, 'loadEntry.cjs'), [folder], {
		execPath: node,
		execArgv: ['--expose-gc'],
		// n8n, too, lets packages find in NODE_PATH what it has itself.
		env: { PATH: process.env.PATH, NODE_PATH: n8nModules },
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		timeout: mostMilliseconds,
	});
	let complaints = '';
	child.stderr?.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	const ended = once(child, 'close').then(() => undefined);
	const answer = await Promise.race([once(child, 'message'), ended]);
	await ended;
	if (answer === undefined) throw new Error(/^\w*Error\b.*/m.exec(complaints)?.[0] ?? 'its classes did not load');
	const [{ descriptions, ...figures }] = answer as [Omit<Loaded, 'descriptions'> & { descriptions: string }];
	return { ...figures, descriptions: JSON.parse(descriptions) as INodeTypeDescription[] };
}
