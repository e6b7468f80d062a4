import { text } from '../../../shared/operations/fields';
import type { ConnectorResource } from '../../answerShapes';
import { create, getAll } from '../../operations/crud';
import { RETURN_ADDRESS } from '../../operations/kinds';

const optional = [
	text('Address', 'address', { description: 'Street and number' }),
	text('City', 'city', { description: 'Town of the return address' }),
	text('State', 'state', { description: 'State, province or region' }),
	text('ZIP', 'zip', { description: 'ZIP or postal code, as text, so that leading zeros stay' }),
];

/** Addresses that undeliverable gifts go back to. They can't be deleted over this connection (fact 28). */
export const returnAddress: ConnectorResource = {
	option: { name: 'Return Address', value: 'returnAddress', description: 'An address that undeliverable gifts go back to' },
	operations: [create(RETURN_ADDRESS, { optional }), getAll(RETURN_ADDRESS)],
};
