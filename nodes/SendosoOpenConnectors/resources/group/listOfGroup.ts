import type { ConnectorOperation } from '../../answerShapes';
import { listChecks, listFields } from '../../operations/fields';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** A list of what belongs to one group. */
export const listOfGroup = (names: [value: string, name: string, action: string, description: string], path: string, singular: string): ConnectorOperation =>
	connectorOperation({
		names,
		request: ['GET', `/groups/{groupId}/${path}`],
		fields: [groupId, ...listFields],
		safety: 'reads',
		answer: { kind: 'connectorList', singular },
		checks: listChecks,
	});
