/** An object of which nothing is known yet. */
export type Json = Record<string, unknown>;

/** Tells objects from everything else that JSON can hold. */
export function isRecord(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows names and positions into a value; `undefined` where the way ends. */
export function dig(value: unknown, ...path: ReadonlyArray<string | number>): unknown {
	return path.reduce<unknown>((current, key) => {
		if (Array.isArray(current)) return current[Number(key)];
		return isRecord(current) ? current[String(key)] : undefined;
	}, value);
}

/** The elements of a list, none for anything else. */
export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
