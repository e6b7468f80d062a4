import { filled } from '../../../shared/operations/checks';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import { duplicateCheck, sendOptions } from '../../../shared/spending/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { customMessage, recipientChecks, recipientEmail, recipientName, viaFrom } from './fields';
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
		touchLocator,
		recipientName,
		recipientEmail,
		{
			displayName: 'Address',
			name: 'address',
			type: 'string',
			default: '',
			required: true,
			description: 'Street and number',
		},
		{
			displayName: 'City',
			name: 'city',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'State',
			name: 'state',
			type: 'string',
			default: '',
			required: true,
			description: 'State, province or region',
		},
		{
			displayName: 'ZIP',
			name: 'zip',
			type: 'string',
			default: '',
			required: true,
			description: 'ZIP or postal code, as text, so that leading zeros stay',
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. US',
			description: 'Destination country, sent to Sendoso as typed',
		},
		{
			displayName: 'Mobile Number',
			name: 'mobileNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +44 7700 900123',
			description: 'Number of the recipient with its country code. Needed for every destination outside the USA.',
		},
		additionalFields([
			{
				displayName: 'Address Line 2',
				name: 'addressLine2',
				type: 'string',
				default: '',
				description: 'Suite, floor or building. It is joined to the address.',
			},
			customMessage,
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'mail',
	answer: { kind: 'send' },
	checks: [
		...recipientChecks,
		filled('Recipient Name', 'recipientName'),
		filled('Address', 'address'),
		filled('City', 'city'),
		filled('State', 'state'),
		filled('ZIP', 'zip'),
		filled('Country', 'country'),
		mobileNumberFits,
	],
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
