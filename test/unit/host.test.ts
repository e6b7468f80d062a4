import fc from 'fast-check';
import { readHost, readRequestsPerSecond } from '../../nodes/shared/transport/host';

const domain = fc.domain();
const path = fc.oneof(fc.webPath({ size: 'small' }).filter((text) => text.length > 1), fc.constantFrom('?a=b', '#x', '/?', '/#', '/ x', '\\x'));
const messy = fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.stringMatching(/^https?:\/\/[a-z0-9@:/?#.\\[\]%-]{0,20}$/));

test('an accepted address is an origin that a URL parser reads the same way', () => {
	fc.assert(
		fc.property(messy, (typed) => {
			const reading = readHost(typed);
			if ('problem' in reading) return;
			const url = new URL(reading.origin);
			expect(`${url.pathname}${url.search}${url.hash}${url.username}${url.password}`).toBe('/');
			expect(reading.origin).toBe(new URL(typed.trim()).origin);
			expect(url.protocol === 'https:' || ['localhost', '[::1]'].includes(url.hostname) || url.hostname.startsWith('127.')).toBe(true);
			expect(reading.origin).toContain(reading.hostname);
		}),
		{ numRuns: 2000 },
	);
});

test('https hosts pass, with a port and a slash', () => {
	fc.assert(
		fc.property(domain, fc.option(fc.integer({ min: 1, max: 65_535 })), fc.constantFrom('', '/'), (host, port, slash) => {
			const origin = `https://${host.toLowerCase()}${port === null ? '' : `:${port}`}`;
			expect(readHost(` ${origin}${slash} `)).toEqual({ origin: new URL(origin).origin, hostname: new URL(origin).hostname });
		}),
	);
});

test('the spellings of one host are one', () => {
	for (const typed of ['https://app.sendoso.com', 'https://APP.sendoso.com:443/', 'https://app.sendoso.com:0443']) expect(readHost(typed)).toEqual({ origin: 'https://app.sendoso.com', hostname: 'app.sendoso.com' });
	expect(readHost('https://1.2.3.256')).toEqual({ problem: "'Base URL' does not hold a valid host name" });
});

test('nothing with a user name, a path, a query or a fragment passes', () => {
	fc.assert(
		fc.property(domain, path, (host, rest) => expect(readHost(`https://${host}${rest.startsWith('/') || /^[?#\\]/.test(rest) ? rest : `/${rest}`}`)).toHaveProperty('problem')),
	);
	fc.assert(
		fc.property(domain, fc.stringMatching(/^[a-z0-9:.%-]{0,12}$/), (host, user) => expect(readHost(`https://${user}@${host}`)).toEqual({ problem: expect.stringContaining('user name') })),
	);
});

test('plain http passes on this machine only', () => {
	for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]', 'LOCALHOST']) expect(readHost(`http://${host}:7610`)).toHaveProperty('origin');
	fc.assert(fc.property(domain, (host) => expect(readHost(`http://${host}`)).toHaveProperty('problem')));
	for (const host of ['localhost.example.com', '127.0.0.1.example.com', '[::2]', '0.0.0.0', '128.0.0.1', 'notlocalhost']) {
		expect(readHost(`http://${host}`)).toHaveProperty('problem');
	}
});

test.each(['', '  ', 'app.sendoso.com', 'ftp://app.sendoso.com', '//app.sendoso.com', 'https://', 'https:///x', 'https://a b', 'https://-a', 'https://a_b', 'https://host:port', 'https://a:70000', 'javascript:alert(1)'])(
	'refuses %j with a sentence that names the field',
	(typed) => {
		expect(readHost(typed)).toEqual({ problem: expect.stringMatching(/'Base URL'/) });
	},
);

test.each(['https://app.sendoso.com:65536', 'https://app.sendoso.com:99999'])('a port above the highest is named: %s', (typed) => {
	expect(readHost(typed)).toEqual({ problem: "'Base URL' has a port above 65535" });
});

test.each<[unknown, number]>([[1, 1], [100, 100], ['2.5', 2.5], [undefined, 8], [null, 8]])('a pace of %j is %d requests per second', (value, expected) => {
	expect(readRequestsPerSecond(value, 8)).toBe(expected);
});

test.each([0, 0.99, 100.01, -1, '', 'many', NaN, Infinity, {}, []])('a pace of %j is refused by its label', (value) => {
	expect(readRequestsPerSecond(value, 8)).toEqual({ problem: "'Requests per Second' must be a number from 1 to 100" });
});

test.each([
	['  ', "'Base URL' is empty. Enter the address of the host, such as https://app.sendoso.com"],
	['xhttps://app.sendoso.com', "'Base URL' must start with https:// and hold a host name"],
	['https://app.sendoso.com/api', "'Base URL' must end after the host: no path, query or fragment"],
])('says what is wrong with %j', (typed, problem) => {
	expect(readHost(typed)).toEqual({ problem });
});

test('the shortest host and the highest port pass', () => {
	expect(readHost('https://a:65535')).toEqual({ origin: 'https://a:65535', hostname: 'a' });
});

test('every address of this machine may be plain http, and none beside', () => {
	for (const part of [0, 9, 10, 99, 100, 199, 200, 209, 240, 249, 250, 255]) expect(readHost(`http://127.0.${part}.1`)).toEqual({ origin: `http://127.0.${part}.1`, hostname: `127.0.${part}.1` });
	for (const host of ['127.0.256.1', '127.0.260.1', '127.0.300.1', '127.0.0', '127.0.0.1.1', 'x127.0.0.1']) expect(readHost(`http://${host}`)).toHaveProperty('problem');
});
