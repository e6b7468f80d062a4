import { additionalFields, number, optionsOf } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import type { Check } from '../../../shared/operations/operation';
import { dryRun } from '../../../shared/spending/fields';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { amount, checks, viaFrom, withVia } from './sendBody';

const numberOfGiftsFits: Check = ({ numberOfGifts }) =>
	Number.isInteger(Number(numberOfGifts)) && Number(numberOfGifts) >= 1
		? undefined
		: { message: "'Number of Gifts' must be a whole number of at least 1", description: "Change 'Number of Gifts'." };

/** Creates links that anybody can redeem once. */
export const createEgiftLinks = connectorOperation({
	names: ['createEgiftLinks', 'Create eGift Links', 'Create egift links', 'Create links that anybody can redeem once'],
	request: ['POST', '/egift-links'],
	fields: [
		touchId,
		number('Number of Gifts', 'numberOfGifts', { default: 1, required: true, typeOptions: { minValue: 1 } }),
		additionalFields([amount, viaFrom]),
		optionsOf([dryRun, extraBody, maximumSends]),
	],
	safety: 'spends',
	countSends: ({ numberOfGifts }) => Number(numberOfGifts),
	answer: { kind: 'spendOnce' },
	checks: [...checks, numberOfGiftsFits],
	body: (parameters) => withVia(parameters, { via: 'generate_egift_links', number_of_gifts: Number(parameters.numberOfGifts) }),
	howToCheck: 'The links may have been made. Compare the balance and the send tracker in Sendoso before you run this again.',
});
