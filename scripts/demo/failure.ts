/** A reason to stop that is told in one sentence, without a stack trace. */
export class PlainFailure extends Error {
	override name = 'PlainFailure';
}

/** The text of anything that was thrown. */
export function textOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The code that Node puts on errors of the operating system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}
