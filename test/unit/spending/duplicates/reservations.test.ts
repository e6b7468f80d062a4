import { reservationsOf, ReservationStore } from '../../../../nodes/shared/spending/duplicates/reservations';
import { FakeClock } from '../../../support/fakeClock';

const DAY = 86_400_000;
const execution = {};

test('what is in flight is never forgotten, what has ended when no window reaches it', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const slow = store.reserve('1', 'slow@example.org', clock, execution);
	store.reserve('1', 'ana@example.org', clock, execution).settle('sent');
	await clock.advance(14 * DAY);
	store.reserve('1', 'cid@example.org', clock, execution).settle('sent');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toHaveLength(1);
	await clock.advance(1);
	store.reserve('1', 'ben@example.org', clock, execution).settle('sent');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual([]);
	expect(store.since(-Infinity, '1', 'ben@example.org')).toHaveLength(1);
	expect(store.since(-Infinity, '1', 'slow@example.org')).toEqual([slow]);
});

test('a longer window keeps what has ended for longer, a shorter one no less', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	store.keepFor(30 * DAY);
	store.keepFor(DAY);
	store.reserve('1', 'ana@example.org', clock, execution).settle('unknown');
	await clock.advance(20 * DAY);
	store.reserve('1', 'ben@example.org', clock, execution).settle('sent');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toHaveLength(1);
	await clock.advance(11 * DAY);
	store.reserve('1', 'cid@example.org', clock, execution).settle('sent');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual([]);
	expect(store.since(-Infinity, '1', 'ben@example.org')).toHaveLength(1);
});

test('beyond a hundred thousand the ones that ended first are forgotten, and none that is in flight', () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const slow = store.reserve('1', 'slow@example.org', clock, execution);
	for (let index = 0; index <= 100_000; index++) store.reserve('1', `person${index}@example.org`, clock, execution).settle('sent');
	expect(store.since(-Infinity, '1', 'person0@example.org')).toEqual([]);
	expect(store.since(-Infinity, '1', 'person1@example.org')).toHaveLength(1);
	expect(store.since(-Infinity, '1', 'slow@example.org')).toEqual([slow]);
});

test('what created nothing is forgotten at once, and the first end stays', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const refused = store.reserve('1', 'ana@example.org', clock, execution);
	refused.settle('nothing');
	expect(await refused.ended).toBe('nothing');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual([]);
	const sent = store.reserve('1', 'ana@example.org', clock, execution);
	sent.settle('sent', { trackingCode: 'first' });
	sent.settle('unknown', { trackingCode: 'second' });
	expect(sent).toMatchObject({ end: 'sent', trackingCode: 'first' });
	expect(await sent.ended).toBe('sent');
});

test('a clock that is set forward or back forgets nothing', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const tick = clock.elapsed();
	store.reserve('1', 'ana@example.org', clock, execution).settle('sent');
	for (const step of [40 * DAY, -80 * DAY]) {
		clock.step(step);
		store.reserve('1', 'ben@example.org', clock, execution).settle('sent');
		expect(store.since(tick, '1', 'ana@example.org')).toHaveLength(1);
	}
	await clock.advance(1);
	expect(store.since(clock.elapsed(), '1', 'ana@example.org')).toEqual([]);
});

test('a listed send is taken once, and free again when its reservation is forgotten', () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const own = store.reserve('1', 'ana@example.org', clock, execution);
	expect([store.match('gid'), store.match('gid'), store.isMatched('gid')]).toEqual([true, false, true]);
	own.settle('sent', { sendGid: 'gid' });
	store.forget(own);
	expect([store.isMatched('gid'), store.match('gid')]).toEqual([false, true]);
});

test('the tracking code of a listed send is told only when a single send can be it', () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	store.reserve('1', 'ana@example.org', clock, execution).settle('sent', { trackingCode: 'first' });
	const all = () => true;
	expect(store.trackingCodeOf('1', 'ana@example.org', all)).toBe('first');
	expect(store.trackingCodeOf('1', 'ana@example.org', () => false)).toBeUndefined();
	expect(store.trackingCodeOf('2', 'ana@example.org', all)).toBeUndefined();
	store.reserve('1', 'ana@example.org', clock, execution).settle('unknown');
	expect(store.trackingCodeOf('1', 'ana@example.org', all)).toBe('first');
	store.reserve('1', 'ana@example.org', clock, execution).settle('sent', { trackingCode: 'second' });
	expect(store.trackingCodeOf('1', 'ana@example.org', all)).toBeUndefined();
});

test('of two sends of one gift the one that came to nothing is given up, and the other one stays', () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const [refused, sent] = [store.reserve('1', 'ana@example.org', clock, execution), store.reserve('1', 'ana@example.org', clock, execution)];
	sent.settle('sent');
	refused.settle('nothing');
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual([sent]);
});

test('what is in flight can not be given up', () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const slow = store.reserve('1', 'ana@example.org', clock, execution);
	store.forget(slow);
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual([slow]);
});

test('a listed send without a name is nobody’s', () => {
	expect(new ReservationStore().match('')).toBe(false);
});

test('one list of sends has one store, and it is no rehearsal', () => {
	expect(reservationsOf('host one')).toBe(reservationsOf('host one'));
	expect(reservationsOf('host one')).not.toBe(reservationsOf('host two'));
	expect(reservationsOf('host one').isRehearsal).toBe(false);
});

test('several of one gift are told in the order in which they began, and each one by its own name', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const all = Array.from({ length: 3 }, () => store.reserve('1', 'ana@example.org', clock, execution));
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual(all);
	expect(new Set(all.map(({ id }) => id)).size).toBe(3);
	const [first, second] = all;
	if (first === undefined || second === undefined) throw new Error('There are none');
	const waiting = first.ended;
	const { settle } = first;
	settle('nothing');
	settle('sent');
	expect([await waiting, first.end, second.end]).toEqual(['nothing', 'nothing', undefined]);
	expect(store.since(-Infinity, '1', 'ana@example.org')).toEqual(all.slice(1));
});

test('whoever waits for the end of a send finds it noted', async () => {
	const clock = new FakeClock();
	const store = new ReservationStore();
	const refused = store.reserve('1', 'ana@example.org', clock, execution);
	const left = refused.ended.then(() => store.since(-Infinity, '1', 'ana@example.org'));
	refused.settle('nothing');
	expect(await left).toEqual([]);
});

test('another process names its sends otherwise', async () => {
	const clock = new FakeClock();
	const names: string[] = [];
	for (let nth = 0; nth < 2; nth++) {
		await jest.isolateModulesAsync(async () => {
			const { ReservationStore: Store } = await import('../../../../nodes/shared/spending/duplicates/reservations');
			names.push(new Store().reserve('1', 'ana@example.org', clock, execution).id);
		});
	}
	expect(new Set(names).size).toBe(2);
});
