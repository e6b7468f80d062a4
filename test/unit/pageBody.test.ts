import fc from 'fast-check';
import { readPageBody } from '../../nodes/Sendoso/lists/pageBody';

const shape = { rows: 'sends', total: 'total_count' };
const row = fc.dictionary(fc.string(), fc.jsonValue());

test('reads rows, total and the page size that the server reports', () => {
	fc.assert(
		fc.property(fc.array(row, { maxLength: 5 }), fc.nat(1000), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), fc.boolean(), (rows, total, perPage, asked, asText) => {
			const body = { current_page: 1, per_page: asText ? String(perPage) : perPage, total_count: asText ? String(total) : total, sends: rows };
			expect(readPageBody(body, shape, asked)).toEqual({ rows, total, pageSize: Math.min(perPage, asked) });
		}),
	);
});

test('an odd counter or page size is no number at all', () => {
	const odd = fc.oneof(fc.constantFrom(undefined, null, '', ' ', 'many', -1, 1.5, NaN, true, [], {}), fc.string().filter((text) => !/^\s*\d+\s*$/.test(text) && !Number.isInteger(Number(text))));
	fc.assert(
		fc.property(odd, odd, (total, perPage) =>
			expect(readPageBody({ total_count: total, per_page: perPage, sends: [] }, shape, 100)).toEqual({ rows: [], total: undefined, pageSize: 100 }),
		),
	);
	expect(readPageBody({ per_page: 0, sends: [] }, shape, 100)?.pageSize).toBe(100);
});

test('whatever is not such a list is refused', () => {
	const bad = fc.oneof(fc.jsonValue(), fc.record({ sends: fc.oneof(fc.string(), fc.constant(null), fc.dictionary(fc.string(), fc.string()), fc.array(fc.oneof(fc.string(), fc.constant(null), fc.array(fc.string())), { minLength: 1 })) }));
	fc.assert(
		fc.property(bad, (body) => {
			const isList = typeof body === 'object' && body !== null && 'sends' in body && Array.isArray(body.sends) && body.sends.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
			if (!isList) expect(readPageBody(body, shape, 100)).toBeUndefined();
		}),
	);
});
