import { Contract } from '../../scripts/probe/contract/contract';
import { differences } from '../../scripts/probe/contract/differences';
import { unnamedMembers } from '../../scripts/probe/contract/unnamedMembers';
import { kindOf, safeName, safeWord, shapeOf } from '../../scripts/probe/values/shape';

const contract = new Contract('sendoso.openapi.yaml');

function schemaOf(path: string) {
	const schema = contract.answer(path, 200);
	if (schema === undefined) throw new Error(`The contract has no answer for ${path}`);
	return schema;
}

const user = { id: 48_213, first_name: 'Ines', last_name: 'Karlsson', email: 'ines.karlsson@example.org', team_group_id: 907 };
const page = (users: unknown, others: object = {}) => ({ current_page: 1, per_page: 2, total_users: 3, users, ...others });

test.each([
	['a page as in the contract', page([user, { ...user, id: '48213' }]), []],
	['another type', page([{ ...user, email: 7 }, { ...user, email: 8 }]), ['users[].email should be string, is integer']],
	['a null', page([{ ...user, id: null }]), ['users[].id should be integer, string, is null']],
	['a missing member', page([{ ...user, email: undefined }].map((row) => JSON.parse(JSON.stringify(row)) as unknown)), ['users[].email is missing']],
	['a number that is too small', page([], { current_page: 0 }), ["current_page should be text or number by the contract's minimum, is integer"]],
	['a row that is none', page(['Ines Karlsson']), ['users[] should be object, is text']],
	['another body', [user], ['the body should be object, is list']],
	['no JSON', undefined, ['the body is no JSON']],
])('%s', (_name, body, lines) => {
	expect(differences(schemaOf('/api/v3/users'), body)).toEqual(lines);
});

test('one of several forms is one line, and formats are checked', () => {
	const touch = { id: 1, name: 'x', start_date: 'soon', end_date: 'never', description: '', created_at: '2026-01-01T00:00:00Z', user_id: 1, gift_id: 1, status: 'Active', is_default_price: true, delivery_type: 'pigeon', hubspot_key: null, ship_to_countries: ['US'], currency: 'USD' };
	expect(differences(schemaOf('/api/v3/touches/{touch_id}'), { success: true, touch })).toEqual([
		'touch.delivery_type should be a value that the contract names, is text',
		'touch.end_date should be in one of the forms of the contract, is text',
		"touch.start_date should be text or number by the contract's format, is text",
	]);
});

test('members without a name in the contract are told by their paths, odd ones without', () => {
	const { schema } = schemaOf('/api/v3/users');
	const paths = (rows: unknown, others: object = {}) => unnamedMembers(schema, page(rows, others)).map(({ path }) => path);
	const odd = { ...user, phone: '1', 'ines@example.org': 1 };
	expect(paths([odd, odd, odd, user, user, user])).toEqual(['users[].(odd name)', 'users[].phone']);
	// Too few rows in all, too few of many, and none: a member of the whole body is on no row.
	expect(paths([odd, odd])).toEqual([undefined, undefined]);
	expect(paths([odd, odd, odd, user, user, user, user])).toEqual([undefined, undefined]);
	expect(paths([], { alice_johnson: 1 })).toEqual([undefined]);
	expect(unnamedMembers(schema, page([user]))).toEqual([]);
	// Forms, parts and what is under both are looked into.
	const { schema: products } = schemaOf('/api/v3/smartsend/recommendations');
	const product = { id: '1', interests: [], variants: [{ id: '1', colour: 'blue' }] };
	expect(unnamedMembers(products, { products: [product, product, product] })).toEqual([{ key: 'products[].variants[].colour', path: 'products[].variants[].colour' }]);
});

test('every answer of both contracts has a schema that the validator takes', () => {
	for (const file of ['sendoso.openapi.yaml', 'open-connectors.openapi.yaml'] as const) {
		const whole = new Contract(file);
		const schemas = whole.reads().flatMap((path) => whole.answer(path, 200) ?? []);
		expect(schemas.length).toBeGreaterThan(14);
		for (const schema of schemas) expect(() => differences(schema, [])).not.toThrow();
	}
});

test.each([
	[null, 'null', 'null'],
	[12, 'integer', 'integer'],
	[1.5, 'decimal number', 'decimal number'],
	['12', 'integer as text', 'integer as text'],
	['12.50', 'decimal text', 'decimal text'],
	['ines@example.org', 'e-mail', 'e-mail'],
	['2026-01-01T00:00:00.000-08:00', 'date with offset', 'date with offset'],
	['2026-01-01T00:00:00Z', 'date in UTC', 'date in UTC'],
	['01/31/2026', 'date of two, two and four digits', 'date of two, two and four digits'],
	['Ines', 'text', 'text(4)'],
	[[1, 2], 'list', 'list of 2'],
	[{}, 'record', 'record'],
	[true, 'yes or no', 'yes or no'],
])('%j is %s', (value, kind, shape) => {
	expect([kindOf(value), shapeOf(value)]).toEqual([kind, shape]);
});

test('only what looks like a word of an API is told as one', () => {
	expect(['status_updates', 'camelCase', 'ines@example.org', 'Ines Karlsson', '', '4711'].map(safeName)).toEqual(['status_updates', 'camelCase', '(odd name)', '(odd name)', '(odd name)', '(odd name)']);
	expect(['Offer Sent', 'Address Confirmation - Cancelled', 'sent to ines@example.org', 'x'.repeat(41), 7, 'Order 4711'].map(safeWord)).toEqual(['Offer Sent', 'Address Confirmation - Cancelled', '(text(24))', '(text(41))', '(integer)', '(text(10))']);
});
