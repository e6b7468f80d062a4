import type { Check } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';

/** Spellings of the USA that need no mobile number (A12). */
const DOMESTIC = ['us', 'usa', 'u.s.', 'u.s.a.', 'united states', 'united states of america'];

/** Whether a destination lies in the USA, by its usual spellings in any case. */
export function isDomestic(country: unknown): boolean {
	return DOMESTIC.includes(textOf(country).toLowerCase().replace(/\s+/g, ' '));
}

/** A ZIP of the USA has five digits, or five and four. A sheet takes it for a number and drops its zeros. */
export const zipFits: Check = ({ country, zip }) => {
	const text = textOf(zip);
	if (!isDomestic(country) || /^\d{5}(?:[- ]?\d{4})?$/.test(text)) return undefined;
	return /^\d{1,4}(?:\.0|[- ]\d{4})?$/.test(text)
		? { message: "'ZIP' has fewer than five digits", description: "A sheet probably dropped the zeros at its beginning: give 'ZIP' as text, such as 02139." }
		: { message: "'ZIP' is not a ZIP of the USA", description: "Enter five digits, or five and four, in 'ZIP', or change 'Country'." };
};
