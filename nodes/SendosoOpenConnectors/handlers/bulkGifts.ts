import type { Ending } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { membersOfAnswer } from '../../shared/spending/answers';
import { type AddressResults, type FactsOf, type Plan, skippedItem } from '../../shared/spending/sendToAddresses';

/** One item per address; the connector does not say which of its codes belongs to whom. */
function readGifts(item: ItemContext, plans: Plan[], body: unknown, factsOf: FactsOf): Ending {
	const answer = membersOfAnswer(body);
	let sent = 0;
	const items = plans.map((plan) => {
		if (!('reservation' in plan)) return skippedItem(bulkGifts, item, plan, factsOf);
		plan.reservation.settle('sent');
		sent += 1;
		const json = { ...answer, recipient_email_or_phone_number: plan.email, tracking_code: answer.tracking_code ?? null, sendoso: factsOf('sent', plan.email) };
		return toItem(json, item.itemIndex);
	});
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', links: sent });
	return { kind: 'succeeded', items };
}

/** One gift for each address. */
export const bulkGifts: AddressResults = {
	noun: 'gift',
	itemsOf: readGifts,
	unsentItem: ({ itemIndex }, email, facts) => toItem({ recipient_email_or_phone_number: email, tracking_code: null, sendoso: facts }, itemIndex),
};
