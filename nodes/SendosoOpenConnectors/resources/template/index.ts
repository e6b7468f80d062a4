import { text } from '../../../shared/operations/fields';
import type { ConnectorResource } from '../../answerShapes';
import { create, getAll, getOne, remove, update } from '../../operations/crud';
import { TEMPLATE } from '../../operations/kinds';

const optional = [text('Message', 'message', { typeOptions: { rows: 3 }, description: 'Text of the template, which goes with gifts' }), text('Name', 'name', { description: 'What the template is called in Sendoso' }), text('Touch ID', 'touchId', { description: 'ID of the campaign that the template belongs to' })];

/** Texts that go with gifts. */
export const template: ConnectorResource = {
	option: { name: 'Template', value: 'template', description: 'A message template' },
	operations: [create(TEMPLATE, { optional }), remove(TEMPLATE), getOne(TEMPLATE), getAll(TEMPLATE), update(TEMPLATE, 'PUT', { optional })],
};
