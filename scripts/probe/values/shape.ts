const SHAPES: Array<[pattern: RegExp, name: string]> = [
	[/^\s*$/, 'blank text'],
	[/^[^\s@]+@[^\s@]+$/, 'e-mail'],
	[/^-?\d+$/, 'integer as text'],
	[/^-?\d+\.\d+$/, 'decimal text'],
	[/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?[+-]\d\d:?\d\d$/, 'date with offset'],
	[/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z$/, 'date in UTC'],
	[/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(\.\d+)?)?$/, 'date without offset'],
	[/^\d\d\D\d\d\D\d{4}$/, 'date of two, two and four digits'],
	[/^https?:\/\//i, 'web address'],
];

/** What kind of value it is, never the value itself. */
export function kindOf(value: unknown): string {
	if (value === undefined) return 'missing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'decimal number';
	if (typeof value !== 'string') return typeof value === 'boolean' ? 'yes or no' : 'record';
	// Long texts are no date and no number; none is looked at as a whole.
	const head = value.slice(0, 400);
	return SHAPES.find(([pattern]) => pattern.test(head))?.[1] ?? 'text';
}

/** The kind of a value, with its size where that is all there is to tell. */
export function shapeOf(value: unknown): string {
	const kind = kindOf(value);
	if (kind === 'text') return `text(${String(value).length})`;
	if (Array.isArray(value)) return `list of ${value.length}`;
	return kind;
}

/** The kinds of several values, each once, such as `integer and null`. */
export function kindsOf(values: readonly unknown[]): string {
	return [...new Set(values.map(kindOf))].sort().join(' and ');
}

const PLAIN_NAME = /^[a-z][a-z0-9_]{0,39}$/i;

/** The name of a member; one that could be a value, such as an address, is not shown. */
export function safeName(name: string): string {
	return PLAIN_NAME.test(name) ? name : '(odd name)';
}

/** Names that are known as text, and how many others there are. */
export function knownNames(names: Iterable<string>, isKnown: (name: string) => boolean): string {
	const all = [...new Set(names)];
	const known = all.filter(isKnown).sort();
	const others = all.length - known.length;
	return [...known, ...(others === 0 ? [] : [`${others} with ${others === 1 ? 'a name' : 'names'} of ${others === 1 ? 'its' : 'their'} own`])].join(', ');
}

/** A word that an API uses as a status; anything else is shown by its shape. */
export function safeWord(value: unknown): string {
	return typeof value === 'string' && /^[a-z][a-z -]{0,39}$/i.test(value) ? value : `(${shapeOf(value)})`;
}
