import { connectorResources } from '../../SendosoOpenConnectors/resources';
import { group } from './group';
import type { Operation, Resource } from '../../shared/operations/operation';
import { send } from './send';
import { touch } from './touch';
import { user } from './user';

/** All resources of Sendoso's own API, in the order of the selector. */
export const resources: Resource[] = [touch, group, send, user];

/** What each value of the node's `authentication` parameter offers. */
export const resourcesOf: Record<string, Resource[]> = { oAuth2: resources, openConnectors: connectorResources };

/** The operation that the node's parameters of these names choose, or undefined. */
export function findOperation(authentication: string, resource: string, operation: string): Operation | undefined {
	return resourcesOf[authentication]
		?.find(({ option }) => option.value === resource)
		?.operations.find(({ option }) => option.value === operation);
}
