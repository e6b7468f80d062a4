import type { ConnectorResource } from '../answerShapes';
import { bulkJob } from './bulkJob';
import { connectorInstance } from './connectorInstance';
import { gift } from './gift';
import { group } from './group';
import { object } from './object';
import { returnAddress } from './returnAddress';
import { send } from './send';
import { template } from './template';
import { touch } from './touch';
import { touchStyle } from './touchStyle';
import { user } from './user';

/** All resources over SAP Open Connectors, in the order of the selector. */
export const resources: ConnectorResource[] = [bulkJob, touch, connectorInstance, gift, object, returnAddress, send, group, template, touchStyle, user];
