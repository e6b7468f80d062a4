/** What is wrong with a parameter, found before any request. */
export interface Problem {
	/** What is wrong, with the parameter's label in single quotes. */
	message: string;
	/** What to change. */
	description: string;
	/** What a model is told in its place, where that differs. */
	advice?: string;
}

/** Whether a result is a problem. */
export function isProblem(value: unknown): value is Problem {
	return typeof value === 'object' && value !== null && 'message' in value && 'description' in value;
}
