/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console -- benchmarks run on a desk, never inside n8n */
/** Counts what the duplicate check of 500 gifts asks of an account with 100,000 sends. */
import type { SendOrder } from '../sandbox';
import { startSandbox } from '../sandbox';
import { runNode, storedCredential } from '../test/support/engine';

const GIFTS = 500;
const SENDS = 100_000;
const WINDOW_DAYS = 3;
const SENDS_IN_WINDOW = 200;
const PACE = 8;
const MOST_BEFORE = 5;
/** The newest page is read again once in so many seconds, at the most. */
const SECONDS_PER_REQUEST = 5;
const DAY_MS = 86_400_000;

async function measure(order: SendOrder): Promise<boolean> {
	const { control, url, stop } = await startSandbox({ seed: 'empty', order });
	const touchId = control.touches.add({ delivery_type: 'email' }).id;
	const now = control.clock.now();
	const windowStart = now - WINDOW_DAYS * DAY_MS;
	control.sends.addMany(SENDS - SENDS_IN_WINDOW, { touchId, from: now - 90 * DAY_MS, to: windowStart - 60_000 });
	control.sends.addMany(SENDS_IN_WINDOW, { touchId, from: windowStart + 60_000, to: now - 60_000 });
	const { items, error } = await runNode({
		credential: storedCredential(url, control.issueToken(), { requestsPerSecond: PACE }),
		parameters: {
			resource: 'send',
			operation: 'createEgift',
			touchId: { __rl: true, mode: 'id', value: String(touchId) },
			recipientEmail: '={{ $json.email }}',
			options: { duplicateWindowDays: WINDOW_DAYS, maximumSends: GIFTS },
		},
		items: Array.from({ length: GIFTS }, (_, index) => ({ email: `person${index}@${order}.example.com` })),
	});
	if (error) throw new Error(`The gifts did not go out: ${error.message} ${error.description ?? ''}`);
	const requests = control.requests().filter(({ path }) => path === '/api/v3/send');
	const firstSend = requests.findIndex(({ method }) => method === 'POST');
	const isList = ({ method }: { method: string }) => method === 'GET';
	const before = requests.slice(0, firstSend).filter(isList).length;
	const after = requests.slice(firstSend).filter(isList).length;
	const sent = control.sends.list({ createdByRequest: true }).length;
	const seconds = ((requests.at(-1)?.arrivedAt ?? 0) - (requests[0]?.arrivedAt ?? 0)) / 1_000;
	const mostAfter = Math.floor(seconds / SECONDS_PER_REQUEST);
	await stop();
	const holds = before <= MOST_BEFORE && after <= mostAfter && sent === GIFTS && items.length === GIFTS;
	console.log(
		`${holds ? 'ok  ' : 'FAIL'} list ${order}, ${SENDS.toLocaleString('en-US')} sends, ${SENDS_IN_WINDOW} in ${WINDOW_DAYS} days: ${sent} of ${GIFTS} gifts in ${seconds.toFixed(0)} s; list requests ${before + after}: ${before} before the first send (at most ${MOST_BEFORE}), ${after} afterwards (at most ${mostAfter})`,
	);
	return holds;
}

async function main(): Promise<number> {
	const results = [await measure('descending'), await measure('ascending')];
	const failed = results.filter((holds) => !holds).length;
	console.log(`${results.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
