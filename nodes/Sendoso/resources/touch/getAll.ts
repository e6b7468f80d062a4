import type { IDataObject } from 'n8n-workflow';
import type { Parameters, Operation } from '../../../shared/operations/operation';
import { limitInRange } from '../../../shared/operations/checks';
import { member, textOf } from '../../../shared/values/json';
import { deliveryType } from './deliveryType';
import { returnAllAndLimit, simplify } from '../../../shared/operations/fields';
import { simplifyTouch } from './simplifyTouch';

/** Keeps campaigns whose name holds the text of the filter; Sendoso has no such filter itself. */
function acceptByName(parameters: Parameters) {
	const wanted = textOf(member(parameters.filters, 'name')).toLowerCase();
	if (wanted === '') return undefined;
	return (touch: IDataObject) => textOf(touch.name).toLowerCase().includes(wanted);
}

/** Lists the active campaigns. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many campaigns',
		description: 'Get many active campaigns, called touches in the API',
		routing: { request: { method: 'GET', url: '/api/v3/touches' }, send: { paginate: true } },
	},
	fields: [
		...returnAllAndLimit,
		simplify,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{ ...deliveryType, routing: { send: { type: 'query', property: 'delivery_type' } } },
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					description: 'Part of the name of the campaign, in any case. The node applies it, because Sendoso has no such filter.',
				},
			],
		},
	],
	safety: 'reads',
	answer: {
		kind: 'list',
		list: { rows: 'touches', total: 'total_posts' },
		idField: 'id',
		accept: acceptByName,
		simplify: simplifyTouch,
	},
	checks: [limitInRange],
};
