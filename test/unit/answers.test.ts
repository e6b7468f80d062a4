import fc from 'fast-check';
import { apiMessage } from '../../nodes/shared/errors/apiMessage';
import { type Answer, interpretAnswer, isAccountWide, mayRepeat, type Meaning, type Safety, statusOf } from '../../nodes/shared/transport/answer';

const writes: Safety[] = ['creates', 'spends'];
const answered = (status: number, body: unknown = {}): Answer => ({ kind: 'answered', status, headers: {}, body });
const anyBody = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.constant(''));

describe.each(writes)('what an answer means for something that %s', (safety) => {
	test.each<[Answer, Meaning]>([
		[answered(200, { success: true }), 'done'],
		[answered(201, {}), 'done'],
		[answered(202, []), 'done'],
		[answered(200, { success: 'true' }), 'done'],
		[answered(200, { success: null }), 'done'],
		[answered(200, { success: 'false' }), 'declined'],
		[answered(200, { success: ' FALSE ' }), 'declined'],
		[answered(201, [{ success: false }]), 'declined'],
		[answered(200, [{ success: 'False', id: 1 }, { success: false, message: 'No' }]), 'declined'],
		[answered(200, [{ success: false }, { success: true }]), 'done'],
		[answered(200, [{ success: false }, { id: 1 }]), 'done'],
		[answered(200, [{ id: 1 }]), 'done'],
		[answered(200, [[{ success: false }]]), 'done'],
		[answered(200, { success: false }), 'declined'],
		[answered(200, ''), 'unknown'],
		[answered(200, '<html>'), 'unknown'],
		[answered(204, ''), 'unknown'],
		[answered(200, null), 'unknown'],
		[answered(400), 'refused'],
		[answered(401), 'unauthorized'],
		[answered(403), 'refused'],
		[answered(404), 'refused'],
		[answered(422), 'refused'],
		[answered(429), 'throttled'],
		[{ kind: 'notConnected', reason: 'x' }, 'notConnected'],
		[{ kind: 'notSent', reason: 'x', advice: 'y' }, 'notSent'],
		[{ kind: 'lost', reason: 'x' }, 'unknown'],
		[answered(200, [null]), 'done'],
		[answered(200, ['success']), 'done'],
	])('%j is %s', (answer, meaning) => expect(interpretAnswer(answer, safety)).toBe(meaning));

	test.each([{}, { success: true }, [], '', null, '<html>'])('every other status is unknown, whatever the body says: %j', (body) => {
		const refusals = [400, 401, 403, 404, 422, 429];
		const others = Array.from({ length: 500 }, (_, index) => index + 100).filter((status) => (status < 200 || status >= 300) && !refusals.includes(status));
		expect(others.filter((status) => interpretAnswer(answered(status, body), safety) !== 'unknown')).toEqual([]);
	});

	test('nothing unknown, refused or declined ever goes out again', () => {
		const meanings: Meaning[] = ['done', 'declined', 'unauthorized', 'throttled', 'refused', 'notConnected', 'unknown'];
		expect(meanings.filter((meaning) => mayRepeat(meaning, safety))).toEqual(['throttled', 'notConnected']);
	});
});

test('a read goes out again after passing faults only', () => {
	for (let status = 200; status < 600; status++) {
		const repeats = mayRepeat(interpretAnswer(answered(status), 'reads'), 'reads');
		if (status >= 400) expect([status, repeats]).toEqual([status, status >= 500 || status === 408 || status === 429]);
		else if (status < 300) expect([status, repeats]).toEqual([status, false]);
	}
	expect(mayRepeat(interpretAnswer(answered(200, '<html>'), 'reads'), 'reads')).toBe(true);
	expect(mayRepeat(interpretAnswer({ kind: 'lost', reason: 'x' }, 'reads'), 'reads')).toBe(true);
});

test.each<[unknown, Meaning]>([
	[{ success: 'false' }, 'declined'],
	[[{ success: false }], 'declined'],
	[[{ success: false, message: 'No' }], 'declined'],
	[[{ success: false, id: 7 }], 'done'],
	[[{ success: false }, { success: false }], 'done'],
])('a read that is answered with %j is %s', (body, meaning) => expect(interpretAnswer(answered(200, body), 'reads')).toBe(meaning));

test('refusals of the whole account', () => {
	expect(isAccountWide('unauthorized', 401, 'reads')).toBe(true);
	expect(isAccountWide('throttled', 429, 'reads')).toBe(true);
	for (const safety of writes) expect(isAccountWide('refused', 403, safety)).toBe(true);
	for (const status of [400, 404, 422]) for (const safety of writes) expect(isAccountWide('refused', status, safety)).toBe(false);
	expect(isAccountWide('unknown', 500, 'spends')).toBe(false);
});

describe('the words of Sendoso', () => {
	test.each([
		[{ success: false, message: ' No ' }, 'No'],
		[{ message: 'Touch not found!' }, 'Touch not found!'],
		[{ success: false, description: 'The access token is invalid', expired: true }, 'The access token is invalid'],
		[{ error: 'invalid_grant', error_description: 'Gone' }, 'Gone'],
		[{ message: '', detail: 'x' }, 'x'],
		[{ message: { text: 'x' } }, undefined],
		[{ message: ['is too long', 'is blank', 'is blank'] }, 'is too long; is blank'],
		[{ message: { message: 'deeper', request: { name: 'PRIVATE' } } }, 'deeper'],
		[{ error: { code: 'E1', request: { name: 'PRIVATE' } } }, undefined],
		[{ errors: { zip: ['is invalid', 'is too long'], city: 'is blank' } }, 'zip: is invalid; is too long; city: is blank'],
		[{ errors: { recipient: { zip: ['is invalid'] } } }, 'recipient: zip: is invalid'],
		[{ errors: ['One', ' Two '] }, 'One; Two'],
		[{ errors: [{ message: 'One' }, { detail: 'Two', code: 7 }, { field: 'zip', message: 'is invalid' }] }, 'One; Two; zip: is invalid'],
		[{ errors: 'All of it' }, 'All of it'],
		[{ message: 'Validation failed', errors: { zip: ['is invalid'] } }, 'Validation failed: zip: is invalid'],
		[{ message: 'zip: is invalid', errors: { zip: ['is invalid'] } }, 'zip: is invalid'],
		[{ errors: { zip: ['ana@example.org is no zip'] } }, 'zip: (address) is no zip'],
		[{ errors: { 'ana@example.org': ['is blocked'] } }, '(address): is blocked'],
		[{ errors: [{ errors: [{ errors: [{ errors: 'too deep' }] }] }] }, undefined],
		[{ errors: { count: 7, ok: false, none: null } }, undefined],
		[[{ success: false, message: 'No' }], 'No'],
		[['is blank'], 'is blank'],
		['<html>', undefined],
		[null, undefined],
		[[], undefined],
	])('%j says %j', (body, words) => expect(apiMessage(body)).toBe(words));

	test.each([...Array(60).keys()])('an address is never shown by half, however long the text is: %d characters before the end of what is read', (before) => {
		const text = `${'word '.repeat(800).slice(0, 4_000 - before)}ana.of.the.mountains@example.org is blocked ${'word '.repeat(100)}`;
		const words = apiMessage({ message: text }) ?? '';
		expect(words).toBe('word '.repeat(100));
		const addresses = `${'someone.with.a.long.name.of.all@a-place-somewhere.example.org '.repeat(60)}${'x'.repeat(before)}ana.of.the.mountains@example.org ${'word '.repeat(100)}`;
		expect(apiMessage({ message: addresses })).toMatch(/^(?:\(address\) ?)*\(?a?d?d?r?e?s?s?$/);
	});

	test.each([
		['ana@example.org', '(address)'],
		['see https://x.example/?to=ana%40example.org&n=1', 'see https:(address)'],
		['a@b@c and <ana+tag@example.org>, "ben@example.org"', '(address) and <(address)>, "(address)"'],
		['an @ alone, @ana or 5%', 'an @ alone, @ana or 5%'],
		['got Bearer abcDEF0123456789-._~+/abc== here', 'got Bearer (secret) here'],
		['Authorization: basic c2FuZGJveC1jbGllbnQ6c2VjcmV0', 'Authorization: basic (secret)'],
		['a Bearer token is needed', 'a Bearer token is needed'],
		['grant_type=x&refresh_token=abc&client_secret=def', 'grant_type=x&refresh_token=(secret)&client_secret=(secret)'],
		['{"access_token": "abc", "x": 1}', '{"access_token": "(secret)", "x": 1}'],
		['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0x.s1gnature is over', 'token (secret) is over'],
		['access_token is invalid', 'access_token is invalid'],
	])('%j is told as %j', (message, words) => expect(apiMessage({ message })).toBe(words));

	test('never more than 500 characters, and nothing of a member that is not for words', () => {
		const secret = fc.record({ touch: anyBody, request: anyBody, private: anyBody, name: fc.string() });
		fc.assert(
			fc.property(anyBody, (body) => {
				expect((apiMessage(body) ?? '').length).toBeLessThanOrEqual(500);
				expect((apiMessage({ errors: body, message: body }) ?? '').length).toBeLessThanOrEqual(500);
			}),
		);
		fc.assert(fc.property(secret, (body) => expect(apiMessage(body)).toBeUndefined()));
	});
});

test('only an answer that came back whole has a status', () => {
	expect(statusOf(answered(404))).toBe(404);
	expect(statusOf({ kind: 'lost', reason: 'x' })).toBeUndefined();
	expect(statusOf({ kind: 'notSent', reason: 'x', advice: 'y' })).toBeUndefined();
});

test('a read that is sent elsewhere, or told to go on, is a passing fault', () => {
	for (const status of [100, 199, 300, 302, 399]) expect(interpretAnswer(answered(status), 'reads')).toBe('unknown');
	for (const status of [400, 405, 410, 499]) expect(interpretAnswer(answered(status), 'reads')).toBe('refused');
});

test('a 403 is about the account for what writes; a read of something else may work', () => {
	for (const safety of ['creates', 'changes', 'spends'] as const) expect([403, 404].map((status) => isAccountWide('refused', status, safety))).toEqual([true, false]);
	expect(isAccountWide('refused', 403, 'reads')).toBe(false);
	for (const meaning of ['unauthorized', 'throttled', 'notSent'] as const) expect(isAccountWide(meaning, undefined, 'reads')).toBe(true);
	for (const meaning of ['done', 'unknown', 'notConnected'] as const) expect(isAccountWide(meaning, undefined, 'spends')).toBe(false);
});
