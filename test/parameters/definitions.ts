import { resources } from '../../nodes/Sendoso/resources';
import { triggerFields } from '../../nodes/Sendoso/trigger/fields';
import { resources as connectorResources } from '../../nodes/SendosoOpenConnectors/resources';
import { triggerFields as connectorTriggerFields } from '../../nodes/SendosoOpenConnectors/trigger/fields';
import { entriesOf, type Field, membersOf, type Neighbours } from '../../nodes/shared/parameters/field';

/** A field where a user meets it: at the top, in a collection, or in an entry that may be repeated. */
export interface Place {
	/** Such as `sendoso send.createEgift additionalFields.amount`. */
	name: string;
	node: 'sendoso' | 'sendosoOpenConnectors' | 'sendosoTrigger' | 'sendosoOpenConnectorsTrigger';
	/** `resource` and `operation`, of nodes only. */
	selectors: Record<string, string>;
	/** All fields of the operation or trigger. */
	fields: Field[];
	field: Field;
	/** Parameters with a value in this place, and with neighbours beside which n8n shows it. */
	parametersWith(value: unknown): Record<string, unknown>;
	/** What was read in this place. */
	valueIn(values: Record<string, unknown>): unknown;
	/** Name of the collection that it is in. */
	collection: string | undefined;
}

/** Neighbours beside which a field is shown: the first value of each condition. */
function neighboursOf({ displayOptions }: Field, fields: Field[]): Neighbours {
	const conditions = Object.entries(displayOptions?.show ?? {}).filter(([name]) => !name.startsWith('@'));
	return Object.fromEntries(
		conditions.map(([name, wanted]) => {
			const neighbour = name.replace('/', '');
			const [first] = wanted ?? [];
			return [neighbour, fields.find((field) => field.name === neighbour)?.type === 'multiOptions' ? [first] : first];
		}),
	);
}

function placesOf(node: Place['node'], prefix: string, selectors: Record<string, string>, fields: Field[]): Place[] {
	const common = { node, selectors, fields };
	return fields.flatMap((field): Place[] => {
		const name = `${node} ${prefix}${field.name}`;
		const around = neighboursOf(field, fields);
		if (field.type === 'collection') {
			return membersOf(field).map((member) => ({
				...common,
				name: `${name}.${member.name}`,
				field: member,
				collection: field.name,
				parametersWith: (value) => ({ ...around, ...neighboursOf(member, fields), [field.name]: { [member.name]: value } }),
				valueIn: (values) => (values[field.name] as Record<string, unknown> | undefined)?.[member.name],
			}));
		}
		if (field.type === 'fixedCollection') {
			return entriesOf(field).flatMap((entry) =>
				entry.values.map((member) => ({
					...common,
					name: `${name}.${entry.name}.${member.name}`,
					field: member,
					collection: field.name,
					parametersWith: (value) => ({ ...around, [field.name]: { [entry.name]: [{ field: 'name', value: 'x', ...neighboursOf(member, entry.values), [member.name]: value }] } }),
					valueIn: (values) => (values[field.name] as Record<string, Array<Record<string, unknown>>> | undefined)?.[entry.name]?.[0]?.[member.name],
				})),
			);
		}
		return [{ ...common, name, field, collection: undefined, parametersWith: (value) => ({ ...around, [field.name]: value }), valueIn: (values) => values[field.name] }];
	});
}

/** Every field of every operation of both nodes, and of both triggers: a field that is added later is among them. */
export const places: Place[] = [
	...([['sendoso', resources], ['sendosoOpenConnectors', connectorResources]] as const).flatMap(([node, all]) =>
		all.flatMap(({ option: { value: resource }, operations }) =>
			operations.flatMap(({ option: { value: operation }, fields }) =>
				placesOf(node, `${String(resource)}.${String(operation)} `, { resource: String(resource), operation: String(operation) }, fields),
			),
		),
	),
	...placesOf('sendosoTrigger', '', {}, triggerFields),
	...placesOf('sendosoOpenConnectorsTrigger', '', {}, connectorTriggerFields),
];
