/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import axios from 'axios';
import { performance } from 'node:perf_hooks';
import { startSandbox } from '../sandbox';
import { runNode, storedCredential } from '../test/support/engine';

/** Sends in the list, milliseconds that every answer takes, and the pace in requests per second. */
const SENDS = 10_000;
const LATENCY_MS = 300;
const PACE = 8;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
	const start = performance.now();
	await work();
	return (performance.now() - start) / 1000;
};

/**
 * Reads 10,000 sends with the node and with one request after another, at the same delay, and prints the ratio.
 *
 * @returns whether the node gave every send once and in order
 */
export async function benchLists(): Promise<boolean> {
	const sandbox = await startSandbox({ seed: 'empty', order: 'ascending' });
	const { control } = sandbox;
	const touch = control.touches.add({ delivery_type: 'email' });
	control.sends.addMany(SENDS, { touchId: touch.id, from: new Date(Date.now() - 90 * 86_400_000).toISOString(), to: new Date().toISOString() });
	control.setLatency(LATENCY_MS);
	const token = control.issueToken();
	const credential = storedCredential(sandbox.url, token, { requestsPerSecond: PACE });

	let items: Array<{ json: Record<string, unknown> }> = [];
	const node = await seconds(async () => {
		items = (await runNode({ credential, parameters: { resource: 'send', operation: 'getAll', returnAll: true } })).items;
	});
	const requests = control.requests().length;
	const ids = new Set(items.map(({ json }) => json.send_gid));
	const inOrder = items.every(({ json }, index) => index === 0 || Date.parse(String(json.created_at)) <= Date.parse(String(items[index - 1]?.json.created_at)));

	const oneByOne = await seconds(async () => {
		for (let page = 1; page <= SENDS / 100; page++) {
			await axios.get(`${sandbox.url}/api/v3/send`, { params: { page, per_page: 100 }, headers: { Authorization: `Bearer ${token.access_token}` } });
		}
	});
	await sandbox.stop();

	const say = (line: string) => process.stdout.write(`${line}\n`);
	say(`${SENDS} sends, ${LATENCY_MS} ms per answer, pace ${PACE} requests/s`);
	say(`node: ${node.toFixed(1)} s, ${requests} requests, ${ids.size} different sends, ${inOrder ? 'newest first' : 'NOT in order'}`);
	say(`one page after another: ${oneByOne.toFixed(1)} s; ratio ${(node / oneByOne).toFixed(2)}`);
	say(`limit of the pace alone: ${(requests / PACE).toFixed(1)} s; ratio ${(node / (requests / PACE)).toFixed(2)}`);
	return ids.size === SENDS && inOrder;
}
