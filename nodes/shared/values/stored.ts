/** Whether a stored value is a number that can be counted with. */
export function isNumber(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value);
}

/** Whether a stored value is such a number, or was left out. */
export function isNumberOrAbsent(value: unknown): boolean {
	return value === undefined || isNumber(value);
}

/** Whether a stored value is a list of texts. */
export function isTexts(value: unknown): boolean {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
