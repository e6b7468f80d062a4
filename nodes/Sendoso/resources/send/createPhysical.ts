import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Operation } from '../../../shared/operations/operation';
import { filled } from '../../../shared/operations/checks';
import { textOf } from '../../../shared/values/json';
import { mobileNumberFits } from './mobileNumber';
import { duplicateCheck, sendOptions, VIA_FROM } from '../../../shared/spending/fields';
import { customMessage, recipientChecks, recipientEmail, recipientName, sendTouch, viaFrom } from './fields';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';

/** Joins the second address line to the first: Sendoso takes one string (fact 45). */
async function joinAddressLines(this: IExecuteSingleFunctions, options: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const secondLine = textOf(this.getNodeParameter('additionalFields.addressLine2', ''));
	const send = (options.body as { send: { address: string } }).send;
	if (secondLine !== '') send.address = `${send.address}, ${secondLine}`;
	return options;
}

/** Sends an object to an address that the workflow knows. */
export const createPhysical: Operation = {
	option: {
		name: 'Create Physical',
		value: 'createPhysical',
		action: 'Create physical send',
		description: 'Send a gift to a known postal address. This spends money.',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v3/send',
				body: { send: { confirm_address: false, via: 'single_person_or_company', via_from: VIA_FROM } },
			},
			send: { paginate: true },
		},
	},
	fields: [
		sendTouch,
		recipientName,
		recipientEmail,
		{
			displayName: 'Address',
			name: 'address',
			type: 'string',
			default: '',
			required: true,
			description: 'Street and number',
			routing: { send: { type: 'body', property: 'send.address', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'City',
			name: 'city',
			type: 'string',
			default: '',
			required: true,
			routing: { send: { type: 'body', property: 'send.city', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'State',
			name: 'state',
			type: 'string',
			default: '',
			required: true,
			description: 'State, province or region',
			routing: { send: { type: 'body', property: 'send.state', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'ZIP',
			name: 'zip',
			type: 'string',
			default: '',
			required: true,
			description: 'ZIP or postal code, as text, so that leading zeros stay',
			routing: { send: { type: 'body', property: 'send.zip', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. US',
			description: 'Destination country, sent to Sendoso as typed',
			routing: { send: { type: 'body', property: 'send.country', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'Mobile Number',
			name: 'mobileNumber',
			type: 'string',
			default: '',
			placeholder: 'e.g. +44 7700 900123',
			description: 'Number of the recipient with its country code. Needed for every destination outside the USA.',
			routing: {
				send: {
					type: 'body',
					property: 'send.mobile_no',
					value: "={{ $value && String($value).trim() ? Number(String($value).replace(/[^0-9]/g, '')) : undefined }}",
				},
			},
		},
		additionalFields([
			{
				displayName: 'Address Line 2',
				name: 'addressLine2',
				type: 'string',
				default: '',
				description: 'Suite, floor or building. It is joined to the address.',
				routing: { send: { preSend: [joinAddressLines] } },
			},
			customMessage,
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
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
};
