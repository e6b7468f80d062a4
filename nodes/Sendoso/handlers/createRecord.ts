import type { Ending } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { answeredOnce } from '../../shared/execution/writeRequest';
import { membersOfAnswer } from '../../shared/spending/answers';

/** Creates something that costs nothing, such as an invitation, and gives Sendoso's answer. */
export async function createRecord(item: ItemContext): Promise<Ending> {
	const answer = await answeredOnce(item, item.request);
	if (answer.kind === 'failed') return answer;
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: [toItem(membersOfAnswer(answer.body), item.itemIndex)] };
}
