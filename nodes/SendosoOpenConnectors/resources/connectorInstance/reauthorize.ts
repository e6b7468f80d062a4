import { text } from '../../../shared/operations/fields';
import { textOf } from '../../../shared/values/json';
import { connectorInstanceId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Lets an instance into Sendoso again when its grant has ended; it keeps its ID and its token (fact 97). */
export const reauthorize = connectorOperation({
	names: ['reauthorize', 'Reauthorize', 'Reauthorize connector instance', 'Let an instance into Sendoso again with a new code. It keeps its ID and its token.'],
	request: ['PATCH', '/instances/{connectorInstanceId}'],
	fields: [connectorInstanceId, text('Code', 'code', { required: true, description: 'Code that Sendoso sent to the callback address. It works once.' })],
	safety: 'changes',
	answer: { kind: 'instanceWrite', usesCode: true },
	body: ({ code }) => ({ providerData: { code: textOf(code) } }),
	howToCheck: "The code may be used up, and the instance may work again. Try 'User' > 'Get Current' before you ask Sendoso for a new code: this one works once.",
});
