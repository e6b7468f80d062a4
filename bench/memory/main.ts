/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- benchmarks run on a desk, never inside n8n */
/**
 * Prints by how much the heap grows over 2,000 gifts, each in an execution of its own, while Sendoso lists 1,000 sends.
 *
 *     npm run bench:memory -- [--only direct|connector|unidentified] [--gifts 2000]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';
import { runNode, storedCredential, type StoredCredential, storedTenant } from '../../test/support/engine';
import { type Accounts, startStandIn } from '../standIn/standIn';
import { runUnidentified } from './unidentified';

const LISTED = 1_000;
const LISTED_FOR_MS = 10 * 86_400_000;
const WARM_UP = 100;
const MOST_MEGABYTES = 20;
/** Client applications that send side by side: each one has a pace, which is then not what takes the time. */
const LANES = 4;

/** One way of sending, and what sends one gift in it. */
interface Way {
	name: string;
	send(lane: number, email: string): Promise<void>;
}

function waysOf(accounts: Accounts): Record<string, Way> {
	const gift = { touchId: { __rl: true, mode: 'id', value: String(accounts.touchId) } };
	const direct = (email: string): INodeParameters => ({ ...gift, resource: 'send', operation: 'createEgift', recipientEmail: email });
	const lanes = (kind: string) =>
		Array.from({ length: LANES }, (_, lane) => storedCredential(accounts.url, accounts.token, { clientId: `${kind} ${lane}` }));
	const tenants = accounts.tenants.map((secrets) => storedTenant(accounts.openConnectorsUrl, secrets));
	const [own, nobodys] = [lanes('own'), lanes('nobodys')];
	return {
		direct: { name: 'Sendoso', send: async (lane, email) => await sendInExecution(own[lane], direct(email)) },
		connector: {
			name: 'Sendoso via SAP Open Connectors',
			send: async (lane, email) => await sendInExecution(tenants[lane], { ...gift, resource: 'send', operation: 'create', recipientEmail: email }),
		},
		unidentified: {
			name: 'Sendoso, in calls without execution id and cancel signal',
			send: async (lane, email) => await runUnidentified(laneOf(nobodys[lane]), direct(email), `node of ${email}`),
		},
	};
}

async function sendInExecution(credential: StoredCredential | undefined, parameters: INodeParameters) {
	const { error, items } = await runNode({ credential: laneOf(credential), parameters, mode: 'trigger' });
	const outcome = (items[0]?.json.sendoso as { outcome?: string } | undefined)?.outcome;
	if (outcome !== 'sent') throw new Error(`A gift did not go out: ${error?.message ?? String(outcome)} ${error?.description ?? ''}`);
}

function laneOf(credential: StoredCredential | undefined): StoredCredential {
	if (credential === undefined) throw new Error('There are fewer client applications than lanes');
	return credential;
}

/** Sends gifts, so many at a time as there are lanes. */
async function sendAll({ send }: Way, count: number, crowd: string) {
	const lanes = Array.from({ length: LANES }, async (_, lane) => {
		for (let number = lane; number < count; number += LANES) await send(lane, `person${number}@${crowd}.example.com`);
	});
	await Promise.all(lanes);
}

/** Megabytes in use, after everything that nobody holds was thrown away. */
async function heapMegabytes(): Promise<number> {
	for (let round = 0; round < 2; round++) {
		await pause(200);
		global.gc?.();
	}
	return process.memoryUsage().heapUsed / 1e6;
}

async function measure(key: string, way: Way, gifts: number): Promise<boolean> {
	await sendAll(way, WARM_UP, `${key}.warm-up`);
	const before = await heapMegabytes();
	const started = Date.now();
	await sendAll(way, gifts, key);
	const growth = (await heapMegabytes()) - before;
	const holds = growth < MOST_MEGABYTES;
	const each = `${((growth * 1_000) / gifts).toFixed(1)} kB each, ${Math.round((Date.now() - started) / 1_000)} s`;
	console.log(`${holds ? 'ok  ' : 'FAIL'} ${way.name}: the heap grew by ${growth.toFixed(1)} MB over ${gifts} gifts (${each}), at most ${MOST_MEGABYTES} MB`);
	return holds;
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, gifts: { type: 'string', default: '2000' } } });
	if (global.gc === undefined) throw new Error('Run it with --expose-gc');
	const results: boolean[] = [];
	const standIn = await startStandIn({ listed: LISTED, listedFor: LISTED_FOR_MS, lanes: LANES });
	console.log(`${LISTED} listed sends; after a warm-up of ${WARM_UP} gifts`);
	for (const [key, way] of Object.entries(waysOf(standIn))) {
		if (values.only === undefined || values.only === key) results.push(await measure(key, way, Number(values.gifts)));
	}
	standIn.stop();
	const failed = results.filter((holds) => !holds).length;
	console.log(`${results.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
