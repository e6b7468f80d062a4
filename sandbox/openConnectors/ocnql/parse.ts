import { generate } from 'peggy';
import { grammar } from './grammar';

/** A value in a clause. */
export type Literal = { type: 'text'; value: string } | { type: 'number'; value: number; raw: string };

/** A clause, taken apart. */
export type Condition =
	| { kind: 'and' | 'or'; terms: Condition[] }
	| { kind: 'compare'; field: string; operator: '=' | '!=' | '<' | '<=' | '>' | '>='; value: Literal }
	| { kind: 'like'; field: string; pattern: string }
	| { kind: 'in'; field: string; values: Literal[] }
	| { kind: 'isNull'; field: string };

const parser = generate(grammar);

/**
 * Takes an OCNQL clause apart.
 *
 * @throws an error that says where the clause breaks
 */
export function parseOcnql(text: string): Condition {
	return parser.parse(text) as Condition;
}
