import { run } from '../running';
import type { Scene } from '../scene';
import type { ListTrouble } from '../troubles';

/** Time over which the sends of others are spread, and how long ago the last one was, in milliseconds. */
const [LISTED_FOR_MS, LISTED_UNTIL_MS] = [2 * 86_400_000, 60_000];

/** Runs while the list of sends is odd: in no order, without a counter, or with the same page again and again. */
export async function runWithOddList(scene: Scene, { hidesCounters, listed }: ListTrouble) {
	const { ground, plan } = scene;
	const { control } = ground.sandbox;
	const now = control.clock.now();
	if (listed > 0) control.sends.addMany(listed, { from: now - LISTED_FOR_MS, to: now - LISTED_UNTIL_MS });
	control.hideCounters(hidesCounters);
	control.ignorePageNumbers(plan.name === 'page number ignored');
	for (const execution of plan.executions) {
		await run(scene, execution);
		control.ignorePageNumbers(false);
	}
}
