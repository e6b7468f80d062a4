import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import type { Ending } from '../../shared/execution/ending';
import { failedItem, type ItemContext, itemError, toItem } from '../../shared/execution/itemContext';
import { membersNamed, membersOfAnswer } from '../../shared/spending/answers';
import type { SendFacts } from '../../shared/spending/sendFacts';
import { type AddressResults, type FactsOf, type Plan, skippedItem } from '../../shared/spending/sendToAddresses';
import { isDeclined } from '../../shared/transport/answer';
import { emailKey } from '../../shared/values/emails';
import { isRow, member, textOf } from '../../shared/values/json';

/** Said of a link that is for nobody who was asked for. Who it is meant for is not guessed at (A25). */
const FOR_ANOTHER = "Sendoso gave this link for an address that was not asked for in this spelling. Compare it with 'Recipient Emails' before you pass it on.";
const FOR_NOBODY = 'Sendoso gave this link without an address. Look in Sendoso whom it is for before you pass it on.';
const WITHOUT_LINK = 'Sendoso says that this link was made, and did not give it: look for it in Sendoso.';

/** What is shown as a link, of at most 2,000 characters. */
const LINK = /^https?:\/\/\S{1,1990}$/i;

/** What an answer came to; addresses by their place in the list, counted from 1. */
interface ReadAnswer {
	items: INodeExecutionData[];
	/** Those that no row of the answer names. */
	missing: number[];
	/** Those that a row says no to, with its words. */
	refused: Map<number, string>;
	/** Links that came, with the places of their addresses. */
	made: string[];
	/** Links for no address that was asked for. */
	others: string[];
}

/**
 * One item per address, in the order asked, and one for each link that was paid for beside them. Links are matched by
 * address, not by position (A25).
 */
function readLinks(item: ItemContext, plans: Plan[], answer: unknown, factsOf: FactsOf): Ending {
	const { expiration_days: days } = membersOfAnswer(answer);
	const left = byAddress(linksOf(answer));
	const read: ReadAnswer = { items: [], missing: [], refused: new Map(), made: [], others: [] };
	for (const [index, plan] of plans.entries()) {
		if (!('reservation' in plan)) {
			read.items.push(skippedItem(egiftLinks, item, plan, factsOf));
			continue;
		}
		const link = left.get(emailKey(plan.email))?.shift();
		plan.reservation.settle(link === undefined ? 'unknown' : isRefused(link) ? 'declined' : 'sent');
		if (link === undefined) read.missing.push(index + 1);
		else if (isRefused(link)) read.refused.set(index + 1, apiMessage(link) ?? 'it does not say why');
		if (link === undefined || isRefused(link)) continue;
		const facts = factsOf('sent', plan.email);
		if (textOf(link.egift_link) === '') facts.warnings.push(WITHOUT_LINK);
		read.made.push(`address ${index + 1}: ${shownLink(link)}`);
		read.items.push(linkItem(item, plan.email, { ...link, expiration_days: link.expiration_days ?? days }, facts));
	}
	for (const link of [...left.values()].flat().filter((row) => !isRefused(row))) {
		const address = textOf(link.recipient_email_or_phone_number);
		const facts = factsOf('sent', address || undefined);
		facts.warnings.push(address === '' ? FOR_NOBODY : FOR_ANOTHER);
		read.others.push(shownLink(link));
		read.items.push(linkItem(item, address || null, { ...link, expiration_days: link.expiration_days ?? days }, facts));
	}
	return endingOf(item, read);
}

/** A link as an error may tell it: n8n writes errors into its log, where nobody's address has a place, nor a text without end. */
function shownLink({ egift_link: link }: IDataObject): string {
	const text = textOf(link);
	return LINK.test(text) ? text : '(no link)';
}

/** Whatever a row says, a link that came is there. */
function isRefused(link: IDataObject): boolean {
	return isDeclined(link) && textOf(link.egift_link) === '';
}

/** The links of an answer, wherever it has them; one that is a text is a link without an address. */
function linksOf(answer: unknown): IDataObject[] {
	const listed = membersNamed(answer, 'egift_links').flat();
	const links = listed.length > 0 ? listed : [answer].flat().filter((row) => textOf(member(row, 'egift_link')) !== '');
	return links.flatMap((link) => (isRow(link) ? [link] : textOf(link) === '' ? [] : [{ egift_link: textOf(link) }]));
}

function byAddress(links: IDataObject[]): Map<string, IDataObject[]> {
	const lines = new Map<string, IDataObject[]>();
	for (const link of links) {
		const key = emailKey(link.recipient_email_or_phone_number);
		const line = lines.get(key);
		if (line === undefined) lines.set(key, [link]);
		else line.push(link);
	}
	return lines;
}

/** Where some links did not come, those that came are kept in continue mode; otherwise the error carries them. */
function endingOf(item: ItemContext, { items, missing, refused, made, others }: ReadAnswer): Ending {
	const { itemIndex, run, caller } = item;
	const [came, asked] = [made.length + others.length, made.length + missing.length + refused.size];
	if (came > 0) run.writeLog.add({ itemIndex, outcome: 'sent', links: came });
	// What is there for another address is most likely what is missing: it is counted once.
	if (missing.length > 0) run.writeLog.add({ itemIndex, outcome: 'unknown', sends: Math.max(0, missing.length - others.length) });
	if (missing.length + refused.size === 0) return { kind: 'succeeded', items };
	const refusals = [...refused].map(([place, words]) => `address ${place} of 'Recipient Emails': ${words}`).join('; ');
	const no = { message: `Sendoso refused ${refused.size} of ${asked} links, for ${refusals}`, description: "No link was made for them. Correct or remove them in 'Recipient Emails'." };
	if (refused.size === asked && came === 0) return { kind: 'failed', failure: 'refused', ...no, mayRepeat: false };
	const beside = others.length === 0 ? '' : `, and ${others.length} for ${others.length === 1 ? 'an address that was' : 'addresses that were'} not asked for`;
	// Links and addresses stand in the description alone: n8n writes messages into its log.
	const message = `Sendoso's answer holds ${made.length} of ${asked} links${beside}`;
	const gone = missing.length === 0 ? [] : [`No link came for address ${missing.join(', ')} of 'Recipient Emails'; it may have been made all the same. Look in Sendoso before you ask again.`];
	const links = [
		...(made.length === 0 ? [] : [`Links that came: ${made.join(', ')}.`]),
		...(others.length === 0 ? [] : [`Links for addresses that were not asked for in this spelling: ${others.join(', ')}.`]),
	];
	const advice = [...gone, ...(refused.size === 0 ? [] : [`${no.message}.`])].join(' ');
	if (!caller.continueOnFail() || came === 0) {
		const description = [...gone, ...(refused.size === 0 ? [] : [`${no.message}.`]), ...links].join(' ');
		return { kind: 'failed', failure: 'unknown', message, description, advice, mayRepeat: false };
	}
	const errors = [
		...(gone.length === 0 ? [] : [itemError(item, { kind: 'unknown', message, description: [...gone, ...links].join(' '), advice })]),
		...(refused.size === 0 ? [] : [itemError(item, { kind: 'refused', ...no })]),
	];
	return { kind: 'succeeded', items: [...items, ...errors.map((error) => failedItem(error, itemIndex, true))] };
}

function linkItem({ itemIndex }: ItemContext, address: string | null, link: IDataObject, facts: SendFacts) {
	const json = { ...link, egift_link: link.egift_link ?? null, recipient_email_or_phone_number: address, expiration_days: link.expiration_days ?? null, sendoso: facts };
	return toItem(json, itemIndex);
}

/** One link for each address. */
export const egiftLinks: AddressResults = {
	noun: 'link',
	itemsOf: readLinks,
	unsentItem: (item, email, facts) => linkItem(item, email, {}, facts),
};
