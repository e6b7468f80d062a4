import fc from 'fast-check';
import { WarmUpGate } from '../../../nodes/shared/execution/warmUpGate';
import { WriteLog } from '../../../nodes/shared/execution/writeLog';
import { FakeClock, settle } from '../../support/fakeClock';

describe('WarmUpGate', () => {
	test.each([true, false])('holds everybody back until the first task has ended (works: %s)', async (works) => {
		const clock = new FakeClock();
		const gate = new WarmUpGate();
		const started: number[] = [];
		const task = (name: number) => async () => {
			started.push(name);
			await clock.sleep(100);
			if (name === 0 && !works) throw new Error('task failed');
			return name;
		};
		const all = Promise.allSettled([0, 1, 2, 3].map(async (name) => await gate.pass(task(name))));
		await settle();
		expect(started).toEqual([0]);
		await clock.advance(99);
		expect(started).toEqual([0]);
		await clock.advance(1);
		expect(started).toEqual([0, 1, 2, 3]);
		const results = await clock.finish(all);
		expect(results.map(({ status }) => status)).toEqual([works ? 'fulfilled' : 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
	});
});

describe('WriteLog', () => {
	test('names every send by item, with its tracking code, and unknown ones apart', () => {
		const entry = fc.record({ itemIndex: fc.nat(500), outcome: fc.constantFrom<'sent' | 'unknown'>('sent', 'unknown'), trackingCode: fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: undefined }) });
		fc.assert(
			fc.property(fc.uniqueArray(entry, { selector: ({ itemIndex }) => itemIndex, maxLength: 20 }), (entries) => {
				const log = new WriteLog();
				for (const one of entries) log.add(one);
				const sent = entries.filter(({ outcome }) => outcome === 'sent').sort((left, right) => left.itemIndex - right.itemIndex);
				const unknown = entries.filter(({ outcome }) => outcome === 'unknown').map(({ itemIndex }) => itemIndex).sort((left, right) => left - right);
				const list = sent.map(({ itemIndex, trackingCode }) => `item ${itemIndex}${trackingCode === undefined ? '' : ` (tracking code ${trackingCode})`}`).join(', ');
				const noun = sent.length === 1 ? 'send' : 'sends';
				const none = unknown.length === 0 ? 'No send of this run went out.' : 'No send of this run is known to have gone out.';
				const first = sent.length === 0 ? none : `${sent.length} ${noun} of this run went out: ${list}.`;
				expect(log.summary('send')).toBe(unknown.length === 0 ? first : `${first} Outcome unknown: item ${unknown.join(', item ')}.`);
				const number = sent.length === 0 ? none : `${sent.length} ${noun} of this run went out.`;
				expect(log.count('send')).toBe(unknown.length === 0 ? number : `${number} The outcome of ${unknown.length} item${unknown.length === 1 ? '' : 's'} is unknown.`);
			}),
		);
	});

	test('counts what a request made or may have made, and gives each of it out once', () => {
		const log = new WriteLog();
		log.add({ itemIndex: 0, outcome: 'sent' });
		log.add({ itemIndex: 1, outcome: 'sent', links: 3 });
		expect([log.countStarted(), log.newlyStarted(), log.newlyStarted()]).toEqual([4, 4, 0]);
		log.add({ itemIndex: 2, outcome: 'unknown', sends: 5 });
		expect([log.countStarted(), log.newlyStarted(), log.newlyStarted()]).toEqual([9, 5, 0]);
	});

	test('tells what an earlier execution sent, and does not count it', () => {
		const log = new WriteLog();
		log.recall({ itemIndex: 3, outcome: 'sent', trackingCode: 'code' });
		expect(log.summary('send')).toBe('1 send of this run went out: item 3 (tracking code code).');
		expect([log.countStarted(), log.newlyStarted()]).toEqual([0, 0]);
	});

	test.each([[1, '1 send of this run went out: item 0 (1 link).'], [2, '2 sends of this run went out: item 0 (2 links).']])('says how many links one request made: %i', (links, words) => {
		const log = new WriteLog();
		log.add({ itemIndex: 0, outcome: 'sent', links });
		expect(log.summary('send')).toBe(words);
	});
});
