import { pathId } from '../../shared/operations/checks';
import type { Check, Parameters } from '../../shared/operations/operation';
import { type Field, membersOf } from '../../shared/parameters/field';
import type { ApiRequest } from '../../shared/transport/httpCall';
import { member } from '../../shared/values/json';
import type { ConnectorOperation } from '../answerShapes';
import { apiName } from './body';
import { withExtra } from './extraBody';

/** A union without some members of each of its parts. */
type Without<Union, Names extends PropertyKey> = Union extends unknown ? Omit<Union, Names> : never;

/** What the data of one operation over SAP Open Connectors says. */
type ConnectorOperationData = Without<ConnectorOperation, 'option' | 'checks'> & {
	/** Value and label of the operation, its words in a list of actions, and its description. */
	names: [value: string, name: string, action: string, description: string];
	/** Method and path; `{name}` stands for the parameter of that name, encoded. */
	request: [method: ApiRequest['method'], path: string];
	checks?: Check[];
};

/** Members that decide who gets how many gifts, beside those that have a field: what is checked before a send must be what is sent. */
const RESERVED = ['amount', 'balance', 'email', 'emails', 'name', 'number_of_gifts', 'egift_price', 'gift_price', 'price', 'quantity', 'recipient', 'recipient_emails', 'recipient_users', 'recipients', 'send', 'touch', 'touch_id', 'touch_ids', 'user_id', 'users', 'via', 'via_from'];

/** A name without what spellings differ in. */
const lettersOf = (name: string) => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** Nothing that a field of the operation sets comes in by another way, however it is spelled. */
const extraBodySendsNothing = (fields: Field[]): Check => {
	const own = fields.flatMap((field) => [field, ...membersOf(field)]).map(({ name }) => apiName(name));
	const reserved = new Set([...RESERVED, ...own].map(lettersOf));
	return ({ options }) => {
		const found = Object.keys(member(options, 'extraBody') ?? {}).find((name) => reserved.has(lettersOf(name)) || !/^[a-z][\w-]*$/i.test(name));
		return found === undefined
			? undefined
			: { message: `'Extra Body' must not hold ${found.slice(0, 40)}`, description: "It decides who gets which gift, so it has a field of its own. Remove it from 'Extra Body'." };
	};
};

/**
 * Makes an operation of its data. Every ID in its path is checked before any request, and its body takes the members of
 * 'Extra Body'.
 */
export function connectorOperation({ names, request, checks = [], ...operation }: ConnectorOperationData): ConnectorOperation {
	const [value, name, action, description] = names;
	const [method, url] = request;
	const ids = [...url.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => {
		const label = operation.fields.find((field) => field.name === parameter)?.displayName ?? parameter;
		return pathId(label, parameter);
	});
	const { body } = operation;
	return {
		...operation,
		...(body === undefined ? {} : { body: (parameters: Parameters) => withExtra(body(parameters), parameters) }),
		option: { name, value, action, description, routing: { request: { method, url }, send: { paginate: true } } },
		checks: [...ids, ...(operation.safety === 'spends' ? [extraBodySendsNothing(operation.fields)] : []), ...checks],
	};
}
