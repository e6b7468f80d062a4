import type { IDataObject } from 'n8n-workflow';
import { pathId } from '../../../shared/operations/checks';
import { number, text } from '../../../shared/operations/fields';
import type { Check, Parameters } from '../../../shared/operations/operation';
import { spendingLimits, VIA_FROM } from '../../../shared/spending/fields';
import { textOf } from '../../../shared/values/json';
import { membersOf } from '../../operations/body';

/** What an eGift is worth. */
export const amount = number('Amount', 'amount', { description: 'Value of the eGift, where the campaign leaves it open' });

/** Name of the calling application. */
export const viaFrom = text('Via From', 'viaFrom', { default: VIA_FROM, description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.' });

/** Checks that every way to create sends shares. */
export const checks: Check[] = [pathId('Campaign (Touch)', 'touchId'), ...spendingLimits];

/** The campaign's ID as the API takes it: a number where it is one (A21). */
function touchOf(parameters: Parameters): string | number {
	const id = textOf(parameters.touchId);
	return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}

/** The body of a send: what was chosen, then what the operation sets, which always wins. */
export function sendOf(parameters: Parameters, members: IDataObject): IDataObject {
	return { send: { ...membersOf(parameters, []), ...members, touch_id: touchOf(parameters) } };
}

/** `via_from` is told with every send, as over Sendoso's own API. */
export function withVia(parameters: Parameters, members: IDataObject): IDataObject {
	return sendOf(parameters, { via_from: membersOf(parameters, []).via_from ?? VIA_FROM, ...members });
}

/** How to find out what became of a send whose outcome is unknown. */
export const HOW_TO_CHECK =
	"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' shows what was sent, and so does the send tracker in Sendoso.";
