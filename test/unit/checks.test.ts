import fc from 'fast-check';
import { isDomestic, zipFits } from '../../nodes/Sendoso/resources/send/domestic';
import { mobileNumberFits, mobileNumberOf } from '../../nodes/Sendoso/resources/send/mobileNumber';
import { simplifyTouch } from '../../nodes/Sendoso/resources/touch/simplifyTouch';
import { readSendFilter } from '../../nodes/Sendoso/sendList/sendFilters';
import { simplifySend } from '../../nodes/Sendoso/sendList/simplifySend';
import { pathId } from '../../nodes/shared/operations/checks';
import { emailKey } from '../../nodes/shared/values/emails';

const facts = { timezone: 'UTC' };
const messyCase = (text: string) => fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((upper) => [...text].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter)).join(''));

describe('mobile numbers', () => {
	const domestic = fc.constantFrom('us', 'usa', 'u.s.', 'u.s.a.', 'united states', 'united states of america').chain(messyCase);
	const abroad = fc.oneof(fc.constantFrom('GB', 'Germany', 'UM', 'U S', 'USSR', 'u.s', ''), fc.string()).filter((country) => !isDomestic(country));
	const digits = (min: number, max: number) => fc.array(fc.integer({ min: 1, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''));
	const check = (country: unknown, mobileNumber: unknown) => mobileNumberFits({ country, mobileNumber }, facts);

	test('the USA needs none, in any spelling', () => {
		fc.assert(fc.property(domestic, fc.constantFrom('', ' ', undefined, null), (country, number) => expect(check(` ${country} `, number)).toBeUndefined()));
	});

	test('abroad it needs a country code and 7 to 15 digits', () => {
		fc.assert(
			fc.property(abroad, fc.constantFrom('+', '00'), digits(1, 20), fc.constantFrom('', ' ', '-', ' ('), (country, prefix, number, separator) => {
				const written = `${prefix}${number.slice(0, 2)}${separator}${number.slice(2)}`;
				const fits = number.length >= 7 && number.length <= 15;
				expect(check(country, written) === undefined).toBe(fits);
				for (const bare of [number, `0${number}`]) expect(check(country, bare)?.message).toMatch(/'Mobile Number' must start with \+ or 00/);
			}),
		);
		fc.assert(fc.property(abroad, fc.constantFrom('', ' ', undefined, null), (country, number) => expect(check(country, number)?.message).toContain("'Mobile Number' is needed outside the USA")));
	});

	test.each([
		['+44 (0)20 7946 0958', 442079460958],
		['+44(0)2079460958', 442079460958],
		['0044 20 7946 0958', 442079460958],
		['+1 202.555.0123', 12025550123],
		['+49-30/901820', 4930901820],
		['\u202A+4915112345678\u202C', 4915112345678],
		['tel:+44 7700 900123', 447700900123],
		['(+44) 7700 900123', 447700900123],
		['(0044) 7700\t900123', 447700900123],
		['+44 7700 900\u2212123', 447700900123],
		['+39 (06) 1234567', 39061234567],
	])('%s goes out as %d', (number, digits) => expect([check('GB', number), mobileNumberOf(number)]).toEqual([undefined, digits]));

	test.each(['+44 20 7946 0958 ext. 12', '+44 20 7946 0958 x12', '+44 20 7946 0958,12', '+44 20 7946 0958#12', '+44 20 79 FLOWER', '4.4207946E+11', '+442079460958.0', '++442079460958', '+44 20 7946 0958; +44 20 7946 0959', '+442079460958+442079460959', '+49 30 123456/78'])(
		'%s is refused',
		(number) => expect(check('GB', number)?.message).toContain("'Mobile Number' holds something that is no part of a number"),
	);

	test('a zero of the area code in brackets is refused, and not sent along', () => expect(check('DE', '+49 (030) 123456')?.message).toContain('a zero in brackets'));

	test('every problem names the field in message and advice', () => {
		fc.assert(
			fc.property(fc.oneof(domestic, abroad), fc.string(), (country, number) => {
				const problem = check(country, number);
				if (problem === undefined) return;
				expect(problem.message).toContain("'Mobile Number'");
				expect(problem.description).toContain("'Mobile Number'");
			}),
		);
	});
});

describe('spellings of one mailbox', () => {
	test.each([
		['Ana@Example.org', ' ana@example.org'],
		['ana@bücher.example', 'ana@xn--bcher-kva.example'],
		['ana@ｅxample.org', 'ana@example.org'],
		['J\u030Canis@example.org', '\u01F0anis@example.org'],
		['a\u00ADna@example.org', 'ana@example.org'],
	])('%s and %s are one', (one, other) => expect(emailKey(one)).toBe(emailKey(other)));

	test.each([['ana+gift@example.org', 'ana@example.org'], ['a.na@example.org', 'ana@example.org'], ['', 'ana@example.org'], ['no address', 'ana']])('%s and %s are two', (one, other) => expect(emailKey(one)).not.toBe(emailKey(other)));
});

describe('ZIP codes', () => {
	const check = (zip: unknown, country: unknown = 'US') => zipFits({ zip, country }, facts)?.message;

	test('of the USA have five digits, or five and four', () => {
		for (const zip of ['02139', '02139-1234', '021391234', '02139 1234']) expect([zip, check(zip)]).toEqual([zip, undefined]);
		for (const zip of ['2139', '501', '5', '2139.0', '2139-1234']) expect([zip, check(zip)]).toEqual([zip, "'ZIP' has fewer than five digits"]);
		for (const zip of ['021390', 'SW1A 1AA', '1e4', '02139.0', '٠٢١٣٩']) expect([zip, check(zip)]).toEqual([zip, "'ZIP' is not a ZIP of the USA"]);
	});

	test('of other countries go out as they are', () => {
		for (const zip of ['SW1A 1AA', '1010', '00000']) expect(check(zip, 'GB')).toBeUndefined();
	});
});

describe('ids', () => {
	test('a path id is anything but nothing and dots', () => {
		fc.assert(fc.property(fc.string(), (value) => expect(pathId('Team Group', 'id')({ id: value }, facts) === undefined).toBe(!/^\.*$|\p{Cs}/u.test(value.trim()))));
	});
});

describe('simplified records', () => {
	const loose = fc.oneof(fc.constant(null), fc.constant(undefined), fc.string(), fc.array(fc.string()), fc.record({ id: fc.nat(), name: fc.string(), email: fc.string() }, { requiredKeys: [] }));

	test('a send always has the same ten flat members, whatever is missing', () => {
		const members = ['send_gid', 'status', 'status_changed_at', 'created_at', 'touch_name', 'recipient_email', 'sender_email', 'team_name', 'cost', 'currency'];
		fc.assert(
			fc.property(fc.record({ send_gid: fc.string(), status: fc.string(), touch: loose, recipient: loose, sender: loose, status_updates: fc.oneof(loose, fc.array(loose)), current_total_cost: fc.option(fc.string()), currency: fc.option(fc.string()), created_at: fc.option(fc.string()) }), (send) => {
				const simple = simplifySend(send as never);
				expect(Object.keys(simple)).toEqual(members);
				for (const name of members) expect([name, typeof simple[name] !== 'object' || simple[name] === null]).toEqual([name, true]);
			}),
		);
	});

	test('the newest update counts, whatever the order and the offsets', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 40 }), fc.constantFrom(0, -480, 330)), { minLength: 1, maxLength: 8 }), (entries) => {
				const print = (time: number, offset: number) => `${new Date(time + offset * 60_000).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}:${String(Math.abs(offset) % 60).padStart(2, '0')}`;
				const status_updates = entries.map(([time, offset]) => ({ status: 'x', occurred_at: print(time, offset) }));
				const { status_changed_at: newest } = simplifySend({ status_updates });
				expect(Date.parse(String(newest))).toBe(Math.max(...entries.map(([time]) => time)));
			}),
		);
	});

	test('cost is a number, and the currency stands beside it', () => {
		expect(simplifySend({ current_total_cost: '38.40', currency: 'USD' })).toMatchObject({ cost: 38.4, currency: 'USD' });
		for (const [cost, expected] of [['5.0', 5], [0, 0], ['', null], [undefined, null], ['free', null]] as const) expect(simplifySend({ current_total_cost: cost }).cost).toBe(expected);
	});

	test('a touch keeps its members and invents none', () => {
		expect(simplifyTouch({ id: 1, end_date: null, gift_id: 2 })).toEqual({ id: 1, end_date: null });
	});
});

describe('filters of sends', () => {
	const send = { touch: { id: 7 }, recipient: { email: 'Ana@Example.com' }, sender: { email: 'ben@example.org', team_name: 'Sales' }, status: 'Used', created_at: '2026-03-04T10:00:00Z' };
	const accepts = (filters: object, of: object = send) => readSendFilter({ filters }, facts).accept(of as never);

	test.each([
		[{}, true],
		[{ status: [] }, true],
		[{ status: ['Used', 'Sent'] }, true],
		[{ status: ['used'] }, false],
		[{ touchId: '7' }, true],
		[{ touchId: '70' }, false],
		[{ recipientEmail: ' ana@EXAMPLE.com ' }, true],
		[{ recipientEmail: 'a\u200Bna@example.com' }, true],
		[{ senderEmail: 'ana@example.com' }, false],
		[{ teamName: ' sales' }, true],
		[{ teamName: 'Sale' }, false],
		[{ createdAfter: '2026-03-04T10:00:00Z', createdBefore: '2026-03-04T10:00:00Z' }, true],
		[{ createdBefore: '2026-03-03' }, false],
	])('%j accepts it: %s', (filters, expected) => expect(accepts(filters)).toBe(expected));

	test('a send without the member is not accepted by a filter on it', () => {
		for (const filters of [{ status: ['Used'] }, { touchId: '7' }, { recipientEmail: 'a@b.org' }, { senderEmail: 'a@b.org' }, { teamName: 'Sales' }, { createdAfter: '2020-01-01' }, { createdBefore: '2030-01-01' }]) {
			expect([filters, accepts(filters, { touch: null, recipient: null })]).toEqual([filters, false]);
		}
	});
});
