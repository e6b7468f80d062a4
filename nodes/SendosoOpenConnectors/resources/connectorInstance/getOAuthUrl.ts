import { additionalFields, text } from '../../../shared/operations/fields';
import { connectorOperation } from '../../operations/operation';

/** Gets the address at which a person lets the connector into Sendoso. */
export const getOAuthUrl = connectorOperation({
	names: ['getOAuthUrl', 'Get OAuth URL', 'Get OAuth URL of connector', 'Get the address at which a person lets the connector into Sendoso'],
	request: ['GET', '/elements'],
	fields: [additionalFields([text('State', 'state', { description: 'Text that comes back to the callback address, so that it can tell its own requests' })])],
	safety: 'reads',
	answer: { kind: 'instanceOAuthUrl' },
	showsClientKey: true,
});
