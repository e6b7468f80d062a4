import type { Field } from '../../shared/parameters/field';
import { eventsField, ignoreFields, recordEvents, simplify, startFrom, triggerOptions } from '../../shared/polling/fields';

/** Everything that can be set on the trigger over SAP Open Connectors. */
export const triggerFields: Field[] = [
	eventsField(
		[
			recordEvents('touch', 'Campaign', { created: 'A campaign appeared in the list' }),
			recordEvents('returnAddress', 'Return Address', { created: 'A return address appeared in the list' }),
			recordEvents('group', 'Team Group', { created: 'A team group appeared in the list' }),
		],
		'touchCreated',
	),
	triggerOptions([ignoreFields(['groupUpdated', 'returnAddressUpdated', 'touchUpdated']), simplify, startFrom]),
];
