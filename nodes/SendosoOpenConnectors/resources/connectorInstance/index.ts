import type { ConnectorResource } from '../../answerShapes';
import { create } from './create';
import { deleteInstance } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getOAuthUrl } from './getOAuthUrl';
import { reauthorize } from './reauthorize';
import { update } from './update';

/** Instances of the Sendoso connector: how it is let into Sendoso, and what it is set to. */
export const connectorInstance: ConnectorResource = {
	option: { name: 'Connector Instance', value: 'connectorInstance', description: 'An instance of the Sendoso connector in SAP Open Connectors' },
	operations: [create, deleteInstance, get, getAll, getOAuthUrl, reauthorize, update],
};
