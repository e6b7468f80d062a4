import { group } from './group';
import type { Operation, Resource } from './operation';
import { send } from './send';
import { touch } from './touch';
import { user } from './user';

/** All resources, in the order of the selector. */
export const resources: Resource[] = [touch, group, send, user];

/** The operation that the node's `resource` and `operation` parameters name, or undefined. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ option }) => option.value === resource)
		?.operations.find(({ option }) => option.value === operation);
}
