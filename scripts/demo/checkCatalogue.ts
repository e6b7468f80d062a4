import { makeCatalogue } from '../../sandbox/store/catalogue';
import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { runByHand, sendsTo } from './exampleRuns';
import { itemsOf } from './execution';
import { dig } from './json';

const example = 'send-gift-within-budget';
const person = 'noor.haddad@example.com';
const budget = 40;

/** Sends a gift of the marketplace, and asks for it again. */
export async function checkCatalogue(demo: Demo, checks: Checks): Promise<void> {
	await checks.run('the budget example sends the gift that comes closest to the budget, for approval', async () => {
		const execution = await runByHand(demo, example, 'Start by hand');
		const [item] = itemsOf(execution, 'Send it for approval');
		const best = Math.max(...makeCatalogue().filter(({ price, shipsTo }) => price <= budget && shipsTo.includes('US')).map(({ price }) => price));
		const received = sendsTo(demo, person).map(({ status, current_total_cost: cost, send_gid: gid }) => [status, Number(cost), gid]);
		expectSame('what the server received', received, [['pending', best, dig(item, 'sendoso', 'matchedSend', 'send_gid')]]);
	});
	await checks.run('run again, it sends no second gift', async () => {
		const execution = await runByHand(demo, example, 'Start by hand');
		expectSame('outcome', dig(itemsOf(execution, 'Send it for approval')[0], 'sendoso', 'outcome'), 'skipped');
		expectSame('sends at the server', sendsTo(demo, person).length, 1);
	});
}
