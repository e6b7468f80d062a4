import type { IDataObject } from 'n8n-workflow';
import type { Ending } from '../../shared/execution/ending';
import { type ItemContext, toItem } from '../../shared/execution/itemContext';
import { isDryRun } from '../../shared/execution/parameters';
import { answeredOnce } from '../../shared/execution/writeRequest';
import { membersNamed, membersOfAnswer } from '../../shared/spending/answers';
import { checkCampaign } from '../../shared/spending/dryRun';
import { explainNotFound } from '../../shared/spending/explainNotFound';
import { type Known, sendFacts } from '../../shared/spending/sendFacts';
import { sentGifts } from '../lists/sentGifts';

/** Spends money on something that no list shows: an unknown outcome stays unknown. */
export async function spendOnce(item: ItemContext): Promise<Ending> {
	const checked = await checkCampaign(item, sentGifts);
	if ('kind' in checked) return checked;
	if (isDryRun(item.parameters)) return spent(item, {}, 'validated', checked);
	const answer = await answeredOnce(item, item.request, async () => await explainNotFound(item, sentGifts));
	if (answer.kind === 'failed') return answer;
	const { numberOfGifts } = item.parameters;
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent', ...(numberOfGifts === undefined ? {} : { links: Number(numberOfGifts) }) });
	return spent(item, membersOfAnswer(answer.body), 'sent', checked);
}

/** Nobody is named here: how many gifts it is, or whose balance, takes the place of a recipient. */
function spent(item: ItemContext, answer: IDataObject, outcome: 'sent' | 'validated', known: Known): Ending {
	const { itemIndex, parameters: { numberOfGifts, userId, balance } } = item;
	const facts = sendFacts(item, outcome, undefined, known);
	const links = membersNamed(answer, 'egift_links').flat();
	if (links.length > 0 && links.length !== numberOfGifts) facts.warnings.push(`Sendoso's answer holds ${links.length} of ${String(numberOfGifts)} links. Look in Sendoso for the others before you ask again.`);
	const more = numberOfGifts === undefined ? { userId, price: Number(balance) } : { numberOfGifts };
	const json = { ...answer, tracking_code: answer.tracking_code ?? null, sendoso: { ...facts, ...more } } as IDataObject;
	return { kind: 'succeeded', items: [toItem(json, itemIndex)] };
}
