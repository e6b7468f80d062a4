import type { Ending } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { answeredOnce } from '../../shared/execution/writeRequest';
import { isRow } from '../../shared/values/json';

/** Creates something that costs nothing, such as an invitation, and gives Sendoso's answer. */
export async function createRecord(item: ItemContext): Promise<Ending> {
	const answer = await answeredOnce(item, item.request);
	if (answer.kind === 'failed') return answer;
	const body = isRow(answer.body) ? answer.body : {};
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: [toItem(body, item.itemIndex)] };
}
