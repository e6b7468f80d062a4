import type { Resource } from '../../resources/operation';
import { create, getAll, getOne, type Kind, remove, update } from './actions';
import { text } from './fields';
import { templateId, touchStyleId } from './locators';

/** Gifts of the catalogue; never a proof that something was sent (A8). */
export const gift: Resource = {
	option: { name: 'Gift', value: 'gift', description: 'A gift that campaigns can be made of' },
	operations: [getAll({ words: ['gift', 'gifts'], path: '/gifts', singular: 'gift' })],
};

const messages: Kind = { words: ['template', 'templates'], path: '/user-custom-templates', singular: 'custom_template', id: templateId };
const optional = [text('Message', 'message', { typeOptions: { rows: 3 } }), text('Name', 'name'), text('Touch ID', 'touchId', { description: 'ID of the campaign that the template belongs to' })];

/** Texts that go with gifts. */
export const template: Resource = {
	option: { name: 'Template', value: 'template', description: 'A message template' },
	operations: [create(messages, { optional }), remove(messages), getOne(messages), getAll(messages), update(messages, 'PUT', { optional })],
};

const style: Kind = { words: ['touch style', 'touch styles'], path: '/touch-styles', singular: 'touch_style', id: touchStyleId };

/** Looks of campaigns. */
export const touchStyle: Resource = {
	option: { name: 'Touch Style', value: 'touchStyle', description: 'A style of campaigns' },
	operations: [getOne(style), getAll(style)],
};
