import fc from 'fast-check';
import type { Answered } from '../../../nodes/shared/transport/answer';
import { StartWindow } from '../../../nodes/shared/transport/pace/startWindow';
import { Throttling } from '../../../nodes/shared/transport/pace/throttling';
import { Line, type LineOf, WaitingLines } from '../../../nodes/shared/transport/pace/waitingLines';

test('another start fits a second, and a little more, after the one that leaves the window', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(50), { minLength: 0, maxLength: 600 }), fc.integer({ min: 1, max: 100 }), (gaps, most) => {
			const window = new StartWindow();
			const ticks: number[] = [];
			for (const gap of gaps) {
				const oldest = ticks.at(-most);
				expect(window.freeFrom(most)).toBe(oldest === undefined ? -Infinity : oldest + 1_025);
				ticks.push((ticks.at(-1) ?? 0) + gap);
				window.note(ticks.at(-1) ?? 0);
			}
		}),
		{ numRuns: 50 },
	);
});

test('a window forgets none of the last hundred starts', () => {
	const window = new StartWindow();
	for (let tick = 0; tick < 500; tick++) {
		window.note(tick);
		for (const most of [1, 50, 100]) expect(window.freeFrom(most)).toBe(tick + 1 < most ? -Infinity : tick + 1 - most + 1_025);
	}
});

test('a line gives its calls in order, those that were put back first', () => {
	const step = fc.constantFrom('push', 'push', 'unshift', 'shift', 'shift');
	fc.assert(
		fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
			const line = new Line<number>({ priority: 'read', owner: {}, share: {} });
			const model: number[] = [];
			for (const [index, name] of steps.entries()) {
				if (name === 'shift') expect(line.shift()).toBe(model.shift());
				else {
					line[name](index);
					model[name](index);
				}
				expect([line.head, line.isOver]).toEqual([model[0], model.length === 0]);
			}
			line.isHeld = true;
			expect(line.isOver).toBe(false);
		}),
		{ numRuns: 500 },
	);
});

describe('lines', () => {
	const [owner, share] = [{}, {}];
	const of: LineOf = { priority: 'send', owner, share };
	const filled = (lines: WaitingLines<string>, more: Partial<LineOf> = {}, entry = 'call') => {
		const line = lines.lineOf({ ...of, ...more });
		line.push(entry);
		return line;
	};
	const orderOf = (lines: WaitingLines<string>) => [...lines.inTurn()].map(({ head }) => head);

	test('are one for each class, owner and share, until nobody waits there', () => {
		const lines = new WaitingLines<string>();
		expect(lines.isEmpty).toBe(true);
		const line = filled(lines);
		expect(lines.isEmpty).toBe(false);
		const others = [filled(lines, { priority: 'read' }), filled(lines, { owner: {} }), filled(lines, { share: {} })];
		expect(lines.lineOf(of)).toBe(line);
		expect(new Set([line, ...others]).size).toBe(4);
		expect(lines.lineOf({ ...of, priority: 'read' })).toBe(others[0]);
		lines.remove(line);
		expect(lines.lineOf(of)).not.toBe(line);
		expect([...lines.inTurn()]).toHaveLength(4);
	});

	test('take turns within a class, and leave it when nobody is left', () => {
		const lines = new WaitingLines<string>();
		const [a, b] = [filled(lines, { owner: {} }, 'a'), filled(lines, { owner: {} }, 'b')];
		expect(orderOf(lines)).toEqual(['a', 'b']);
		lines.served(a);
		expect(orderOf(lines)).toEqual(['b', 'a']);
		b.shift();
		lines.served(b);
		expect(orderOf(lines)).toEqual(['a']);
		a.shift();
		a.isHeld = true;
		lines.served(a);
		expect(lines.isEmpty).toBe(false);
		a.isHeld = false;
		lines.served(a);
		expect(lines.isEmpty).toBe(true);
	});

	test('are not added again by a turn that they had before they were removed', () => {
		const lines = new WaitingLines<string>();
		const line = filled(lines);
		lines.remove(line);
		lines.served(line);
		expect(lines.isEmpty).toBe(true);
	});

	test('of a class have turns by its share of them', () => {
		const lines = new WaitingLines<string>();
		const all = (['send', 'read', 'poll'] as const).map((priority) => filled(lines, { priority }, priority));
		const had: Array<string | undefined> = [];
		for (let turn = 0; turn < 100; turn++) {
			const [next] = lines.inTurn();
			had.push(next?.head);
			if (next) lines.served(next);
		}
		expect(all.map(({ head }) => had.filter((name) => name === head).length)).toEqual([40, 40, 20]);
	});

	test('of a class that was idle begin with the one that had the fewest turns', () => {
		const lines = new WaitingLines<string>();
		const [sends, reads] = [filled(lines, {}, 'send'), filled(lines, { priority: 'read' }, 'read')];
		for (let turn = 0; turn < 8; turn++) lines.served(sends);
		for (let turn = 0; turn < 4; turn++) lines.served(reads);
		const poll = filled(lines, { priority: 'poll' }, 'poll');
		expect(orderOf(lines)).toEqual(['read', 'poll', 'send']);
		lines.served(reads);
		expect(orderOf(lines)).toEqual(['poll', 'read', 'send']);
		// Another line of a class that waits changes nothing, nor does one that had more turns than others.
		filled(lines, { priority: 'poll', owner: {} }, 'second');
		expect(orderOf(lines)).toEqual(['poll', 'second', 'read', 'send']);
		sends.shift();
		lines.remove(sends);
		filled(lines, {}, 'again');
		expect(orderOf(lines).at(-1)).toBe('again');
		expect(poll.head).toBe('poll');
	});
});

describe('throttling', () => {
	const refusal = (status = 429): Answered => ({ kind: 'answered', status, headers: {}, body: {} });
	const blocked = (askedMs?: number, random = 0) => {
		const throttling = new Throttling(() => random);
		const answer = refusal();
		return { throttling, answer, wait: throttling.refused(answer, askedMs, 0, 0, 8) };
	};

	test('holds nothing back, and lowers no pace, before the first refusal', () => {
		const throttling = new Throttling();
		expect([throttling.waitFrom(5), throttling.rate(8, 5), throttling.refusalFor(0, 0, 1e9), throttling.started()]).toEqual([0, 8, undefined, undefined]);
		expect(throttling.refused(refusal(), undefined, 0, 0, 8)).toBeGreaterThanOrEqual(1_000);
	});

	test('jitter makes waits longer, and not those of half a minute', () => {
		expect(blocked(undefined, 0.5).wait).toBe(1_125);
		const { throttling } = blocked(undefined, 0.9);
		const waits = Array.from({ length: 6 }, (_, index) => throttling.refused(refusal(), undefined, index + 1, index + 1, 8));
		expect(waits.at(-1)).toBe(30_000);
	});

	test('one call alone finds out whether it is over', () => {
		const { throttling } = blocked();
		expect([throttling.waitFrom(0), throttling.waitFrom(400), throttling.waitFrom(1_500)]).toEqual([1_000, 600, -500]);
		const block = throttling.started();
		expect(throttling.waitFrom(1_500)).toBe(Infinity);
		if (block) throttling.ended(block);
		expect(throttling.waitFrom(1_500)).toBe(-500);
		throttling.accepted(0);
		expect(throttling.waitFrom(1_500)).toBe(0);
	});

	test('what started before it does not end it', () => {
		const throttling = new Throttling(() => 0);
		throttling.refused(refusal(), undefined, 40, 50, 8);
		throttling.accepted(49);
		expect(throttling.waitFrom(50)).toBe(1_000);
		throttling.accepted(50);
		expect(throttling.waitFrom(50)).toBe(0);
	});

	test('who has waited for longer than its patience gets the last refusal', () => {
		const { throttling, answer } = blocked();
		expect(throttling.refusalFor(-9_000, 100, 100)).toBeUndefined();
		expect(throttling.refusalFor(-9_000, 100, 101)).toBe(answer);
		expect(throttling.refusalFor(50, 100, 150)).toBeUndefined();
		expect(throttling.refusalFor(50, 100, 151)).toBe(answer);
		const last = refusal(430);
		throttling.refused(last, undefined, 1, 1, 8);
		expect(throttling.refusalFor(50, 100, 151)).toBe(last);
	});

	test('a shorter wait of another refusal does not shorten it', () => {
		const { throttling } = blocked(40_000);
		expect(throttling.refused(refusal(), 500, 10, 10, 8)).toBe(39_990);
		expect(throttling.waitFrom(10)).toBe(39_990);
	});

	test('the pace comes back from the end of the block on', () => {
		const { throttling } = blocked(10_000);
		expect([0, 10_000].map((tick) => throttling.rate(8, tick))).toEqual([4, 4]);
		expect([70_000, 130_000].map((tick) => throttling.rate(8, tick))).toEqual([4 * 1.1, 4 * 1.1 ** 2].map((rate) => expect.closeTo(rate) as unknown));
		expect([440_000, 460_000].map((tick) => throttling.rate(8, tick) === 8)).toEqual([false, true]);
		expect(throttling.rate(2, 300_000)).toBe(2);
	});
});
