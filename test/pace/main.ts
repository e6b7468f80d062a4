/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- the measurement runs on a desk, never inside n8n */
/**
 * Counts at the server whether the node keeps its pace in every window of one second, while the process that it runs in
 * is busy and several executions send and read at once.
 *
 *     npm run test:pace -- [--only 4,8] [--seconds 5] [--seed 20261123]
 */
import { parseArgs } from 'node:util';
import { createRandom } from '../../sandbox/random';
import { clientOf, measure } from './measure';
import { startStandIn } from './standIn';

/** Requests per second that credentials ask for. */
const PACES = [1, 4, 8, 50];

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string', default: PACES.join() }, seconds: { type: 'string', default: '5' }, seed: { type: 'string', default: '20261123' } } });
	const wanted = values.only.split(',').map(Number);
	const paces = PACES.filter((pace) => wanted.includes(pace));
	if (paces.length !== wanted.length) throw new Error(`--only takes some of ${PACES.join(', ')}`);
	const standIn = await startStandIn({ clientIds: paces.map(clientOf) });
	const random = createRandom(Number(values.seed));
	let [passed, failed] = [0, 0];
	for (const [place, pace] of paces.entries()) {
		for await (const { holds, text } of measure({ standIn, pace, place, seconds: Number(values.seconds), random })) {
			console.log(`${holds ? 'ok  ' : 'FAIL'} pace ${pace}: ${text}`);
			if (holds) passed += 1;
			else failed += 1;
		}
	}
	standIn.stop();
	console.log(`${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
