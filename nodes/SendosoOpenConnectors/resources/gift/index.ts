import type { Resource } from '../../../shared/operations/operation';
import { getAll } from '../../operations/crud';

/** Gifts of the catalogue; never a proof that something was sent (A8). */
export const gift: Resource = {
	option: { name: 'Gift', value: 'gift', description: 'A gift that campaigns can be made of' },
	operations: [getAll({ words: ['gift', 'gifts'], path: '/gifts', singular: 'gift' })],
};
