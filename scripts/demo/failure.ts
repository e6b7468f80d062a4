/** A reason to stop that is told in one sentence, without a stack trace. */
export class PlainFailure extends Error {
	override name = 'PlainFailure';
}

/** The text of anything that was thrown. */
export function textOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The name of the kind of an error: texts of unforeseen ones may hold values. */
export function kindOfError(error: unknown): string {
	const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
	return typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'unknown error';
}

/** The code that Node puts on errors of the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}
