import { textOf } from '../../../shared/values/json';

/** Keys of a configuration whose values are secrets. */
export const SECRET_KEY = /secret|password|token|signature\.key$|^oauth\.api\.key$/i;

/** Whether a reading put stars in the place of a secret (fact 21). */
export function isMasked(value: unknown): boolean {
	return /^\*+$/.test(textOf(value));
}
