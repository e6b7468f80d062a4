import { membersNamed, membersOfAnswer, trackingCodeOf } from '../../../nodes/shared/spending/answers';

test.each<[unknown, object]>([
	[{ success: true }, { success: true }],
	[[{ success: true }], { success: true }],
	[[{ id: 1 }, { id: 2 }], { answer: [{ id: 1 }, { id: 2 }] }],
	[['code'], { answer: ['code'] }],
	['code', { answer: 'code' }],
	[[], {}],
	[null, {}],
	[undefined, {}],
])('the answer %j has members', (body, members) => expect(membersOfAnswer(body)).toEqual(members));

test.each<[unknown, string | undefined]>([
	[{ tracking_code: ' code ' }, 'code'],
	[{ tracking_code: 4_711 }, '4711'],
	[{ tracking_code: 'own', send: { tracking_code: 'other' } }, 'own'],
	[{ tracking_code: '', data: [{ send: { tracking_code: 'code' } }] }, 'code'],
	[{ first: { tracking_code: 'code' }, second: { tracking_code: 'code' } }, 'code'],
	[{ first: { tracking_code: 'code' }, second: { tracking_code: 'other' } }, undefined],
	[{ send: { tracking_code: null } }, undefined],
	[{ tracking_code: { code: 'code' }, send: { tracking_code: {} } }, undefined],
	[{ a: { b: { c: { d: { e: { tracking_code: 'deep' } } } } } }, undefined],
	[[], undefined],
	[undefined, undefined],
])('the tracking code of %j is %j', (answer, code) => expect(trackingCodeOf(answer)).toBe(code));

test('members are found by name, and not by the place in a list', () => {
	expect(membersNamed([{ links: [1] }, { data: { links: [2] } }, ['a']], 'links')).toEqual([[1], [2]]);
	expect(membersNamed([['a'], ['b']], '0')).toEqual([]);
});
