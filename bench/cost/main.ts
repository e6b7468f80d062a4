/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- benchmarks run on a desk, never inside n8n */
/**
 * Prints what runs of more and more items cost the processor, and by which power of their number it grows; and what the
 * errors of a run hold in memory that failed halfway.
 *
 *     npm run bench:cost -- [--only refused|queued|memory]
 */
import { parseArgs } from 'node:util';
import { startStandIn } from '../standIn/standIn';
import { measureErrors } from './errors';
import { measureQueued } from './queued';
import { measureRefused } from './refused';

const LISTED_FOR_MS = 10 * 86_400_000;

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string' } } });
	if (global.gc === undefined) throw new Error('Run it with --expose-gc');
	const standIn = await startStandIn({ listed: 100, listedFor: LISTED_FOR_MS, lanes: 1 });
	const results: boolean[] = [];
	for (const [name, measure] of Object.entries({ refused: measureRefused, queued: measureQueued, memory: measureErrors })) {
		if (values.only === undefined || values.only === name) results.push(...(await measure(standIn)));
	}
	standIn.stop();
	const failed = results.filter((holds) => !holds).length;
	console.log(`${results.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
