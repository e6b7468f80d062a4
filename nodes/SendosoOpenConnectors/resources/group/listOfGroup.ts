import type { Operation } from '../../../shared/operations/operation';
import { listChecks, listFields } from '../../operations/fields';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** A list of what belongs to one group. */
export const listOfGroup = (value: string, name: string, path: string, singular: string, description: string): Operation =>
	connectorOperation({
		names: [value, name, `${name} of team group`, description],
		request: ['GET', `/groups/{groupId}/${path}`],
		fields: [groupId, ...listFields],
		safety: 'reads',
		answer: { kind: 'connectorList', singular },
		checks: listChecks,
	});
