import type { Resource } from '../../resources/operation';
import { bulkJob } from './bulkJob';
import { gift, template, touchStyle } from './catalogue';
import { connectorInstance } from './connectorInstance';
import { group } from './group';
import { object } from './object';
import { returnAddress } from './returnAddress';
import { send } from './send';
import { touch } from './touch';
import { user } from './user';

/** All resources over SAP Open Connectors, in the order of the selector. */
export const connectorResources: Resource[] = [bulkJob, touch, connectorInstance, gift, object, returnAddress, send, group, template, touchStyle, user];
