import type { SendosoResource } from '../../answerShapes';
import { createEgift } from './createEgift';
import { createEgiftLinks } from './createEgiftLinks';
import { createPhysical } from './createPhysical';
import { createWithAddressCollection } from './createWithAddressCollection';
import { get } from './get';
import { getAll } from './getAll';
import { getStatus } from './getStatus';

/** Gifts on their way to a person. */
export const send: SendosoResource = {
	option: { name: 'Send', value: 'send', description: 'A gift on its way to a person' },
	operations: [createEgift, createEgiftLinks, createPhysical, createWithAddressCollection, get, getAll, getStatus],
};
