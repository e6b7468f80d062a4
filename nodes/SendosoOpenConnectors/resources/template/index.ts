import { text } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { create, getAll, getOne, type Kind, remove, update } from '../../operations/crud';
import { templateId } from '../../operations/locators';

const messages: Kind = { words: ['template', 'templates'], path: '/user-custom-templates', singular: 'custom_template', id: templateId };
const optional = [text('Message', 'message', { typeOptions: { rows: 3 } }), text('Name', 'name'), text('Touch ID', 'touchId', { description: 'ID of the campaign that the template belongs to' })];

/** Texts that go with gifts. */
export const template: Resource = {
	option: { name: 'Template', value: 'template', description: 'A message template' },
	operations: [create(messages, { optional }), remove(messages), getOne(messages), getAll(messages), update(messages, 'PUT', { optional })],
};
