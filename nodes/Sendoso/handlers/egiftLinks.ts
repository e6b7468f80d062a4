import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import type { Ending } from '../../shared/execution/ending';
import { failedItem, type ItemContext, itemError, toItem } from '../../shared/execution/itemContext';
import type { SendFacts } from '../../shared/spending/sendFacts';
import { type AddressResults, type FactsOf, type Plan, skippedItem } from '../../shared/spending/sendToAddresses';
import { isDeclined } from '../../shared/transport/answer';
import { emailKey } from '../../shared/values/emails';
import { isRow, textOf } from '../../shared/values/json';

/** What became of the links that one request asked for; addresses by their place in the list, counted from 1. */
interface Results {
	items: INodeExecutionData[];
	made: string[];
	/** Those that no row of the answer names. */
	missing: number[];
	/** Those that a row says no to, with its words. */
	refused: Map<number, string>;
}

/** One item per address, in the order asked. Links are matched by address, not by position (A25). */
function readLinks(item: ItemContext, plans: Plan[], answer: IDataObject, factsOf: FactsOf): Ending {
	const left = (Array.isArray(answer.egift_links) ? answer.egift_links : []).filter(isRow);
	const results: Results = { items: [], made: [], missing: [], refused: new Map() };
	const { items, made, missing, refused } = results;
	for (const [index, plan] of plans.entries()) {
		if (!('reservation' in plan)) {
			items.push(skippedItem(egiftLinks, item, plan, factsOf));
			continue;
		}
		const place = left.findIndex((link) => emailKey(link.recipient_email_or_phone_number) === emailKey(plan.email));
		const [link] = place === -1 ? [] : left.splice(place, 1);
		// Whatever a row says, a link that came is there.
		const isRefused = isDeclined(link) && textOf(link?.egift_link) === '';
		plan.reservation.settle(link === undefined ? 'unknown' : isRefused ? 'declined' : 'sent');
		if (link === undefined) missing.push(index + 1);
		else if (isRefused) refused.set(index + 1, apiMessage(link) ?? 'it does not say why');
		if (link === undefined || isRefused) continue;
		made.push(`address ${index + 1}: ${textOf(link.egift_link)}`);
		items.push(linkItem(item, plan.email, link.egift_link, link.expiration_days ?? answer.expiration_days, factsOf('sent', plan.email)));
	}
	if (made.length > 0) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', links: made.length });
	if (missing.length > 0) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown', sends: missing.length });
	return missing.length + refused.size === 0 ? { kind: 'succeeded', items } : partialEnding(item, results);
}

/** Some links came and some did not: in continue mode the former are kept, otherwise the error carries them. */
function partialEnding(item: ItemContext, { items, made, missing, refused }: Results): Ending {
	const asked = made.length + missing.length + refused.size;
	const refusals = [...refused].map(([place, words]) => `address ${place} of 'Recipient Emails': ${words}`).join('; ');
	const no = { message: `Sendoso refused ${refused.size} of ${asked} links, for ${refusals}`, description: "No link was made for them. Correct or remove them in 'Recipient Emails'." };
	if (refused.size === asked) return { kind: 'failed', failure: 'refused', ...no, mayRepeat: false };
	const message = `Sendoso's answer holds ${made.length} of ${asked} links`;
	const gone = missing.length === 0 ? '' : `No link came for address ${missing.join(', ')} of 'Recipient Emails'; it may have been made all the same. Look in Sendoso before you ask again.`;
	const links = made.length === 0 ? '' : `Links that came: ${made.join(', ')}.`;
	if (!item.caller.continueOnFail() || made.length === 0) {
		const description = [gone, refused.size === 0 ? '' : `${no.message}.`, links].filter((part) => part !== '').join(' ');
		return { kind: 'failed', failure: 'unknown', message, description, mayRepeat: false };
	}
	const errors = [
		...(gone === '' ? [] : [itemError(item, { kind: 'unknown', message, description: `${gone} ${links}` })]),
		...(refused.size === 0 ? [] : [itemError(item, { kind: 'refused', ...no })]),
	];
	return { kind: 'succeeded', items: [...items, ...errors.map((error) => failedItem(error, item.itemIndex, true))] };
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
