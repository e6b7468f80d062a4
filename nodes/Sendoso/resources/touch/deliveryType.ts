import type { Field } from '../../../shared/parameters/field';

/** Which campaigns are meant, by the way their gift travels. */
export const deliveryType: Field = {
	displayName: 'Delivery Type',
	name: 'deliveryType',
	type: 'options',
	options: [
		{ name: 'eGift', value: 'email', description: 'Campaigns whose gift arrives by e-mail' },
		{ name: 'Physical', value: 'mail', description: 'Campaigns that ship something' },
	],
	default: 'email',
	description: 'How the gift of the campaign reaches the recipient',
};
