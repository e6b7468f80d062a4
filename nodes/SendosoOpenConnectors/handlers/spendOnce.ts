import type { IDataObject } from 'n8n-workflow';
import { type Ending, failedEnding } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { requestOnce } from '../../shared/execution/writeRequest';
import { checkCampaign, isDryRun } from '../../shared/spending/dryRun';
import { explainNotFound } from '../../shared/spending/explainNotFound';
import { isRow } from '../../shared/values/json';
import { sentGifts } from '../lists/sentGifts';

/** Spends money on something that no list shows: an unknown outcome stays unknown. */
export async function spendOnce(item: ItemContext): Promise<Ending> {
	if (isDryRun(item)) return (await checkCampaign(item, sentGifts)) ?? spent(item, {}, 'validated');
	const attempt = await requestOnce(item, item.request);
	if (!attempt.started) return attempt.ending;
	const { outcome } = attempt;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') return await failedEnding(item, outcome, async () => await explainNotFound(item, sentGifts));
	const answer = isRow(outcome.answer.body) ? outcome.answer.body : {};
	const { numberOfGifts } = item.parameters;
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', ...(numberOfGifts === undefined ? {} : { links: Number(numberOfGifts) }) });
	return spent(item, answer, 'sent');
}

function spent({ itemIndex }: ItemContext, answer: IDataObject, outcome: 'sent' | 'validated'): Ending {
	const json = { ...answer, tracking_code: answer.tracking_code ?? null, sendoso: { outcome, wasSent: outcome === 'sent' } };
	return { kind: 'succeeded', items: [toItem(json, itemIndex)] };
}
