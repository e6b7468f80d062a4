/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { LISTENING, listenToItems } from '../../test/support/listeningNode';
import { egift, type Measurement, people, runOnce } from './runs';

const SENT = 5_000;
const UNSENT = 5_000;
const MOST_MEGABYTES = 150;

function heapMegabytes(): number {
	for (let round = 0; round < 3; round++) global.gc?.();
	return process.memoryUsage().heapUsed / 1e6;
}

/** What the errors of the unsent items hold, of which n8n has all until the last item has ended. */
export const measureErrors: Measurement = async (accounts) => {
	const errors = listenToItems();
	const items = people(SENT + UNSENT).map((person, index) => ({ ...person, touch: index === SENT ? 999_999 : accounts.touchId }));
	const touchId = { __rl: true, mode: 'id', value: '={{ $json.touch }}' };
	await runOnce(accounts, { parameters: egift(accounts), items: people(20), type: LISTENING });
	const before = heapMegabytes();
	const { error } = await runOnce(accounts, { parameters: egift(accounts, { touchId, options: { maximumSends: 1_000_000 } }), items, type: LISTENING });
	const held = heapMegabytes() - before;
	if (errors.size === 0 || error?.description?.includes(`item ${SENT - 1} (tracking code`) !== true) throw new Error(`The run ended otherwise: ${error?.message}`);
	const holds = held < MOST_MEGABYTES;
	const { size } = errors;
	errors.clear();
	const ofErrors = before + held - heapMegabytes();
	console.log(`${holds ? 'ok  ' : 'FAIL'} ${SENT + UNSENT - size} sent and ${size} unsent items: ${held.toFixed(0)} MB are left at the end, ${ofErrors.toFixed(0)} MB of them by the errors, at most ${MOST_MEGABYTES} MB`);
	return [holds];
};
