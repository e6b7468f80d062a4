import type { IDataObject } from 'n8n-workflow';
import { text } from '../../../shared/operations/fields';
import type { Parameters } from '../../../shared/operations/operation';
import { amount as amountField, VIA_FROM } from '../../../shared/spending/fields';
import { textOf } from '../../../shared/values/json';
import { idAsWritten, membersOf } from '../../operations/body';

/** What an eGift is worth. */
export const amount = { ...amountField, description: 'Value of the eGift, where the campaign leaves it open: inside its range, where the campaign tells one' };

/** Name of the calling application. */
export const viaFrom = text('Via From', 'viaFrom', { default: VIA_FROM, description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.' });

/** The body of a send: what was chosen, then what the operation sets, which always wins. */
export function sendOf(parameters: Parameters, members: IDataObject): IDataObject {
	return { send: { ...membersOf(parameters, []), ...members, touch_id: idAsWritten(textOf(parameters.touchId)) } };
}

/** `via_from` is told with every send, as over Sendoso's own API. */
export function withVia(parameters: Parameters, members: IDataObject): IDataObject {
	return sendOf(parameters, { via_from: membersOf(parameters, []).via_from ?? VIA_FROM, ...members });
}

/** How to find out what became of a send whose outcome is unknown. */
export const HOW_TO_CHECK =
	"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' shows what was sent, and so does the send tracker in Sendoso.";
