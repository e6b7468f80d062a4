import type { ConnectorResource } from '../../answerShapes';
import { get } from './get';
import { getAll } from './getAll';
import { getChildren } from './getChildren';
import { getMetadata } from './getMetadata';

/** Any object of the instance by its name; also the four of SAP's page that Sendoso probably has not (fact 27). */
export const object: ConnectorResource = {
	option: {
		name: 'Object',
		value: 'object',
		description: 'Any object of the instance, read by its name: also journals, payments, purchase orders and tax rates, where the instance has them',
	},
	operations: [get, getChildren, getAll, getMetadata],
};
