/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
/** Prints requests per poll and the size of the state. Run it with `npx tsx bench/trigger/requests.ts`. */
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { bench, eventsOf, start, stopAll, type TriggerBench } from '../../test/trigger/support';

const DAY = 86_400_000;
let hasFailed = false;

/** One poll, with its requests; says when there are more than promised. */
async function measure(label: string, { control }: Sandbox, trigger: TriggerBench, most: number, events?: number) {
	control.clearRequests();
	const started = Date.now();
	const items = (await trigger.poll()) ?? [];
	const requests = control.requests().length;
	const isGood = requests <= most && (events === undefined || items.length === events);
	hasFailed ||= !isGood;
	const milliseconds = `${Date.now() - started} ms`;
	console.log(`${isGood ? 'ok    ' : 'FAILED'} ${label.padEnd(72)} ${String(requests).padStart(4)} requests (at most ${most}), ${items.length} events, ${milliseconds}`);
}

function trackOf(sandbox: Sandbox, parameters: INodeParameters): TriggerBench {
	return bench(sandbox, { events: ['sendCreated'], ...parameters });
}

async function createdOnly(order: 'ascending' | 'descending') {
	const sandbox = await start({ order, validateResponses: false, seed: { touches: 5 } });
	const { sends, clock } = sandbox.control;
	sends.addMany(100_000, { from: clock.now() - 90 * DAY, to: clock.now() - 600_000, status: 'Used' });
	const trigger = trackOf(sandbox, {});
	// Once the person behind the connection is asked for, and in an ascending list the end is looked for.
	await measure(`created, ${order}, 100,000 sends: first poll`, sandbox, trigger, 6, 0);
	await measure(`created, ${order}, 100,000 sends: nothing new`, sandbox, trigger, 3, 0);
	sends.addMany(250, { from: clock.now(), to: clock.now() });
	await measure(`created, ${order}, 100,000 sends: 250 new ones`, sandbox, trigger, 7, 250);
	await measure(`created, ${order}, 100,000 sends: nothing new right after that`, sandbox, trigger, 3, 0);
	sends.remove(sends.list({ limit: 300 }).at(-1)?.send_gid ?? '');
	sends.add();
	await measure(`created, ${order}, 100,000 sends: one left, one new`, sandbox, trigger, 7, 1);
}

async function statusChanged(order: 'ascending' | 'descending') {
	const sandbox = await start({ order, validateResponses: false, seed: { touches: 5 } });
	const { sends, clock } = sandbox.control;
	const now = clock.now();
	sends.addMany(10_000, { from: now - 89 * DAY, to: now - 600_000, status: 'Used' });
	const open = [10, 30, 31, 55, 80].map((days) => sends.add({ createdAt: now - days * DAY, status: 'Sent', kind: 'egift' }).send_gid);
	const trigger = trackOf(sandbox, { events: ['sendCreated', 'sendStatusChanged'] });
	await measure(`statusChanged, ${order}, 10,000 sends, 5 open: first poll`, sandbox, trigger, 13, 0);
	await measure(`statusChanged, ${order}, 10,000 sends, 5 open: second poll, looks for open ones`, sandbox, trigger, 105, 0);
	clock.advance(1_000, { moveSends: false });
	await measure(`statusChanged, ${order}, 10,000 sends, 5 open: nothing changed`, sandbox, trigger, 3 + 5, 0);
	for (const gid of open) sends.advance(gid, 'Opened');
	sends.add({ kind: 'egift' });
	await measure(`statusChanged, ${order}, 10,000 sends, 5 open: all opened, one new`, sandbox, trigger, 3 + 5, 7);
	for (const gid of open) sends.advance(gid, 'Used');
	await measure(`statusChanged, ${order}, 10,000 sends: all used`, sandbox, trigger, 3 + 5, 5);
	await measure(`statusChanged, ${order}, 10,000 sends: nothing open but the newest`, sandbox, trigger, 3, 0);
}

async function touches() {
	const sandbox = await start({ validateResponses: false });
	const { control } = sandbox;
	for (let count = 0; count < 1_000; count++) control.touches.add({ created_at: '2024-05-01T10:00:00Z' });
	const trigger = bench(sandbox, { events: eventsOf('touch', ['created', 'updated', 'removed']) });
	// The person once, and the list twice.
	await measure('1,000 touches: first poll', sandbox, trigger, 23, 0);
	await measure('1,000 touches: nothing new', sandbox, trigger, 11, 0);
	for (const { id } of control.touches.list().slice(0, 3)) control.touches.remove(id);
	await measure('1,000 touches: 3 removed', sandbox, trigger, 14, 3);
	for (const { id } of control.touches.list().slice(0, 50)) control.touches.remove(id);
	await measure('1,000 touches: 50 removed', sandbox, trigger, 24, 50);
}

async function stateSize(script: string, nameOf: (index: number) => string) {
	const sandbox = await start({ validateResponses: false });
	for (let index = 0; index < 20_000; index++) sandbox.control.touches.add({ id: 220_000 + index * 7, name: nameOf(index), created_at: '2024-05-01T10:00:00Z' });
	for (const events of [['created', 'updated'], ['created', 'updated', 'removed']]) {
		const trigger = bench(sandbox, { events: eventsOf('touch', events) });
		await trigger.poll();
		const bytes = Buffer.byteLength(JSON.stringify(trigger.state));
		const { names: kept } = (trigger.state.touch as { state: { known: { names?: { length: number } } } }).state.known;
		hasFailed ||= bytes >= 1_000_000;
		const names = kept === undefined ? 'without names' : `names of ${kept.length} letters`;
		console.log(`state of 20,000 touches, ${script}, ${events.join(' ')}: ${bytes.toLocaleString('en-US')} bytes, ${names}`);
	}
}

async function openSendState() {
	const sandbox = await start({ validateResponses: false, seed: { touches: 5 } });
	const { sends, clock } = sandbox.control;
	sends.addMany(20_000, { from: clock.now() - 80 * DAY, to: clock.now() - 600_000, status: 'Sent', kind: 'egift' });
	for (const status of ['pending', 'Processing', 'Packed', 'Shipped', 'Paused', 'Opened', 'Clicked', 'Confirming Address', 'Paused']) {
		clock.advance(1_000, { moveSends: false });
		for (const { send_gid: gid } of sends.list()) sends.advance(gid, status);
	}
	const trigger = trackOf(sandbox, { events: ['sendCreated', 'sendStatusChanged'] });
	for (let count = 0; count < 5; count++) await trigger.poll();
	const bytes = Buffer.byteLength(JSON.stringify(trigger.state));
	const entries = sends.list({ limit: 1 })[0]?.status_updates.length;
	hasFailed ||= bytes >= 1_000_000 || trigger.warnings.length > 0;
	console.log(`state of 20,000 open sends with ${entries} entries each: ${bytes.toLocaleString('en-US')} bytes; ${trigger.warnings.length} warnings`);
	await measure('statusChanged, 20,000 open sends: a poll', sandbox, trigger, 102, 0);
}

async function main() {
	for (const order of ['descending', 'ascending'] as const) {
		await createdOnly(order);
		await statusChanged(order);
		await stopAll();
	}
	await touches();
	await stateSize('long names in several scripts', (index) => `年末ギフト – Отдел продаж – فريق ${index} – 🎁 Équipe Produit Größe 2026`);
	await stateSize('random Chinese names', (index) =>
		Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x4e00 + ((index * 7_919 + at * 104_729 + index * at * 31) % 20_000))).join(''),
	);
	await openSendState();
	await stopAll();
	process.exitCode = hasFailed ? 1 : 0;
}

void main();
