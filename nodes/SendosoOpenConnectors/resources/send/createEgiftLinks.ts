import { additionalFields, number, optionsOf } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun } from '../../../shared/spending/fields';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { amount, viaFrom, withVia } from './sendBody';

/** Creates links that anybody can redeem once. */
export const createEgiftLinks = connectorOperation({
	names: ['createEgiftLinks', 'Create eGift Links', 'Create egift links', 'Create links that anybody can redeem once'],
	request: ['POST', '/egift-links'],
	fields: [
		touchId,
		number('Number of Gifts', 'numberOfGifts', { default: 1, required: true, typeOptions: { minValue: 1, numberPrecision: 0 }, description: 'How many links are made, each for one gift' }),
		additionalFields([amount, viaFrom]),
		optionsOf([dryRun, extraBody, maximumSends]),
	],
	safety: 'spends',
	countSends: ({ numberOfGifts }) => Number(numberOfGifts),
	repeats: 'each link is one gift. Nothing recognizes a repetition: calling again may make and pay for new links.',
	answer: { kind: 'spendOnce' },
	body: (parameters) => withVia(parameters, { via: 'generate_egift_links', number_of_gifts: Number(parameters.numberOfGifts) }),
	howToCheck: 'The links may have been made. Compare the balance and the send tracker in Sendoso before you run this again.',
});
