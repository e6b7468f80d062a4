/* eslint-disable no-console -- benchmarks run on a desk, never inside n8n */
import type { INodeParameters } from 'n8n-workflow';
import type { Accounts } from '../standIn/standIn';
import { costsOf, judge } from './measure';
import { METERED, registerMeteredNode } from './meteredNode';
import { egift, type Measurement, people, runOnce } from './runs';

const SIZES = [1_000, 2_000, 3_000];
const WARM_UP = 300;

const CASES: Array<{ name: string; parameters(accounts: Accounts): INodeParameters }> = [
	{ name: 'queued sends', parameters: (accounts) => egift(accounts, { options: { maximumSends: 1_000_000 } }) },
	{ name: 'queued reads', parameters: ({ touchId }) => ({ resource: 'touch', operation: 'get', touchId: { __rl: true, mode: 'id', value: String(touchId) } }) },
];

/** Items whose requests wait for their turn, at the highest pace. What n8n's HTTP client needs for a request is in it. */
export const measureQueued: Measurement = async (accounts) => {
	const meter = registerMeteredNode();
	const results: boolean[] = [];
	for (const { name, parameters } of CASES) {
		const run = async (count: number) => {
			const { error, items } = await runOnce(accounts, { parameters: parameters(accounts), items: people(count), type: METERED });
			if (items.length !== count) throw new Error(`Of ${count} items ${items.length} came out: ${error?.message}`);
		};
		await run(WARM_UP);
		const { holds, line } = judge(name, await costsOf(meter, SIZES, () => 1, run));
		console.log(line);
		results.push(holds);
	}
	return results;
};
