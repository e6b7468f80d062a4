import type { Resource } from '../../../shared/operations/operation';
import { getAll, getOne, type Kind } from '../../operations/crud';
import { touchStyleId } from '../../operations/locators';

const style: Kind = { words: ['touch style', 'touch styles'], path: '/touch-styles', singular: 'touch_style', id: touchStyleId };

/** Looks of campaigns. */
export const touchStyle: Resource = {
	option: { name: 'Touch Style', value: 'touchStyle', description: 'A style of campaigns' },
	operations: [getOne(style), getAll(style)],
};
