import type { Check } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';

/** Spellings of the USA that need no mobile number (A12). */
const DOMESTIC = ['us', 'usa', 'u.s.', 'u.s.a.', 'united states', 'united states of america'];

/** Whether a destination lies in the USA, by its usual spellings in any case. */
export function isDomestic(country: unknown): boolean {
	return DOMESTIC.includes(textOf(country).toLowerCase());
}

/** A destination outside the USA needs a number with its country code; Sendoso may fail silently without (fact 44). */
export const mobileNumberFits: Check = ({ country, mobileNumber }) => {
	const number = textOf(mobileNumber);
	const digits = number.replace(/\D/g, '');
	if (isDomestic(country)) {
		return number === '' || (digits.length >= 7 && digits.length <= 15)
			? undefined
			: { message: "'Mobile Number' does not have 7 to 15 digits", description: "Correct 'Mobile Number', or leave it empty inside the USA." };
	}
	if (number === '') {
		return {
			message: "'Mobile Number' is needed outside the USA",
			description: "Fill in 'Mobile Number' with its country code, such as +44 7700 900123, or change 'Country'.",
		};
	}
	if (!/^(\+|00)/.test(number)) {
		return {
			message: "'Mobile Number' must start with + or 00 and the country code",
			description: "Write 'Mobile Number' as in +44 7700 900123.",
		};
	}
	const significant = digits.replace(/^0+/, '');
	return significant.length >= 7 && significant.length <= 15
		? undefined
		: { message: "'Mobile Number' does not have 7 to 15 digits", description: "Write 'Mobile Number' as in +44 7700 900123." };
};

/** The number as it goes out: digits alone, as a JSON number (fact 44); undefined when there is none. */
export function mobileNumberOf(mobileNumber: unknown): number | undefined {
	const number = textOf(mobileNumber);
	return number === '' ? undefined : Number(number.replace(/\D/g, ''));
}
