import { text } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { create, getAll, type Kind } from '../../operations/crud';

const kind: Kind = { words: ['return address', 'return addresses'], path: '/return-addresses', singular: 'return_address' };
const optional = [text('Address', 'address'), text('City', 'city'), text('State', 'state'), text('ZIP', 'zip')];

/** Addresses that undeliverable gifts go back to. They can't be deleted over this connection (fact 28). */
export const returnAddress: Resource = {
	option: { name: 'Return Address', value: 'returnAddress', description: 'An address that undeliverable gifts go back to' },
	operations: [create(kind, { optional }), getAll(kind)],
};
