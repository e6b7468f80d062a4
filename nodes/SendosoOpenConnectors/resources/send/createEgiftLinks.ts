import type { Check } from '../../../shared/operations/operation';

export const numberOfGiftsFits: Check = ({ numberOfGifts }) =>
	Number.isInteger(Number(numberOfGifts)) && Number(numberOfGifts) >= 1
		? undefined
		: { message: "'Number of Gifts' must be a whole number of at least 1", description: "Change 'Number of Gifts'." };
