import { type Ending, failedEnding } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { requestOnce } from '../../shared/execution/writeRequest';
import { isRow } from '../../shared/values/json';

/** Creates something that costs nothing, such as an invitation, and gives Sendoso's answer. */
export async function createRecord(item: ItemContext): Promise<Ending> {
	const attempt = await requestOnce(item, item.request);
	if (!attempt.started) return attempt.ending;
	const { outcome } = attempt;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') return await failedEnding(item, outcome);
	const body = isRow(outcome.answer.body) ? outcome.answer.body : {};
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: [toItem(body, item.itemIndex)] };
}
