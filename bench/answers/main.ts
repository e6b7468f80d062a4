/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
/**
 * How long one hostile answer holds n8n's process up, beside plain reading of the same answer in the same run.
 *
 *     npm run bench:answers
 */
import axios from 'axios';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FaultAction } from '../../sandbox/faults/types';
import { hostileAnswers } from '../../test/hostile/answers';
import { hurryTime } from '../../test/hostile/hurriedTime';
import { directOperations, sapOperations } from '../../test/hostile/operations';
import { runNode, storedCredential, type StoredCredential, storedTenant } from '../../test/support/engine';

/** More than plain reading that an answer may hold the process up, in milliseconds. */
const MOST_MS = 50;

/** Runs of each pair, of which the quietest counts: what else the machine does only adds. */
const RUNS = 5;

/** One operation for each way in which an answer is read. */
const tried = ['touch.getAll', 'send.getAll', 'send.createEgift', 'send.createEgiftLinks', 'group.getAll', 'touch.get', 'bulkJob.getErrors', 'bulkJob.getResult', 'send.createBulk', 'connectorInstance.getAll'];

interface Opened {
	url: string;
	openConnectorsUrl: string;
	token: { access_token: string; refresh_token: string };
	tenant: { userSecret: string; organizationSecret: string; elementToken: string };
}

/** The longest time for which nothing else could run, in milliseconds. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
	let [isOver, longest, last] = [false, 0, performance.now()];
	const watch = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
		if (!isOver) setImmediate(watch);
	};
	setImmediate(watch);
	await Promise.allSettled([work()]);
	isOver = true;
	return longest;
}

async function quietest(work: () => Promise<unknown>): Promise<number> {
	const all: number[] = [];
	for (let run = 0; run < RUNS; run++) all.push(await longestBlock(work));
	return Math.min(...all);
}

async function main(): Promise<number> {
	hurryTime();
	const child = fork(join(__dirname, 'child.ts'));
	const [{ url, openConnectorsUrl, token, tenant }] = (await once(child, 'message')) as [Opened];
	const answerWith = async (action: FaultAction) => {
		child.send(action);
		await once(child, 'message');
	};
	let clients = 0;
	const connections: Array<[string, typeof directOperations, () => StoredCredential, string]> = [
		['direct', directOperations, () => storedCredential(url, token, { clientId: `bench-${++clients}` }), `${url}/api/v3/touches`],
		['over SAP', sapOperations, () => storedTenant(openConnectorsUrl, tenant), `${openConnectorsUrl}/touches`],
	];
	const large = hostileAnswers.filter(([name]) => /megabyte|100 kB|without end|nested|5 kB/.test(name));
	let [worst, total] = [0, 0];
	for (const [connection, operations, credential, address] of connections) {
		const chosen = operations.filter(({ name }) => tried.includes(name));
		for (const [name, action] of large) {
			await answerWith(action);
			const headers = { Authorization: connection === 'direct' ? `Bearer ${token.access_token}` : `User ${tenant.userSecret}, Organization ${tenant.organizationSecret}, Element ${tenant.elementToken}` };
			const plain = await quietest(async () => await axios.get(address, { headers, validateStatus: () => true }));
			const blocks: Array<[string, number]> = [];
			for (const { name: operation, parameters } of chosen) {
				const block = await quietest(async () => await runNode({ credential: credential(), parameters: { ...parameters, ...('recipientEmail' in parameters ? { duplicateCheck: 'off' } : {}) } }));
				blocks.push([operation, block]);
				total += 1;
			}
			const [operation, block] = blocks.reduce((most, one) => (one[1] > most[1] ? one : most));
			worst = Math.max(worst, block - plain);
			process.stdout.write(`${connection.padEnd(9)} ${name.padEnd(60)} plain ${plain.toFixed(0).padStart(4)} ms, node at most ${block.toFixed(0).padStart(4)} ms (${operation})\n`);
		}
	}
	child.disconnect();
	process.stdout.write(`${total} pairs; at most ${worst.toFixed(0)} ms more than plain reading, ${MOST_MS} allowed\n`);
	return worst <= MOST_MS ? 0 : 1;
}

void main().then((code) => process.exit(code));
