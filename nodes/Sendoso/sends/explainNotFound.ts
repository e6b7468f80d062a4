import { member, textOf } from '../resources/shared/checks';
import type { ItemContext } from '../run/itemContext';
import { exchange } from '../transport/exchange';
import { isRow } from '../transport/readList';

/**
 * Explains a 404 on a send, which Sendoso gives for an unknown campaign and for one outside its dates alike (fact 53).
 * The cause is named as likely, not as certain (A27).
 *
 * @returns a description for the error, or undefined when the campaign can't be read
 */
export async function explainNotFound(item: ItemContext): Promise<string | undefined> {
	const { caller, connection, parameters, request } = item;
	const touchId = textOf(parameters.touchId);
	if (touchId === '') return undefined;
	const path = `/api/v3/touches/${encodeURIComponent(touchId)}`;
	const [result] = await Promise.allSettled([
		exchange(caller, connection, { method: 'GET', path, settings: request.settings }, { safety: 'reads', priority: 'read' }),
	]);
	if (result.status === 'rejected' || result.value.answer.kind !== 'answered') return undefined;
	const { answer, meaning } = result.value;
	if (answer.status === 404) {
		return `Campaign ${touchId} is unknown or no longer active. Choose another one in 'Campaign (Touch)'.`;
	}
	const wrapped = member(answer.body, 'touch');
	const touch = Array.isArray(wrapped) ? wrapped[0] : wrapped;
	if (meaning !== 'done' || !isRow(touch)) return undefined;
	const now = connection.account.clock.now();
	const [starts, ends] = [textOf(touch.start_date), textOf(touch.end_date)];
	const facts = `The campaign is ${textOf(touch.status)}, starts ${starts || 'at no set time'} and ends ${ends || 'at no set time'}.`;
	if (starts !== '' && Date.parse(starts) > now) return `Probably the campaign has not started yet. ${facts} Change its dates in Sendoso, or send later.`;
	if (ends !== '' && Date.parse(ends) < now) return `Probably the campaign is over. ${facts} Change its dates in Sendoso, or choose another 'Campaign (Touch)'.`;
	return `${facts} It can be read, so look in Sendoso whether it can be used for this kind of send.`;
}
