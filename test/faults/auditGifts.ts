import type { AcrossProcesses } from './acrossProcesses';
import type { ServerRecord, Tally } from './audit';
import type { Executed } from './execute';
import { type Telling, tellingsOf } from './tellings';
import { readsAgain } from './twoProcesses';
import type { ScenarioPlan } from './types';

/** Counts gifts that somebody got twice although the check was on, and gifts that somebody never got. */
export function auditGifts(tally: Tally, across: AcrossProcesses, record: ServerRecord, scenario: ScenarioPlan, executions: Executed[]) {
	const checked = executions.filter(({ plan }) => plan.duplicateCheck !== 'off' || plan.asTool).flatMap(tellingsOf);
	for (const [gift, tellings] of byGift(checked)) {
		const count = record.byGift.get(gift)?.length ?? 0;
		const [first] = tellings;
		if (scenario.name === 'two processes' && first !== undefined) across.add(readsAgain(first.executed.plan), scenario.pairing, count);
		else if (count > 1) {
			tally.duplicates += 1;
			tally.complain(scenario, 'somebody got several gifts', `${gift}: ${count}; told ${inWords(tellings)}`);
		}
		if (count === 0 && tellings.some(isLeftOpen)) tally.leftOpen += 1;
		if (count === 0 && tellings.some(mustExist)) {
			tally.lostSilently += 1;
			tally.complain(scenario, 'somebody never got a gift', `${gift}; told ${inWords(tellings)}`);
		}
	}
}

function mustExist(telling: Telling): boolean {
	return telling.executed.plan.completes === true && telling.isRehearsal === false && !isLeftOpen(telling);
}

/** A retry may say that nobody knows yet what became of an earlier request: then the gift may be missing, but not silently. */
function isLeftOpen({ executed: { plan }, report }: Telling): boolean {
	return plan.completes === true && plan.retries !== undefined && report?.told === 'unknown';
}

function inWords(tellings: Telling[]): string {
	return tellings.map(({ executed, report }) => `${executed.plan.id}: ${report === undefined ? 'cancelled' : `${report.told} ${report.text}`}`).join('; ');
}

function byGift(tellings: Telling[]): Map<string, Telling[]> {
	const gifts = new Map<string, Telling[]>();
	for (const telling of tellings) gifts.set(telling.gift, [...(gifts.get(telling.gift) ?? []), telling]);
	return gifts;
}
