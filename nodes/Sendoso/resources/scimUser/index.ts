import type { SendosoResource } from '../../answerShapes';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** People whom an identity provider manages; needs a client application of its own (fact 9). */
export const scimUser: SendosoResource = {
	option: { name: 'SCIM User', value: 'scimUser', description: 'A person with a Sendoso account as user provisioning sees it; needs a credential with a SCIM client' },
	operations: [create, get, getAll, update],
};
