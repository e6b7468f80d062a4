import type { NodeHint } from 'n8n-workflow';
import { optionsOf, text } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import type { Check } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';
import { extraBody } from '../../operations/fields';
import { userId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

const isAmount: Check = ({ balance }) =>
	/^\d{1,9}(\.\d{1,2})?$/.test(textOf(balance)) && Number(balance) > 0
		? undefined
		: { message: "'Balance' is not an amount of money", description: "Enter an amount such as 150 or 12.50 in 'Balance'." };

/** What the editor says beside it. */
export const balanceHint: NodeHint = {
	message:
		"The money is added each time this runs: nobody recognizes a repeated request. With 'Retry On Fail' n8n runs all items again: those that were refused or not sent go out, no other.",
	type: 'info',
	location: 'ndv',
	whenToDisplay: 'beforeExecution',
	displayCondition: '={{ $parameter["resource"] === "user" && $parameter["operation"] === "addBalance" }}',
};

/** Adds money to the balance of a user. */
export const addBalance = connectorOperation({
	names: ['addBalance', 'Add Balance', 'Add balance to user', 'Add money to the balance of a user. Repeating it adds the money again.'],
	request: ['POST', '/users/{userId}/add-balance'],
	fields: [userId, text('Balance', 'balance', { required: true, placeholder: 'e.g. 150', description: 'Amount to add' }), optionsOf([extraBody, maximumSends])],
	safety: 'spends',
	countSends: () => 1,
	repeats: 'nothing recognizes a repetition, so calling again may add the money again.',
	answer: { kind: 'spendOnce' },
	checks: [isAmount],
	// Public code sends the amount as text.
	body: ({ balance }) => ({ balance: textOf(balance) }),
	howToCheck: 'The money may have been added. Compare the balance of the user in Sendoso before you run this again.',
});
