import type { ConnectorResource } from '../../answerShapes';
import { getAll } from '../../operations/crud';
import { GIFT } from '../../operations/kinds';

/** Gifts of the catalogue; never a proof that something was sent (A8). */
export const gift: ConnectorResource = {
	option: { name: 'Gift', value: 'gift', description: 'A gift that campaigns can be made of' },
	operations: [getAll(GIFT)],
};
