import type { IDataObject } from 'n8n-workflow';
import { filtersOf, returnAllAndLimit, simplify, text } from '../../../shared/operations/fields';
import type { Parameters } from '../../../shared/operations/operation';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { TOUCHES } from '../../lists/listShapes';
import { deliveryType } from './deliveryType';
import { simplifyTouch } from './simplifyTouch';

/** Keeps campaigns whose name holds the text of the filter; Sendoso has no such filter itself. */
function acceptByName(parameters: Parameters) {
	const wanted = textOf(member(parameters.filters, 'name')).toLowerCase();
	if (wanted === '') return undefined;
	return (touch: IDataObject) => textOf(touch.name).toLowerCase().includes(wanted);
}

/** Lists the active campaigns. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many campaigns',
		description: 'Get many active campaigns, called touches in the API',
		routing: { request: { method: 'GET', url: TOUCHES.path }, send: { paginate: true } },
	},
	fields: [
		...returnAllAndLimit,
		simplify,
		filtersOf([
			deliveryType,
			text('Name', 'name', { description: 'Part of the name of the campaign, in any case. The node applies it, because Sendoso has no such filter.' }),
		]),
	],
	query: ({ filters }) => ({ delivery_type: member(filters, 'deliveryType') as string | undefined }),
	safety: 'reads',
	forModels: "Its 'id' is what sends take as campaign: eGifts one with the delivery_type email, other gifts one with mail.",
	answer: {
		kind: 'list',
		list: TOUCHES,
		idField: 'id',
		accept: acceptByName,
		simplify: simplifyTouch,
	},
	checks: [],
};
