import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Ending } from '../../shared/execution/ending';
import { failedItem, type ItemContext, itemError, toItem } from '../../shared/execution/itemContext';
import type { SendFacts } from '../../shared/spending/sendFacts';
import { type AddressResults, type FactsOf, type Plan, skippedItem } from '../../shared/spending/sendToAddresses';
import { emailKey } from '../../shared/values/emails';
import { isRow, textOf } from '../../shared/values/json';

/** One item per address, in the order asked. Links are matched by address, not by position (A25). */
function readLinks(item: ItemContext, plans: Plan[], answer: IDataObject, factsOf: FactsOf): Ending {
	const left = (Array.isArray(answer.egift_links) ? answer.egift_links : []).filter(isRow);
	const missing: number[] = [];
	const made: string[] = [];
	const items: INodeExecutionData[] = [];
	for (const [index, plan] of plans.entries()) {
		if (!('reservation' in plan)) {
			items.push(skippedItem(egiftLinks, item, plan, factsOf));
			continue;
		}
		const place = left.findIndex((link) => emailKey(link.recipient_email_or_phone_number) === emailKey(plan.email));
		const [link] = place === -1 ? [] : left.splice(place, 1);
		plan.reservation.settle(link === undefined ? 'unknown' : 'sent');
		if (link === undefined) {
			missing.push(index + 1);
			continue;
		}
		made.push(`address ${index + 1}: ${textOf(link.egift_link)}`);
		items.push(linkItem(item, plan.email, link.egift_link, link.expiration_days ?? answer.expiration_days, factsOf('sent', plan.email)));
	}
	if (made.length > 0) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', links: made.length });
	if (missing.length > 0) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown', sends: missing.length });
	return missing.length === 0 ? { kind: 'succeeded', items } : partialEnding(item, items, made, missing);
}

/** Some links came and some did not: in continue mode the former are kept, otherwise the error carries them. */
function partialEnding(item: ItemContext, items: INodeExecutionData[], made: string[], missing: number[]): Ending {
	const message = `Sendoso's answer holds ${made.length} of ${made.length + missing.length} links`;
	const description = `No link came for address ${missing.join(', ')} of 'Recipient Emails'; it may have been made all the same. Look in Sendoso before you ask again.${made.length === 0 ? '' : ` Links that came: ${made.join(', ')}.`}`;
	if (!item.caller.continueOnFail() || made.length === 0) {
		return { kind: 'failed', failure: 'unknown', message, description, mayRepeat: false };
	}
	const error = itemError(item, { kind: 'unknown', message, description });
	return { kind: 'succeeded', items: [...items, failedItem(error, item.itemIndex, true)] };
}

function linkItem({ itemIndex }: ItemContext, email: string, link: unknown, days: unknown, facts: SendFacts) {
	const json = { egift_link: link ?? null, recipient_email_or_phone_number: email, expiration_days: days ?? null, sendoso: facts } as IDataObject;
	return toItem(json, itemIndex);
}

/** One link for each address. */
export const egiftLinks: AddressResults = {
	noun: 'link',
	itemsOf: readLinks,
	unsentItem: (item, email, facts) => linkItem(item, email, null, null, facts),
};
