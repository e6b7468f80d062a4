/** Calls one method by its dotted name, such as `sends.add`. */
export function callByName(control: object, name: string, values: readonly unknown[]): unknown {
	const [first = '', second] = name.split('.');
	const owner: unknown = second === undefined ? control : Reflect.get(control, first);
	const method: unknown = typeof owner === 'object' && owner !== null ? Reflect.get(owner, second ?? first) : undefined;
	if (typeof method !== 'function') throw new Error(`The control API has no ${name}`);
	return Reflect.apply(method, owner, values);
}
