/** The API takes one reference bare, and several as an array (fact 28). */
export function oneOrMany<T>(references: T[]): T | T[] {
	const [only] = references;
	return references.length === 1 && only !== undefined ? only : references;
}
