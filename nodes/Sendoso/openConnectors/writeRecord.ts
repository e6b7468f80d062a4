import type { IDataObject } from 'n8n-workflow';
import { type ItemContext, toItem } from '../run/itemContext';
import { type Ending, failedEnding, requestOnce } from '../run/spend';
import { checkCampaign, isDryRun } from '../sends/dryRun';
import { isRow } from '../transport/readList';
import type { ConnectorAnswer } from './answer';
import { unwrap } from './answers';
import { warnOfAnswer } from './readers';

/** Creates, changes or deletes a record, and gives the connector's answer; an empty one becomes `success: true`. */
export async function writeRecord(item: ItemContext, { singular, orElse }: Extract<ConnectorAnswer, { kind: 'connectorWrite' }>): Promise<Ending> {
	let attempt = await requestOnce(item, item.request, orElse !== undefined);
	if (attempt.started && orElse !== undefined && statusOf(attempt.outcome.answer) === 405) {
		attempt = await requestOnce(item, { ...item.request, method: orElse });
	}
	if (!attempt.started) return attempt.ending;
	const { outcome } = attempt;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') return await failedEnding(item, outcome);
	warnOfAnswer(item, outcome.answer);
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: answeredRows(outcome.answer.body, singular).map((row) => toItem(row, item.itemIndex)) };
}

/** Spends money on something that no list shows: an unknown outcome stays unknown. */
export async function spendOnce(item: ItemContext): Promise<Ending> {
	if (isDryRun(item)) return (await checkCampaign(item)) ?? spent(item, {}, 'validated');
	const attempt = await requestOnce(item, item.request);
	if (!attempt.started) return attempt.ending;
	const { outcome } = attempt;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') return await failedEnding(item, outcome);
	const answer = isRow(outcome.answer.body) ? outcome.answer.body : {};
	const { numberOfGifts } = item.parameters;
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', ...(numberOfGifts === undefined ? {} : { links: Number(numberOfGifts) }) });
	return spent(item, answer, 'sent');
}

function spent({ itemIndex }: ItemContext, answer: IDataObject, outcome: 'sent' | 'validated'): Ending {
	const json = { ...answer, tracking_code: answer.tracking_code ?? null, sendoso: { outcome, wasSent: outcome === 'sent' } };
	return { kind: 'succeeded', items: [toItem(json, itemIndex)] };
}

function answeredRows(body: unknown, singular: string | undefined): IDataObject[] {
	const rows = (Array.isArray(body) ? body : [body]).map((row) => unwrap(row, singular)).filter(isRow);
	return rows.length === 0 ? [{ success: true }] : rows;
}

function statusOf(answer: { kind: string; status?: number }): number | undefined {
	return answer.kind === 'answered' ? answer.status : undefined;
}
