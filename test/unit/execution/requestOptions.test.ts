/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { parse } from 'node:url';
import { readRequest } from '../../../nodes/shared/execution/itemContext';
import { areFixed, readRequestOptions } from '../../../nodes/shared/execution/requestOptions';
import { unitItem } from '../../support/unitItem';

/** Reads Request Options whose expressions give the value of their own name among `given`; one that is not there fails. */
function read(requestOptions: INodeParameters[string], given: Record<string, unknown> = {}, itemIndex = 0) {
	const { caller } = unitItem({ node: { parameters: { requestOptions } as INodeParameters } });
	caller.evaluateExpression = (expression) => {
		if (!(expression in given)) throw new Error(`no ${expression}`);
		return given[expression] as never;
	};
	return readRequestOptions(caller, itemIndex);
}

const PRESET = { deadlineMs: 60_000, skipSslCertificateValidation: false, intervalMs: 0, batchSize: 1 };
const batching = (batchInterval: unknown) => ({ batching: { batch: { batchSize: 1, batchInterval } } }) as INodeParameters;

describe('Request Options', () => {
	test.each<[string, INodeParameters[string] | undefined, Record<string, unknown>, object]>([
		['nothing', undefined, {}, PRESET],
		['no option', {}, {}, PRESET],
		['a timeout', { timeout: 900 }, {}, { ...PRESET, deadlineMs: 900 }],
		['a timeout as text', { timeout: '=wait' }, { wait: ' 900 ' }, { ...PRESET, deadlineMs: 900 }],
		['a timeout that is longer than any request', { timeout: 300_000 }, {}, PRESET],
		['certificates that are not checked', { allowUnauthorizedCerts: true }, {}, { ...PRESET, skipSslCertificateValidation: true }],
		['certificates that are checked, as text', { allowUnauthorizedCerts: '=insecure' }, { insecure: 'false' }, PRESET],
		['a proxy', { proxy: 'http://proxy.example.com:3128' }, {}, PRESET],
		['no proxy', { proxy: '=proxy' }, { proxy: '' }, PRESET],
		['batches', batching(250), {}, { ...PRESET, intervalMs: 250 }],
		['batches by an expression', batching('=pause'), { pause: '250' }, { ...PRESET, intervalMs: 250 }],
		['batches without a pause', batching(-1), {}, PRESET],
		['batches of fifty, as text', { batching: { batch: { batchSize: '50', batchInterval: 250 } } }, {}, { ...PRESET, intervalMs: 250, batchSize: 50 }],
		['batches of nobody knows how many', { batching: { batch: { batchSize: 'many', batchInterval: 250 } } }, {}, { ...PRESET, intervalMs: 250 }],
		['one expression for all of it', '=all', { all: { timeout: 900 } }, { ...PRESET, deadlineMs: 900 }],
	])('may be %s', (_, stored, given, options) => {
		expect(read(stored as INodeParameters[string], given)).toEqual({ options, problems: [] });
	});

	test.each<[string, INodeParameters[string], Record<string, unknown>, string]>([
		['a timeout that is no number', { timeout: '=wait' }, { wait: 'abc' }, "'Timeout' in the Request Options must be a number of milliseconds above 0"],
		['an empty timeout', { timeout: '' }, {}, "'Timeout' in the Request Options must be a number of milliseconds above 0"],
		['a timeout in the past', { timeout: -5 }, {}, "'Timeout' in the Request Options must be a number of milliseconds above 0"],
		['a proxy without port', { proxy: 'http://proxy.example.com' }, {}, "'Proxy' in the Request Options is not the address of a proxy"],
		['a proxy that is no text', { proxy: '=proxy' }, { proxy: 3_128 }, "'Proxy' in the Request Options is not the address of a proxy"],
		['no yes and no no', { allowUnauthorizedCerts: '=insecure' }, { insecure: 'perhaps' }, "'Ignore SSL Issues (Insecure)' is neither true nor false in the Request Options"],
		['a pause that is no number', batching('=pause'), { pause: 'long' }, "'Batch Interval (ms)' must be a number in the Request Options"],
		['an expression that fails', { timeout: '=nobody' }, {}, "The expression in 'Timeout' of the Request Options failed: no nobody"],
		['an expression that fails inside of them', batching('=nobody'), {}, "The expression in 'Batching' of the Request Options failed: no nobody"],
		['an expression for all of it that fails', '=nobody', {}, "The expression in 'Request Options' of the Request Options failed: no nobody"],
		['an option that nobody knows, with an expression that fails', { pagination: '=nobody' }, {}, "The expression in 'pagination' of the Request Options failed: no nobody"],
	])('must not be %s', (_, stored, given, message) => {
		expect(read(stored, given).problems.map((problem) => problem.message)).toEqual([message]);
	});

	test('of a later item say nothing of the batches: n8n looks at those of the first one', () => {
		expect(read(batching('=pause'), { pause: 'long' }, 1)).toEqual({ options: PRESET, problems: [] });
	});

	test.each<[unknown, boolean]>([
		[undefined, true],
		[{ timeout: 5, batching: { batch: { batchSize: 1 } } }, true],
		[{ batching: { batch: { batchSize: '=1' } } }, false],
		['=all', false],
		[null, true],
	])('%j are the same for all items: %s', (stored, isSame) => expect(areFixed(stored)).toBe(isSame));

	test('are what a request keeps to', () => {
		const engine = { method: 'POST' as const, url: '/send', timeout: 300_000, skipSslCertificateValidation: 'false' as unknown as boolean };
		expect(readRequest(engine, { ...PRESET, deadlineMs: 900 })).toEqual({ method: 'POST', path: '/send', settings: {}, deadlineMs: 900 });
		expect(readRequest({ ...engine, skipSslCertificateValidation: true }, { ...PRESET, skipSslCertificateValidation: true }).settings).toEqual({ skipSslCertificateValidation: true });
		expect(readRequest({})).toEqual({ method: 'GET', path: '', settings: {}, deadlineMs: 60_000 });
	});
});

/** Whether n8n can take a proxy apart, in its own words. */
function isTakenApart(proxy: string): boolean {
	try {
		const { host, port } = parse(proxy);
		return host !== null && port !== null;
	} catch {
		return false;
	}
}

test('no proxy passes at which n8n would end the node', () => {
	const part = fc.constantFrom('http', 'socks5', '://', ':', '//', '@', 'proxy', 'example.com', 'münchen.de', '[::1]', '3128', '%', '%41', ' ', '/', '?', '#', '^', '_', '-', '.', '\\', 'xn--', '99999999');
	const usual = fc.tuple(fc.constantFrom('http', 'https', 'socks5'), fc.constantFrom('', 'user:pass@', 'us%er@', 'a@b:c@'), fc.constantFrom('proxy', '10.0.0.1', 'proxy.example.com', 'münchen.de', '[::1]', 'a b', 'x^y', '-', '.'), fc.constantFrom(':3128', ':', '', ':3128/', ':3128/path?x#y'));
	const proxies = fc.oneof(fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')), usual.map(([scheme, login, host, port]) => `${scheme}://${login}${host}${port}`));
	fc.assert(
		fc.property(proxies, (proxy) => {
			if (proxy === '') return;
			const passes = read({ proxy: '=proxy' }, { proxy }).problems.length === 0;
			if (passes) expect([proxy, isTakenApart(proxy)]).toEqual([proxy, true]);
		}),
		{ numRuns: 5_000 },
	);
});

test.each(['http://proxy.example.com:3128', 'https://user:p%40ss@10.0.0.1:8080', 'socks5://[::1]:1080', 'HTTP://Proxy_1:80/', ' http://münchen.de:3128 ', 'http://a@b:c@proxy:3128'])('the proxy %j passes, as n8n takes it', (proxy) => {
	expect(isTakenApart(proxy)).toBe(true);
	expect(read({ proxy: '=proxy' }, { proxy }).problems).toEqual([]);
});
