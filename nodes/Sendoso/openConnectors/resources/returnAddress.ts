import type { Resource } from '../../resources/operation';
import { filled, limitInRange } from '../../resources/shared/checks';
import { returnAllAndLimit } from '../../resources/shared/listFields';
import { text, writeOptions } from './fields';
import { connectorOperation } from './operation';

/** Addresses that undeliverable gifts go back to. They can't be deleted over this connection (fact 28). */
export const returnAddress: Resource = {
	option: { name: 'Return Address', value: 'returnAddress', description: 'An address that undeliverable gifts go back to' },
	operations: [
		connectorOperation({
			names: ['create', 'Create', 'Create return address', 'Create a return address'],
			request: ['POST', '/return-addresses'],
			fields: [
				text('Address', 'address', { required: true }),
				text('City', 'city', { required: true }),
				text('State', 'state', { required: true }),
				text('ZIP', 'zip', { required: true }),
				writeOptions,
			],
			safety: 'creates',
			answer: { kind: 'connectorWrite', singular: 'return_address' },
			checks: [filled('Address', 'address'), filled('City', 'city'), filled('State', 'state'), filled('ZIP', 'zip')],
			body: ({ address, city, state, zip }) => ({ return_address: { address: String(address), city: String(city), state: String(state), zip: String(zip) } }),
		}),
		connectorOperation({
			names: ['getAll', 'Get Many', 'Get many return addresses', 'Get many return addresses'],
			request: ['GET', '/return-addresses'],
			fields: [...returnAllAndLimit],
			safety: 'reads',
			answer: { kind: 'connectorList', singular: 'return_address' },
			checks: [limitInRange],
		}),
	],
};
