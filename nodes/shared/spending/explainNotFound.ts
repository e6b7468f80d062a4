import type { ItemContext } from '../execution/itemContext';
import { statusOf } from '../transport/answer';
import { answerOf, requestWithRetry } from '../transport/requestWithRetry';
import { textOf } from '../values/json';
import { campaignRequest, readCampaign } from './campaign';
import type { SendsApi } from './sendsApi';

/**
 * Explains a 404 on a send, which Sendoso gives for an unknown campaign and for one outside its dates alike (fact 53).
 * The cause is named as likely, not as certain (A27).
 *
 * @returns a description for the error, or undefined when the campaign can't be read
 */
export async function explainNotFound(item: ItemContext, sends: SendsApi): Promise<string | undefined> {
	const { caller, connection, parameters } = item;
	const touchId = textOf(parameters.touchId);
	if (touchId === '') return undefined;
	const [result] = await Promise.allSettled([
		requestWithRetry(caller, connection, campaignRequest(item, sends), { safety: 'reads', priority: 'read' }),
	]);
	if (result.status === 'rejected') return undefined;
	if (statusOf(result.value.answer) === 404) {
		return `Campaign ${touchId} is unknown or no longer active. Choose another one in 'Campaign (Touch)'.`;
	}
	const campaign = readCampaign(answerOf(result.value)?.body, touchId);
	if (campaign === undefined) return undefined;
	const now = connection.account.clock.now();
	const { startsAt: starts, endsAt: ends } = campaign;
	const facts = `The campaign ${campaign.status === '' ? '' : `is ${campaign.status}, `}starts ${starts || 'at no set time'} and ends ${ends || 'at no set time'}.`;
	if (campaign.sideAt(now) === 'before') return `Probably the campaign has not started yet. ${facts} Change its dates in Sendoso, or send later.`;
	if (campaign.sideAt(now) === 'after') return `Probably the campaign is over. ${facts} Change its dates in Sendoso, or choose another 'Campaign (Touch)'.`;
	return `${facts} It can be read, so look in Sendoso whether it can be used for this kind of send.`;
}
