import fc from 'fast-check';
import { Secrets, secretsOf } from '../../nodes/shared/transport/secrets/secrets';

const knowing = (...values: string[]) => {
	const secrets = new Secrets();
	secrets.learn(values);
	return secrets;
};
const secret = fc.oneof(fc.string({ minLength: 8, maxLength: 60 }), fc.string({ unit: 'grapheme', minLength: 8, maxLength: 30 }), fc.base64String({ minLength: 12 }));

test('nothing of a secret is left, alone or within something longer, in whichever form', () => {
	fc.assert(
		fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
			const secrets = knowing(value);
			const encoded = encodeURIComponent(value);
			const forms = [value, encoded, encoded.replace(/%../g, (code) => code.toLowerCase()), encoded.replace(/%20/g, '+'), ...(['base64', 'base64url'] as const).map((form) => Buffer.from(value).toString(form))];
			for (const form of forms) expect(secrets.hide(`|${form}|`)).toBe('|(secret)|');
			for (const form of ['base64', 'base64url'] as const) {
				const left = secrets.hide(Buffer.from(before + value + after).toString(form)).split('(secret)');
				expect(left.length).toBeGreaterThan(1);
				// A sign at either end may hold bits of a neighbour and of the secret.
				const whole = Buffer.from(before).length + Buffer.from(after).length;
				expect(left.join('').replace(/=/g, '').length).toBeLessThanOrEqual(Math.ceil((whole * 8) / 6) + 3);
			}
			expect(JSON.stringify(secrets.hideIn({ [value]: [{ deep: `x${value}` }] }))).toBe('{"(secret)":[{"deep":"x(secret)"}]}');
			expect(secrets.hideIn(JSON.stringify({ value }))).toBe('{"value":"(secret)"}');
		}),
	);
});

test.each([
	'pages&nbsp;hide &#97;bc/+==&#61;',
	String.raw`scripts \u003d and \/`,
])('encoded in pages and scripts a secret is hidden, too: %s', (around) => {
	const value = 'a/b+c="secret"&<d>==';
	const secrets = knowing(value);
	const forms = [
		value.replaceAll('/', String.raw`\/`),
		value.replace(/[^A-Za-z0-9]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
		value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
		value.replace(/[^A-Za-z0-9]/g, (sign) => `&#${sign.charCodeAt(0)};`),
		encodeURIComponent(encodeURIComponent(value)),
	];
	for (const form of forms) expect(secrets.hide(`${around} ${form}`)).toBe(`${around} (secret)`);
});

test('a secret of digits is hidden as a number, too', () => {
	expect(knowing('123456789').hideIn({ token: 123456789, other: 1234567890, text: '123456789' })).toEqual({ token: '(secret)', other: 1234567890, text: '(secret)' });
});

test('members whose names are secrets are all kept', () => {
	const secrets = knowing('first-secret', 'second-secret');
	expect(secrets.hideIn({ 'first-secret': 1, 'second-secret': 2, '(secret)': 3 })).toEqual({ '(secret)': 1, '(secret) 2': 2, '(secret) 3': 3 });
	expect(Object.keys(secrets.hideIn(JSON.parse('{"__proto__":"first-secret"}') as object))).toEqual(['__proto__']);
});

test('what holds no secret stays the very same', () => {
	const secrets = knowing('sample-secret');
	const record = { name: 'sample', at: new Date(0), list: [1, null, undefined, 'secret'] };
	expect(secrets.hideIn(record)).toBe(record);
	expect([secrets.hideIn(undefined), secrets.hideIn(7), secrets.hideIn('x'), secrets.hide('')]).toEqual([undefined, 7, 'x', '']);
	const when = new Date(0);
	const others = { when, file: Buffer.from('x'), count: 7, isOn: true, none: null, left: undefined };
	expect(secrets.hideIn({ ...others, text: 'sample-secret', list: [others] })).toEqual({ ...others, text: '(secret)', list: [others] });
});

test('a short secret is left, and so is the word that takes its place', () => {
	expect(knowing('', 'a', 'seven77').hide('a seven77 word')).toBe('a seven77 word');
	expect(knowing('(secret)', 'secret) is').hide('the (secret) is x')).toBe('the (secret) is x');
	expect(knowing('one-secret', 'one-secret-more').hide('one-secret-more, one-secretone-secret')).toBe('(secret), (secret)(secret)');
});

test('tokens of a credential are known to all that use it, and to nobody else; the longest unused ones are forgotten', () => {
	const [one, other] = [secretsOf('host client 1'), secretsOf('host client 2')];
	expect(secretsOf('host client 1')).toBe(one);
	for (let turn = 0; turn < 40; turn++) one.learn(['the-client-secret', `access-token-${turn}.`, `refresh-token-${turn}.`]);
	expect(one.hide('the-client-secret access-token-39. refresh-token-38. access-token-0.')).toBe('(secret) (secret) (secret) access-token-0.');
	expect(other.hide('the-client-secret')).toBe('the-client-secret');
	expect(Object.keys(one)).toEqual([]);
	expect(JSON.stringify(one)).toBe('{}');
});

test('a word that a person chose is hidden in texts for people only, and the visible one stays where it is said so', () => {
	const secrets = new Secrets();
	secrets.learn(['birthday', 'client-key-1', 'client-secret-1'], { visible: 'client-key-1', chosen: 'birthday' });
	const text = 'birthday client-key-1 client-secret-1';
	expect([secrets.hide(text), secrets.hideIn(text), secrets.hideIn([text], true)]).toEqual(['(secret) (secret) (secret)', 'birthday (secret) (secret)', ['birthday client-key-1 (secret)']]);
	// A word that was chosen before stays one.
	secrets.learn(['anniversary'], { chosen: 'anniversary' });
	expect([secrets.hide('anniversary birthday'), secrets.hideIn('anniversary birthday')]).toEqual(['(secret) (secret)', 'anniversary birthday']);
	for (const chosen of ['birthday1', 'birth-day', 'birth day', 'a'.repeat(21)]) {
		const others = new Secrets();
		others.learn([chosen], { chosen });
		expect(others.hideIn([chosen])).toEqual(['(secret)']);
	}
});

/** A JSON text whose every sign is written as an escape. */
const escaped = (value: unknown) => JSON.stringify(value).replace(/"((?:[^"\\]|\\.)*)"/g, (_whole, inner: string) => `"${[...(JSON.parse(`"${inner}"`) as string)].map((sign) => [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')).join('')}"`);

test('an answer that is vouched for holds nothing that would be hidden, however it is spelled', () => {
	const part = fc.oneof(secret, fc.constantFrom('plain', 'a%20b', 'Tom & Jerry', 'C:\\path', 'tab\there'), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
	fc.assert(
		fc.property(secret, fc.array(part, { maxLength: 4 }), fc.boolean(), fc.boolean(), (value, parts, holdsIt, isNumber) => {
			const known = isNumber ? String(10_000_000 + value.length) : value;
			const secrets = knowing(known);
			const encoded = [known, encodeURIComponent(known), Buffer.from(`id:${known}`).toString('base64'), isNumber ? Number(known) : `x${known}y`];
			const record = { parts: [...parts, ...(holdsIt ? encoded : [])] };
			for (const text of [JSON.stringify(record), escaped(record)]) {
				const read = JSON.parse(text) as unknown;
				if (secrets.isAbsentFrom(text)) expect(secrets.hideIn(read)).toBe(read);
				if (holdsIt) expect(secrets.isAbsentFrom(text)).toBe(false);
			}
		}),
	);
	expect(knowing('sample-secret').isAbsentFrom('{"name":"Gift 12 & card","share":"50 %"}')).toBe(true);
	expect(knowing('12345678').isAbsentFrom('{"cost":1.2345678e7}')).toBe(false);
});

test('another secret is another version', () => {
	const secrets = knowing('sample-secret');
	const { version } = secrets;
	secrets.learn(['sample-secret']);
	expect(secrets.version).toBe(version);
	secrets.learn(['another-secret']);
	expect(secrets.version).not.toBe(version);
});
