import { meaningOfSend, membersNamed, membersOfAnswer, trackingCodeOf } from '../../../nodes/shared/spending/answers';
import type { Meaning } from '../../../nodes/shared/transport/answer';

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

test.each<[unknown, Meaning]>([
	[{ success: false, tracking_code: 'T-1' }, 'unknown'],
	[{ success: false, send: { tracking_code: 17 } }, 'unknown'],
	[[{ success: false, message: 'No' }, { success: false, tracking_code: 'T-1' }], 'unknown'],
	[{ success: false, tracking_code: 'T-1', egift_link: 'https://example.org/1' }, 'done'],
	[{ success: false, egift_links: [{ tracking_code: 'T-1', egift_link: 'https://example.org/1' }] }, 'done'],
	[{ success: false, egift_links: ['https://example.org/1'] }, 'done'],
	[{ success: false, tracking_code: ' ', egift_link: ' ' }, 'declined'],
	[{ success: false, tracking_code: null, egift_links: [] }, 'declined'],
	[{ success: false, tracking_code: true }, 'declined'],
])('%j says no to a send: %s', (body, meaning) => {
	const answer = { kind: 'answered', status: 200, headers: {}, body } as const;
	expect(meaningOfSend('declined', answer, 'spends')).toBe(meaning);
	expect(meaningOfSend('declined', answer, 'creates')).toBe('declined');
	expect(meaningOfSend('refused', answer, 'spends')).toBe('refused');
});
