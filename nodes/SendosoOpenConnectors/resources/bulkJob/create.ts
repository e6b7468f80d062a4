import type { IDataObject } from 'n8n-workflow';
import { filled, oneOf } from '../../../shared/operations/checks';
import type { Check } from '../../../shared/operations/operation';
import { membersOf } from '../../operations/body';

export const queryOrObject: Check = (parameters, facts) =>
	oneOf('Mode', 'mode', ['download', 'query'])(parameters, facts) ??
	(parameters.mode === 'query' ? filled('Query', 'query') : filled('Object', 'objectName'))(parameters, facts);

/** The bulk service takes its members in camelCase, unlike Sendoso's resources. */
export function camel(parameters: Parameters<typeof membersOf>[0]): IDataObject {
	return Object.fromEntries(Object.entries(membersOf(parameters, [])).map(([name, value]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value])) as IDataObject;
}
