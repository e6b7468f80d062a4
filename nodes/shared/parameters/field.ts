import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

/**
 * What a field means beyond n8n's own type:
 * - `email`: one address, `emails`: a list of them, `list`: a list of texts, of which n8n knows a text only
 * - `code`: a short text in which nothing invisible has a place, such as a ZIP or an ID
 * - `wholeNumber`: the ID in a locator is a whole number
 * - `money`: never empty, because leaving it out would change what is spent
 * - `comparison`: a choice in which = stands for equal; n8n takes it for an emptied expression, so that nothing does, too
 * - `anything`: read where it is used, because its meaning hangs on its neighbours
 */
export type Holds = 'email' | 'emails' | 'list' | 'code' | 'wholeNumber' | 'money' | 'comparison' | 'anything';

/** A field of the editor. Its definition says how every value that it may get is read. */
export type Field = Omit<INodeProperties, 'options'> & {
	holds?: Holds;
	/** What its IDs are of, where it takes one that a list gives, such as `campaigns`. */
	idOf?: string;
	/** Whether it guards against whoever calls the node, so that a model can't choose its value. */
	isGuard?: boolean;
	options?: Array<Field | INodePropertyOptions | FieldCollection>;
};

/** An entry that may be repeated, with fields of its own. */
export type FieldCollection = Omit<INodePropertyCollection, 'values'> & { values: Field[] };

/** Choices of a field. */
export function choicesOf({ options = [] }: Field): INodePropertyOptions[] {
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** Fields inside a collection. */
export function membersOf({ options = [] }: Field): Field[] {
	return options.filter((option): option is Field => 'type' in option);
}

/** Repeated entries of a field. */
export function entriesOf({ options = [] }: Field): FieldCollection[] {
	return options.filter((option): option is FieldCollection => 'values' in option);
}

/** A field as n8n knows it. */
export function toProperty(field: Field): INodeProperties {
	const { options, ...property } = field;
	delete property.holds;
	delete property.idOf;
	delete property.isGuard;
	if (options === undefined) return property;
	const shown = options.map((option) => ('type' in option ? toProperty(option) : 'values' in option ? { ...option, values: option.values.map(toProperty) } : option));
	return { ...property, options: shown };
}

/** Values of the parameters beside a field, as a display condition names them. */
export type Neighbours = Record<string, unknown>;

/** Whether n8n shows a field beside these values. Conditions on what is no parameter, such as `@tool`, count as met. */
export function isShown({ displayOptions }: Pick<Field, 'displayOptions'>, neighbours: Neighbours): boolean {
	const matches = ([name, wanted]: [string, unknown[] | undefined]) => {
		const value = neighbours[name.replace(/^\//, '')];
		const values: unknown[] = Array.isArray(value) ? value : [value];
		return values.some((entry) => wanted?.includes(entry) === true);
	};
	const named = (conditions: object | undefined) => (Object.entries(conditions ?? {}) as Array<[string, unknown[] | undefined]>).filter(([name]) => !name.startsWith('@'));
	return named(displayOptions?.show).every(matches) && !named(displayOptions?.hide).some(matches);
}
