import { text } from '../../../shared/operations/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { zipFits } from './domestic';
import { campaign, lastFields, recipientEmail, recipientName } from './fields';
import { mobileNumberFits, mobileNumberOf } from './mobileNumber';
import { customMessageOf, sendBody } from './sendBody';

/** Sends an object to an address that the workflow knows. */
export const createPhysical: SendosoOperation = {
	option: {
		name: 'Create Physical',
		value: 'createPhysical',
		action: 'Create physical send',
		description: 'Send a gift to a known postal address. This spends money.',
		routing: { request: { method: 'POST', url: '/api/v3/send' }, send: { paginate: true } },
	},
	fields: [
		campaign,
		recipientName,
		recipientEmail,
		text('Address', 'address', { required: true, description: 'Street and number' }),
		text('City', 'city', { required: true, description: 'Town that the gift goes to' }),
		text('State', 'state', { required: true, description: 'State, province or region. Sendoso wants one: where a country has none, repeat the city.' }),
		text('ZIP', 'zip', {
			required: true,
			holds: 'code',
			description: 'ZIP or postal code, as text, so that leading zeros stay. Sendoso wants one: where a country has none, enter 00000.',
		}),
		text('Country', 'country', { required: true, holds: 'code', placeholder: 'e.g. US', description: 'Destination country, sent to Sendoso as typed' }),
		text('Mobile Number', 'mobileNumber', {
			placeholder: 'e.g. +44 7700 900123',
			description: 'Number of the recipient with its country code. Needed for every destination outside the USA.',
		}),
		...lastFields([text('Address Line 2', 'addressLine2', { description: 'Suite, floor or building. It is joined to the address.' })]),
	],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'mail',
	answer: { kind: 'send' },
	checks: [zipFits, mobileNumberFits],
	body: (parameters) => {
		const { recipientName: name, recipientEmail: email, address, city, state, zip, country, mobileNumber } = parameters;
		// Sendoso takes one string (fact 45).
		const lines = [address, member(parameters.additionalFields, 'addressLine2')].map(textOf).filter((line) => line !== '');
		return sendBody(parameters, { confirm_address: false, via: 'single_person_or_company' }, {
			name: textOf(name),
			email: textOf(email),
			address: lines.join(', '),
			city: textOf(city),
			state: textOf(state),
			zip: textOf(zip),
			country: textOf(country),
			mobile_no: mobileNumberOf(mobileNumber),
			custom_message: customMessageOf(parameters),
		});
	},
};
