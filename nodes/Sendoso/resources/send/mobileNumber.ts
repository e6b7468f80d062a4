import type { Check } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';
import { withoutInvisible } from '../../../shared/values/text';
import { isDomestic } from './domestic';

/** What a number may hold besides digits: a plus at its beginning, blanks, and the signs that people group digits by. */
const WRITTEN = /^\+?[\d\s()./\u00B7\u2010-\u2015\u2212-]*$/u;

/** What only looks like a part of the number: .0 of a sheet, another ending after a slash. */
const APPENDED = /\.0$|\/\s*\d{1,2}$/;

/** A zero that is dialled inside the country only, together with an area code. Italy's numbers keep theirs. */
const TRUNK_ZERO = /^(?:\+|00)(?!\s*39\b).*\(\s*0\s*\d/;

/** A destination outside the USA needs a number with its country code; Sendoso may fail silently without (fact 44). */
export const mobileNumberFits: Check = ({ country, mobileNumber }) => {
	const number = written(mobileNumber);
	if (number === '') {
		return isDomestic(country)
			? undefined
			: {
					message: "'Mobile Number' is needed outside the USA",
					description: "Fill in 'Mobile Number' with its country code, such as +44 7700 900123, or change 'Country'.",
				};
	}
	if (!WRITTEN.test(number) || APPENDED.test(number)) {
		return { message: "'Mobile Number' holds something that is no part of a number", description: "Write 'Mobile Number' as in +44 7700 900123, without an extension or letters." };
	}
	if (!isDomestic(country) && !/^(?:\+|00)/.test(number)) {
		return {
			message: "'Mobile Number' must start with + or 00 and the country code",
			description: "Write 'Mobile Number' as in +44 7700 900123.",
		};
	}
	if (TRUNK_ZERO.test(number)) {
		return { message: "'Mobile Number' holds a zero in brackets that is dialled inside the country only", description: "Leave the zero out in 'Mobile Number', as in +49 30 123456." };
	}
	const digits = significantDigits(number);
	if (digits.length >= 7 && digits.length <= 15) return undefined;
	return {
		message: "'Mobile Number' does not have 7 to 15 digits",
		description: isDomestic(country) ? "Correct 'Mobile Number', or leave it empty inside the USA." : "Write 'Mobile Number' as in +44 7700 900123.",
	};
};

/** The number as it goes out: digits alone, as a JSON number (fact 44); undefined when there is none. */
export function mobileNumberOf(mobileNumber: unknown): number | undefined {
	const number = written(mobileNumber);
	return number === '' ? undefined : Number(significantDigits(number));
}

/** The number without what says that it is one, and without brackets around its country code. */
function written(mobileNumber: unknown): string {
	const number = withoutInvisible(textOf(mobileNumber)).replace(/^tel:/i, '').replace(/^\uFF0B/, '+');
	return number.replace(/^\(\s*((?:\+|00)\d{1,5})\s*\)/, '$1 ');
}

/** Digits without the prefix 00, and without a zero in brackets, which is dialled inside the country only. */
function significantDigits(number: string): string {
	return number.replace(/\(\s*0\s*\)/, '').replace(/\D/g, '').replace(/^0+/, '');
}
