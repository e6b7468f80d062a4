import type { ServerRecord, Tally } from './audit';
import type { Executed } from './execute';
import { type Telling, tellingsOf } from './tellings';
import type { ScenarioPlan } from './types';

/** Counts gifts that somebody got twice although the check was on, and gifts that somebody never got. */
export function auditGifts(tally: Tally, record: ServerRecord, scenario: ScenarioPlan, executions: Executed[]) {
	const checked = executions.filter(({ plan }) => plan.duplicateCheck !== 'off' || plan.asTool).flatMap(tellingsOf);
	for (const [gift, tellings] of byGift(checked)) {
		const count = record.byGift.get(gift)?.length ?? 0;
		if (count > 1) {
			tally.duplicates += 1;
			tally.complain(scenario, 'somebody got several gifts', `${gift}: ${count}; told ${inWords(tellings)}`);
		}
		if (count === 0 && tellings.some(mustExist)) {
			tally.lostSilently += 1;
			tally.complain(scenario, 'somebody never got a gift', `${gift}; told ${inWords(tellings)}`);
		}
	}
}

function mustExist({ executed, isRehearsal }: Telling): boolean {
	return executed.plan.completes === true && isRehearsal === false;
}

function inWords(tellings: Telling[]): string {
	return tellings.map(({ executed, report }) => `${executed.plan.id}: ${report === undefined ? 'cancelled' : `${report.told} ${report.text}`}`).join('; ');
}

function byGift(tellings: Telling[]): Map<string, Telling[]> {
	const gifts = new Map<string, Telling[]>();
	for (const telling of tellings) gifts.set(telling.gift, [...(gifts.get(telling.gift) ?? []), telling]);
	return gifts;
}
