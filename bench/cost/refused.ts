/* eslint-disable no-console -- benchmarks run on a desk, never inside n8n */
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Accounts } from '../standIn/standIn';
import { costsOf, judge } from './measure';
import { METERED, registerMeteredNode } from './meteredNode';
import { egift, type Measurement, people, runOnce } from './runs';

const SIZES = [1_000, 2_000, 5_000, 10_000];
const tries = (size: number) => (size <= 2_000 ? 4 : 2);
const WARM_UP = 3_000;

const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };
const NOBODY: INodeParameters = { __rl: true, mode: 'id', value: '999999' };
const MANY = { maximumSends: 1_000_000 };

/** A way in which a run is refused, and the first words of its first error. */
interface Case {
	name: string;
	parameters(accounts: Accounts): INodeParameters;
	items?(count: number): Array<Record<string, unknown>>;
	settings?: Partial<INode>;
	says: string;
}

const bad = (count: number) => people(count).map(({ email }) => ({ email: email.replace('@', ' at ') }));

const CASES: Case[] = [
	{ name: 'a check refuses all items, and the run fails', parameters: egift, items: bad, says: 'Not sent: ' },
	{ name: 'a check refuses all items, one by one', parameters: egift, items: bad, settings: CONTINUE, says: 'Not sent: ' },
	{ name: 'more than Maximum Sends, and the run fails', parameters: (accounts) => egift(accounts, { options: { maximumSends: 5 } }), says: 'Not sent: this run would make' },
	{ name: 'more than Maximum Sends, one by one', parameters: (accounts) => egift(accounts, { options: { maximumSends: 5 } }), settings: CONTINUE, says: 'Not sent: this run would make' },
	{ name: 'the first item is refused, and stops the run', parameters: (accounts) => egift(accounts, { touchId: NOBODY, duplicateCheck: 'off', options: MANY }), says: 'Refused: ' },
];

/** Items that are refused without a request, or stopped after the first one. */
export const measureRefused: Measurement = async (accounts) => {
	const meter = registerMeteredNode();
	const results: boolean[] = [];
	for (const { name, parameters, items = people, settings, says } of CASES) {
		const run = async (count: number) => {
			const result = await runOnce(accounts, { parameters: parameters(accounts), items: items(count), settings, type: METERED });
			const message = result.error?.message ?? String(result.items[0]?.json.error);
			if (!message.startsWith(says)) throw new Error(`The run ended otherwise: ${message}`);
		};
		await run(WARM_UP);
		const { holds, line } = judge(name, await costsOf(meter, SIZES, tries, run));
		console.log(line);
		results.push(holds);
	}
	return results;
};
