import type { Answer } from '../../../nodes/shared/transport/answer';
import { readFailure } from '../../../nodes/shared/transport/failure';

const read = (error: unknown, wasHandedOver = true) => readFailure(error, { wasHandedOver });
const withCode = (code: string | number, more: object = {}) => Object.assign(new Error('request failed'), { code, ...more });
/** As n8n throws it: its own error around that of its HTTP library. */
const wrapped = (cause: unknown, more: object = {}) => Object.assign(new Error('n8n could not do it', { cause }), more);
const lost = (reason: string): Answer => ({ kind: 'lost', reason });
const notConnected = (reason: string): Answer => ({ kind: 'notConnected', reason });
const broken = lost('the connection broke before the answer was complete');

test.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'])('a certificate that was not accepted (%s) is told as not sent', (code) => {
	const answer: Answer = { kind: 'notSent', reason: `the certificate of the host was not accepted (${code})`, advice: expect.stringContaining('Ignore SSL Issues') as string };
	expect(read(wrapped(withCode(code)))).toEqual(answer);
	expect(read(wrapped(withCode('ECONNRESET', { cause: withCode(code) })))).toEqual(answer);
});

test.each(['X_CERT_HAS_EXPIRED', 'ERR_CERT_', 'HOSTNAME_MISMATCH_X', 'INVALID_CA_X', 'INVALID_PURPOSE_X', 'PATH_LENGTH_EXCEEDED_X', 'ERR_TLS_HANDSHAKE_TIMEOUT'])('a code that only looks like one of a certificate (%s) is none', (code) => {
	expect(read(withCode(code))).toEqual(broken);
});

test('a host that does not speak https is told as not sent, wherever it is said', () => {
	const answer: Answer = { kind: 'notSent', reason: 'the host does not speak https', advice: expect.stringContaining('Ignore SSL Issues') as string };
	const inner = Object.assign(new Error('SSL routines:ssl3_get_record:wrong version number:x'), { code: 'EPROTO' });
	expect(read(inner)).toEqual(answer);
	expect(read(wrapped(wrapped(inner)))).toEqual(answer);
	expect(read({ code: 'EPROTO', message: ['wrong version number'] })).toEqual(broken);
});

test('plain text in the middle of a TLS connection, as of a proxy that gives up on the answer, leaves the outcome unknown', () => {
	const inner = Object.assign(new Error('error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' });
	for (const error of [inner, wrapped(inner), wrapped(wrapped(inner)), wrapped(new Error(inner.message))]) expect(read(error)).toEqual(broken);
});

describe('no connection was made', () => {
	test.each([
		['ECONNREFUSED', 'the host refused the connection'],
		['ENOTFOUND', 'the host name was not found'],
		['EAI_AGAIN', 'the host name was not found'],
		['EAI_NODATA', 'the host name was not found'],
	])('%s says so by itself', (code, reason) => {
		expect(read(withCode(code))).toEqual(notConnected(reason));
		expect(read(wrapped(withCode(code), { httpCode: code }))).toEqual(notConnected(reason));
		expect(read(wrapped(withCode('ERR_NETWORK', { cause: withCode(code) })))).toEqual(notConnected(reason));
	});

	test.each(['connect', 'getaddrinfo'])('when the call %s of the operating system failed', (syscall) => {
		expect(read(withCode('ETIMEDOUT', { syscall }))).toEqual(notConnected('no connection to the host could be made (ETIMEDOUT)'));
		expect(read(wrapped(withCode('ENETUNREACH', { syscall })))).toEqual(notConnected('no connection to the host could be made (ENETUNREACH)'));
		expect(read({ syscall })).toEqual(notConnected('no connection to the host could be made'));
	});

	test('when it failed for all addresses of the host', () => {
		const connect = withCode('ETIMEDOUT', { syscall: 'connect' });
		expect(read(withCode('ETIMEDOUT', { errors: [connect, connect] }))).toEqual(notConnected('no connection to the host could be made (ETIMEDOUT)'));
		expect(read(wrapped({ errors: [{ errors: [connect] }] }, { code: 'EHOSTUNREACH' }))).toEqual(notConnected('no connection to the host could be made (EHOSTUNREACH)'));
	});
});

describe('Sendoso may have the request', () => {
	test('when a single address failed later than that', () => {
		const errors = [withCode('ETIMEDOUT', { syscall: 'connect' }), withCode('ECONNRESET', { syscall: 'read' })];
		expect(read(withCode('ECONNRESET', { errors }))).toEqual(broken);
		expect(read(withCode('ECONNRESET', { errors, syscall: 'connect' }))).toEqual(broken);
	});

	test('when nothing says which addresses failed', () => {
		expect(read(withCode('ECONNRESET', { errors: [] }))).toEqual(broken);
		expect(read(withCode('ECONNRESET', { errors: [], syscall: 'connect' }))).toEqual(notConnected('no connection to the host could be made (ECONNRESET)'));
		expect(read(withCode('ECONNRESET', { errors: 'two' }))).toEqual(broken);
	});

	test.each<[string, Answer]>([
		['ERR_CANCELED', lost('the execution was cancelled')],
		['ECONNABORTED', lost('no answer in time')],
		['ETIMEDOUT', lost('no answer in time')],
		['ECONNRESET', broken],
		['EPIPE', broken],
		['ERR_BAD_RESPONSE', broken],
	])('after %s', (code, answer) => {
		for (const wasHandedOver of [true, false]) {
			expect(read(withCode(code), wasHandedOver)).toEqual(answer);
			expect(read(wrapped(withCode(code, { syscall: 'write' }), { httpCode: null }), wasHandedOver)).toEqual(answer);
		}
	});

	test('after an error that says nothing, once n8n made the request', () => {
		for (const error of [new Error('Broken'), wrapped(new Error('Broken')), undefined, null, 'Broken', {}]) expect(read(error)).toEqual(broken);
	});
});

describe('n8n did not make the request', () => {
	const notSent = (reason: string): Answer => ({ kind: 'notSent', reason: `n8n did not make the request: ${reason}`, advice: expect.stringContaining('Allowed HTTP Request Domains') as string });

	test('when it failed before, for what the innermost cause says', () => {
		expect(read(new Error('No credential'), false)).toEqual(notSent('No credential'));
		expect(read(wrapped(wrapped(new Error('Unable to sign'))), false)).toEqual(notSent('Unable to sign'));
		// It is cut where it is shown, once secrets are hidden.
		expect(read(new Error('x'.repeat(20_000)), false)).toEqual(notSent('x'.repeat(10_000)));
		for (const error of [new Error(''), undefined, null, 'Broken', { message: {} }]) expect(read(error, false)).toEqual(notSent('it gave no reason'));
	});

	test('when the host is not allowed, which n8n tells late', () => {
		expect(read(wrapped(new Error('Domain not allowed: a.example')))).toEqual(notSent('Domain not allowed: a.example'));
		expect(read(new Error('The answer says: Domain not allowed'))).toEqual(broken);
		expect(read(withCode('ECONNRESET', { message: 'Domain not allowed' }))).toEqual(broken);
	});

	test('which codes that are none do not hide', () => {
		for (const code of ['', 'none', undefined, null, {}]) expect(read({ message: 'No credential', code, httpCode: code }, false)).toEqual(notSent('No credential'));
	});
});

describe('an answer that n8n threw', () => {
	test('keeps its status and body, and nothing else', () => {
		const error = wrapped(withCode('ERR_BAD_REQUEST', { response: { headers: { authorization: 'secret' } } }), { httpCode: '422', context: { data: { errors: ['Bad'] } } });
		expect(read(error)).toEqual({ kind: 'answered', status: 422, headers: {}, body: { errors: ['Bad'] } });
		expect(read(wrapped(withCode(503)))).toEqual({ kind: 'answered', status: 503, headers: {}, body: undefined });
		expect(read(wrapped({ httpCode: 401, code: 'ECONNREFUSED' }))).toMatchObject({ status: 401 });
	});

	test('has a status of three digits', () => {
		for (const code of ['1234', '42', 'E422', '422E']) expect(read(withCode(code))).toEqual(broken);
	});
});

test('what caused an error is followed as far as errors of n8n go, round trips included', () => {
	const nested = (depth: number): object => (depth === 0 ? { code: 'ECONNREFUSED' } : { cause: nested(depth - 1) });
	expect(read(nested(5))).toMatchObject({ kind: 'notConnected' });
	expect(read(nested(6))).toEqual(broken);
	const round = new Error('round');
	round.cause = round;
	expect(read(round)).toEqual(broken);
});
