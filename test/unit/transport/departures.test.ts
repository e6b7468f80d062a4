import { setUp } from './recorder';

test('a call that n8n takes long to hand over keeps the next one from catching up with it', async () => {
	const { clock, recorder, limiter, begin } = setUp(1);
	let onItsWay = 0;
	const slow = limiter.run({ priority: 'send' }, async (departs) => {
		await clock.sleep(700);
		await departs();
		onItsWay = clock.now();
		await clock.sleep(5_000);
	});
	await clock.finish(Promise.all([slow, recorder.run('next', 'send', 0)]));
	expect(onItsWay - begin).toBe(700);
	expect((recorder.starts[0]?.at ?? 0) - onItsWay).toBeGreaterThan(1_000);
	expect((recorder.starts[0]?.at ?? 0) - onItsWay).toBeLessThan(1_100);
});

test('a call that is never handed over stops the line for two seconds, not longer', async () => {
	const { clock, recorder, limiter, begin } = setUp(100);
	const stuck = limiter.run({ priority: 'send' }, async () => await clock.sleep(60_000));
	await clock.finish(recorder.run('next', 'send', 0));
	expect((recorder.starts[0]?.at ?? 0) - begin).toBeGreaterThanOrEqual(2_000);
	expect((recorder.starts[0]?.at ?? 0) - begin).toBeLessThan(2_050);
	await clock.finish(stuck);
});

test('calls that were overtaken on their way to n8n wait for places of their own', async () => {
	const { clock, recorder, limiter, begin } = setUp(2);
	const wires: number[] = [];
	const stalled = Array.from({ length: 3 }, async () => await limiter.run({ priority: 'send' }, async (departs) => {
		await clock.sleep(begin + 9_000 - clock.elapsed());
		await departs();
		wires.push(clock.elapsed());
	}));
	await clock.advance(7_000);
	await clock.finish(Promise.all([...stalled, ...Array.from({ length: 4 }, async (_, index) => await recorder.run(String(index), 'read', 0))]));
	const all = [...wires, ...recorder.starts.map(({ at }) => at)].sort((left, right) => left - right);
	expect(all).toHaveLength(7);
	for (const [index, at] of all.entries()) expect((all[index + 2] ?? Infinity) - at).toBeGreaterThan(1_000);
});

test('calls that were overtaken leave one after the other, at the pace', async () => {
	const { clock, limiter, begin } = setUp(4);
	const wires: number[] = [];
	await clock.finish(Promise.all(Array.from({ length: 3 }, async () => await limiter.run({ priority: 'send' }, async (departs) => {
		await clock.sleep(begin + 9_000 - clock.elapsed());
		await departs();
		wires.push(clock.elapsed() - begin);
	}))));
	expect(wires).toHaveLength(3);
	for (const [index, at] of wires.slice(1).entries()) expect(at - (wires[index] ?? 0)).toBeGreaterThanOrEqual(240);
	expect(wires[2]).toBeLessThanOrEqual(9_600);
});

test('a call that was overtaken takes no place before it leaves', async () => {
	const { clock, recorder, limiter } = setUp(2);
	const stuck = limiter.run({ priority: 'send' }, async () => await clock.sleep(60_000));
	await clock.advance(1_000);
	await clock.finish(Promise.all(['first', 'second'].map(async (name) => await recorder.run(name, 'read', 0))));
	const [first, second] = recorder.starts;
	expect((second?.at ?? Infinity) - (first?.at ?? 0)).toBeLessThanOrEqual(525);
	await clock.finish(stuck);
});
