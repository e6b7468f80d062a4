import type { IDataObject } from 'n8n-workflow';
import type { Ending } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { answerOrEnding, requestOnce } from '../../shared/execution/writeRequest';
import { explainNotFound } from '../../shared/spending/explainNotFound';
import { statusOf } from '../../shared/transport/answer';
import { isRow } from '../../shared/values/json';
import type { ConnectorAnswer } from '../answerShapes';
import { recordsOf } from '../lists/pageBody';
import { warnOfAnswer } from '../lists/pageReader';
import { sentGifts } from '../lists/sentGifts';

/** Creates, changes or deletes a record, and gives the connector's answer; an empty one becomes `success: true`. */
export async function writeRecord(item: ItemContext, { singular, orElse }: Extract<ConnectorAnswer, { kind: 'connectorWrite' }>): Promise<Ending> {
	let attempt = await requestOnce(item, item.request, { hasSequel: orElse !== undefined });
	if (attempt.started && orElse !== undefined && statusOf(attempt.outcome.answer) === 405) {
		attempt = await requestOnce(item, { ...item.request, method: orElse });
	}
	const answer = await answerOrEnding(item, attempt, async () => await explainNotFound(item, sentGifts));
	if (answer.kind === 'failed') return answer;
	warnOfAnswer(item, answer);
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: answeredRows(answer.body, singular).map((row) => toItem(row, item.itemIndex)) };
}

function answeredRows(body: unknown, singular: string | undefined): IDataObject[] {
	const rows = recordsOf(body, singular).filter(isRow);
	return rows.length === 0 ? [{ success: true }] : rows;
}
