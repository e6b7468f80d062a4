import { createdAt, giftKey, isSameGift, type ListedSend, stillCounts, touchKey } from '../../../nodes/shared/spending/listedSend';

const listed = (more: Partial<ListedSend> = {}): ListedSend => ({ id: 'gid', touchId: '7', touchName: '', email: 'ana@example.org', status: 'Sent', createdAt: '', row: {}, ...more });

test.each([7, '7', ' 7 ', '007', '+7', '+007', '7.0', '7.000', '７', '7\u200B'])('%j is campaign 7', (touchId) => expect(touchKey(touchId)).toBe('7'));

test.each(['70', '0.7', '7.1', '7.', '.0', '7.0.0', 'x7', '7x', '-7', '7 7', '++7', '7.01', '7x0'])('%j is another campaign', (touchId) => {
	expect(touchKey(touchId)).toBe(touchId);
});

test('every digit of a number counts', () => expect([touchKey('0070'), touchKey('+1234.0')]).toEqual(['70', '1234']));

test('what is no number is a campaign by its own text', () => {
	expect([touchKey('spring'), touchKey(' spring '), touchKey(''), touchKey(undefined), touchKey('000')]).toEqual(['spring', 'spring', '', '', '0']);
});

test('a number is one up to forty characters; a longer text is compared as it is', () => {
	expect(touchKey(`${'0'.repeat(39)}7`)).toBe('7');
	expect(touchKey(`${'0'.repeat(40)}7`)).toBe(`${'0'.repeat(40)}7`);
});

test('a gift is a campaign and an address, however both are spelled', () => {
	expect(isSameGift(listed(), '007', ' Ana@Example.org ')).toBe(true);
	expect(isSameGift(listed(), '8', 'ana@example.org')).toBe(false);
	expect(isSameGift(listed(), '7', 'ben@example.org')).toBe(false);
	expect(giftKey('7', 'ana@example.org')).not.toBe(giftKey('', '7 ana@example.org'));
});

test.each(['Cancelled', 'Address Confirmation - Cancelled', 'Refunded', 'Failed', 'Undeliverable', 'Bounced and Credited', 'Expired', 'Expired and Credited'])(
	'a gift that ended as %s may be sent again',
	(status) => expect(stillCounts(listed({ status }))).toBe(false),
);

test.each(['Sent', 'Delivered', 'Bounced', 'expired', '', 'Something new'])('a gift with the status %j keeps the next one back', (status) => {
	expect(stillCounts(listed({ status }))).toBe(true);
});

test('a send without a moment has none', () => {
	expect([createdAt(listed()), createdAt(listed({ createdAt: '2026-03-05T12:00:00Z' }))]).toEqual([NaN, Date.UTC(2026, 2, 5, 12)]);
});
