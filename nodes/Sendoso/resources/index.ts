import type { SendosoResource } from '../answerShapes';
import { group } from './group';
import { product } from './product';
import { recommendation } from './recommendation';
import { scimUser } from './scimUser';
import { send } from './send';
import { touch } from './touch';
import { user } from './user';

/** All resources of Sendoso's own API, in the order of the selector. */
export const resources: SendosoResource[] = [touch, product, recommendation, scimUser, send, group, user];
