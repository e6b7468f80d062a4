import type { Check } from '../../../shared/operations/operation';
import { member, textOf } from '../../../shared/values/json';

/** Only JSON becomes items (fact 70). */
export const formatFits: Check = ({ outputAs, options }) => {
	const asked = textOf(member(options, 'format'));
	return outputAs === 'file' || asked === '' || asked.startsWith('application/json')
		? undefined
		: { message: `A result in the format ${asked} can't be read as items`, description: "Set 'Output As' to 'File', or change 'Format'." };
};
