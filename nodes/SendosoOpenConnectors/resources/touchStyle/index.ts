import type { ConnectorResource } from '../../answerShapes';
import { getAll, getOne } from '../../operations/crud';
import { TOUCH_STYLE } from '../../operations/kinds';

/** Looks of campaigns. */
export const touchStyle: ConnectorResource = {
	option: { name: 'Touch Style', value: 'touchStyle', description: 'A style of campaigns' },
	operations: [getOne(TOUCH_STYLE), getAll(TOUCH_STYLE)],
};
