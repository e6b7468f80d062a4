import { textOf } from '../values/json';
import type { Check } from './operation';

/** The parameter is the ID of a record, usable as part of an address. */
export const pathId =
	(label: string, name: string): Check =>
	(parameters) => {
		const value = textOf(parameters[name]);
		if (value === '') return { message: `'${label}' is empty`, description: `Choose one from the list in '${label}', or enter its ID.` };
		// Half a surrogate pair has no place in an address.
		if (/^\.+$|\p{Cs}/u.test(value)) return { message: `'${label}' is not an ID`, description: `Enter the ID of a record in '${label}'.` };
		return undefined;
	};
