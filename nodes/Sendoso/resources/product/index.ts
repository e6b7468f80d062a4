import type { SendosoResource } from '../../answerShapes';
import { getAll } from './getAll';
import { send } from './send';

/** What Sendoso's marketplace offers. */
export const product: SendosoResource = {
	option: { name: 'Product', value: 'product', description: "A gift of Sendoso's marketplace, which needs no campaign" },
	operations: [getAll, send],
};
