import { connectorOperation } from '../../operations/operation';

/** Gets the preview of a gift, where the instance has it. */
export const getPreview = connectorOperation({
	names: ['getPreview', 'Get Preview', 'Get preview of gift', 'Get the preview of a gift, where the instance has it'],
	request: ['GET', '/gift-preview'],
	fields: [],
	safety: 'reads',
	answer: { kind: 'connectorRecord' },
});
