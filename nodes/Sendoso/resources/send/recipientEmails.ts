import type { Check } from '../operation';
import { isEmail, textOf } from '../shared/checks';

/** The addresses of a comma separated text, or of an array that an expression gave; without surrounding space. */
export function readEmails(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : textOf(value).split(/[,;\n]/);
	return entries.map(textOf).filter((entry) => entry !== '');
}

/** Every entry is an e-mail address, and there is at least one. */
export const recipientEmailsFit: Check = ({ recipientEmails }) => {
	const emails = readEmails(recipientEmails);
	if (emails.length === 0) {
		return { message: "'Recipient Emails' is empty", description: "Enter at least one address in 'Recipient Emails'." };
	}
	const wrong = emails.findIndex((entry) => !isEmail(entry));
	return wrong === -1
		? undefined
		: {
				message: `'Recipient Emails' holds something that is not an e-mail address, at place ${wrong + 1}`,
				description: "Separate the addresses in 'Recipient Emails' by commas, or give an array of texts.",
			};
};
