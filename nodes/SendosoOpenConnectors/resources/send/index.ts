import type { ConnectorResource } from '../../answerShapes';
import { getAll } from '../../operations/crud';
import { SEND } from '../../operations/kinds';
import { create } from './create';
import { createBulk } from './createBulk';
import { createEgiftLinks } from './createEgiftLinks';
import { getPreview } from './getPreview';
import { getStatus } from './getStatus';

/** Gifts on their way, and those that are to go. */
export const send: ConnectorResource = {
	option: { name: 'Send', value: 'send', description: 'A gift on its way to a recipient. Creating one costs money.' },
	operations: [
		create,
		createBulk,
		createEgiftLinks,
		getAll(SEND),
		getPreview,
		getStatus,
	],
};
