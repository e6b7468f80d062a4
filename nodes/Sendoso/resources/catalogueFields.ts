import type { IDataObject } from 'n8n-workflow';
import { email, number, text } from '../../shared/operations/fields';
import type { Check, Parameters } from '../../shared/operations/operation';
import type { Field } from '../../shared/parameters/field';
import { duplicateCheck } from '../../shared/spending/fields';
import { member, textOf } from '../../shared/values/json';
import { filledText, messageOf } from './send/sendBody';

/** Who gets a gift of the catalogue. No address is part of it: Sendoso asks the recipient (A21). */
export const recipientFields: Field[] = [
	email('Recipient Email', 'recipientEmail', { required: true, description: 'Address that Sendoso writes to. It asks the recipient for everything else that it needs, such as a postal address.' }),
	text('Recipient First Name', 'recipientFirstName', { required: true, description: 'Given name of the person that the gift is for' }),
	text('Recipient Last Name', 'recipientLastName', { required: true, description: 'Family name of the person that the gift is for' }),
];

/** Text that goes with the gift. */
export const message = text('Message', 'message', { typeOptions: { rows: 3 }, description: 'Text that goes with the gift' });

/** Further members of both sends, as fields. */
export const giftExchangeEnabled: Field = {
	displayName: 'Allow Gift Exchange',
	name: 'giftExchangeEnabled',
	type: 'boolean',
	default: true,
	description: 'Whether the recipient may swap the gift for something of equal or lower value',
};

/** A meeting that the recipient is asked to book. */
export const meetingUrl = text('Meeting URL', 'meetingUrl', { placeholder: 'e.g. https://meet.example.com/ana', description: 'Page on which the recipient can book a meeting' });

/** Whether somebody looks at the send first. */
export const requireApproval: Field = {
	displayName: 'Require Approval',
	name: 'requireApproval',
	isGuard: true,
	type: 'boolean',
	default: true,
	description: "Whether a manager has to approve the send in Sendoso before it goes out. Unless it is set, Sendoso decides; for agents it is on.",
};

/** Most that a gift may cost. */
export const maxPriceUsd = number('Max Price (USD)', 'maxPriceUsd', {
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 50,
	description: 'Highest price in whole US dollars, before shipping and fees',
});

/** Destination of a gift. */
export const shipToCountry = text('Ship to Country', 'shipToCountry', { holds: 'code', placeholder: 'e.g. US', description: 'Country that the gift has to be available in, as a code of two letters' });

/** The duplicate check of a send without a campaign; `compared` says what this process tells apart. */
export const catalogueDuplicateCheck = (compared: string): Field => ({
	...duplicateCheck,
	description: `What to do if such a gift went to the same address before. Compared are the sends of this n8n process, by ${compared}, and Sendoso's list of sends, by address alone: as far as known it shows such a send without a campaign and does not say what was sent, so that each one counts which this process did not make of something else.`,
});

/** Members of a body that both sends share; those that are undefined are left out (facts 56, 57). */
export function catalogueBody({ recipientEmail, recipientFirstName, recipientLastName, additionalFields: more }: Parameters): IDataObject {
	return {
		recipient_email: textOf(recipientEmail),
		recipient_first_name: textOf(recipientFirstName),
		recipient_last_name: textOf(recipientLastName),
		message: messageOf(member(more, 'message')),
		gift_exchange_enabled: member(more, 'giftExchangeEnabled') as boolean | undefined,
		meeting_url: filledText(member(more, 'meetingUrl')),
		require_approval: member(more, 'requireApproval') as boolean | undefined,
	};
}

/** A country as it goes out: codes of two letters are written in capitals. */
export function countryCode(value: unknown): string | undefined {
	const country = filledText(value);
	return country !== undefined && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country;
}

/** The address of a meeting is one. */
export const checkMeetingUrl: Check = ({ additionalFields }) => {
	const url = textOf(member(additionalFields, 'meetingUrl'));
	if (url === '' || (/^https?:\/\//i.test(url) && URL.canParse(url))) return undefined;
	return { message: "'Meeting URL' is not the address of a page", description: "Enter a whole address, such as https://meet.example.com/ana, in 'Meeting URL'." };
};

/** What a model is told of approvals. */
export const APPROVED = 'A manager approves it, unless set otherwise.';

/** How to find out what became of a send without a campaign. */
export const HOW_TO_CHECK =
	"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' with the filter 'Recipient Email' (as far as known it is listed without a campaign), or the send tracker in Sendoso.";
