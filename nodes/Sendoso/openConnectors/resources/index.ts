import type { Resource } from '../../resources/operation';
import { gift, template, touchStyle } from './catalogue';
import { group } from './group';
import { object } from './object';
import { returnAddress } from './returnAddress';
import { send } from './send';
import { touch } from './touch';
import { user } from './user';

/** All resources over SAP Open Connectors, in the order of the selector. */
export const connectorResources: Resource[] = [touch, gift, object, returnAddress, send, group, template, touchStyle, user];
