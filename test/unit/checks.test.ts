import fc from 'fast-check';
import { isDomestic, mobileNumberFits } from '../../nodes/Sendoso/resources/send/mobileNumber';
import { simplifyTouch } from '../../nodes/Sendoso/resources/touch/simplifyTouch';
import { readSendFilter } from '../../nodes/Sendoso/sendList/sendFilters';
import { simplifySend } from '../../nodes/Sendoso/sendList/simplifySend';
import { limitInRange, numericId, pathId, recipientEmailsFit } from '../../nodes/shared/operations/checks';
import { isEmail, readEmails } from '../../nodes/shared/values/emails';
import { spliced } from './lists';

const facts = { timezone: 'UTC' };
const address = fc.emailAddress({ size: 'small' }).filter((text) => !/[<>();,]/.test(text));
const messyCase = (text: string) => fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((upper) => [...text].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter)).join(''));

describe('e-mail addresses', () => {
	test('common ones pass; with a space, a comma, no dot or two signs they do not', () => {
		fc.assert(
			fc.property(address, (text) => {
				expect(isEmail(text)).toBe(true);
				for (const wrong of [` ${text}`, `${text} `, `${text},${text}`, `${text}@x.org`, text.replace('@', ''), `<${text}>`, text.split('@')[0] ?? '', `${text}${'x'.repeat(254)}`]) {
					expect([wrong, isEmail(wrong)]).toEqual([wrong, false]);
				}
			}),
		);
	});

	test('text and array give the same list', () => {
		const space = fc.constantFrom('', ' ', '  ');
		fc.assert(
			fc.property(fc.array(fc.tuple(space, address, space), { maxLength: 6 }), fc.constantFrom(',', ';', '\n', ',,', ', '), (entries, separator) => {
				const list = entries.map(([, text]) => text);
				const padded = entries.map((parts) => parts.join(''));
				expect(readEmails(padded)).toEqual(list);
				expect(readEmails(padded.join(separator))).toEqual(list);
				expect(recipientEmailsFit({ recipientEmails: padded }, facts) === undefined).toBe(list.length > 0);
			}),
		);
	});

	test('one wrong entry is named by its place', () => {
		fc.assert(
			fc.property(fc.array(address, { minLength: 1, maxLength: 5 }), fc.nat(5), fc.constantFrom<unknown>('nobody', 7, true, { email: 'a@b.org' }), (list, place, wrong) => {
				const at = Math.min(place, list.length);
				const problem = recipientEmailsFit({ recipientEmails: spliced(list, at, 0, wrong as string) }, facts);
				expect(problem?.message).toContain(`'Recipient Emails' holds something that is not an e-mail address, at place ${at + 1}`);
			}),
		);
	});
});

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
				for (const bare of [number, `0${number}`, `(${written})`]) expect(check(country, bare)?.message).toMatch(/'Mobile Number' must start with \+ or 00/);
			}),
		);
		fc.assert(fc.property(abroad, fc.constantFrom('', ' ', undefined, null), (country, number) => expect(check(country, number)?.message).toContain("'Mobile Number' is needed outside the USA")));
	});

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

describe('ids and limits', () => {
	test('a path id is anything but nothing and dots', () => {
		fc.assert(fc.property(fc.string(), (value) => expect(pathId('Team Group', 'id')({ id: value }, facts) === undefined).toBe(!/^\.*$/.test(value.trim()))));
	});

	test('a numeric id is a whole number above 0, as number or text', () => {
		const check = numericId('Team Group', 'id');
		fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (id) => expect([check({ id }, facts), check({ id: ` ${id} ` }, facts)]).toEqual([undefined, undefined])));
		for (const id of ['', '0', '-1', '1.5', '1e3', '0x1f', '007', '1 2', null, undefined, NaN, {}, [], true, '9'.repeat(16)]) expect(check({ id }, facts)).toBeDefined();
	});

	test('a limit is a whole number from 1 to 50,000, and Return All needs none', () => {
		fc.assert(
			fc.property(fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constantFrom(null, undefined, {}, [])), (limit) => {
				const fits = limitInRange({ limit }, facts) === undefined;
				expect(fits).toBe(Number.isInteger(Number(limit)) && Number(limit) >= 1 && Number(limit) <= 50_000);
				expect(limitInRange({ limit, returnAll: true }, facts)).toBeUndefined();
			}),
		);
		for (const limit of [1, 50_000, '7']) expect(limitInRange({ limit }, facts)).toBeUndefined();
		for (const limit of [0, 50_001, -1, '', ' ', 1.5]) expect(limitInRange({ limit }, facts)).toBeDefined();
	});
});

describe('simplified records', () => {
	const loose = fc.oneof(fc.constant(null), fc.constant(undefined), fc.string(), fc.array(fc.string()), fc.record({ id: fc.nat(), name: fc.string(), email: fc.string() }, { requiredKeys: [] }));

	test('a send always has the same ten flat members, whatever is missing', () => {
		const members = ['send_gid', 'status', 'status_changed_at', 'created_at', 'touch_id', 'touch_name', 'recipient_name', 'recipient_email', 'sender_email', 'cost'];
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

	test('cost is amount and currency', () => {
		expect(simplifySend({ current_total_cost: '5.0', currency: 'USD' }).cost).toBe('5.0 USD');
		expect(simplifySend({ current_total_cost: 0 }).cost).toBe('0');
		expect(simplifySend({ currency: 'USD' }).cost).toBeNull();
	});

	test('a touch keeps its members and invents none', () => {
		expect(simplifyTouch({ id: 1, end_date: null, gift_id: 2 })).toEqual({ id: 1, end_date: null });
	});
});

describe('filters of sends', () => {
	const send = { touch: { id: 7 }, recipient: { email: 'Ana@Example.com' }, sender: { email: 'ben@example.org' }, status: 'Used', created_at: '2026-03-04T10:00:00Z' };
	const accepts = (filters: object, of: object = send) => readSendFilter({ filters }, facts).accept(of as never);

	test.each([
		[{}, true],
		[{ status: [] }, true],
		[{ status: ['Used', 'Sent'] }, true],
		[{ status: ['used'] }, false],
		[{ touchId: 7 }, true],
		[{ touchId: ' 7 ' }, true],
		[{ touchId: '70' }, false],
		[{ recipientEmail: ' ana@EXAMPLE.com ' }, true],
		[{ senderEmail: 'ana@example.com' }, false],
		[{ createdAfter: '2026-03-04T10:00:00Z', createdBefore: '2026-03-04T10:00:00Z' }, true],
		[{ createdBefore: '2026-03-03' }, false],
	])('%j accepts it: %s', (filters, expected) => expect(accepts(filters)).toBe(expected));

	test('a send without the member is not accepted by a filter on it', () => {
		for (const filters of [{ status: ['Used'] }, { touchId: '7' }, { recipientEmail: 'a@b.org' }, { senderEmail: 'a@b.org' }, { createdAfter: '2020-01-01' }, { createdBefore: '2030-01-01' }]) {
			expect([filters, accepts(filters, { touch: null, recipient: null })]).toEqual([filters, false]);
		}
	});
});
