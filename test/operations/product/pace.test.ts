import { openDesk } from '../support';

const desk = openDesk({ seed: 'empty', throttle: {} });

test('a thousand products are listed under both limits, and none is refused', async () => {
	desk.control.setCatalogue({ size: 1_000 });
	const credential = desk.credential();
	credential.data.requestsPerSecond = 8;
	const { items, error } = await desk.run({ resource: 'product', operation: 'getAll', returnAll: true }, { credential });
	expect([error, items.length]).toEqual([undefined, 1_000]);
	expect(desk.seen()).toHaveLength(50);
	expect(desk.control.tooManyRequests()).toBe(0);
});

test('a refusal that names its reset is waited for, in each format, and other operations go on meanwhile', async () => {
	const credential = desk.credential();
	const inTwoSeconds = () => [String(Math.ceil(Date.now() / 1_000) + 2), '2', new Date(Date.now() + 2_000).toUTCString()];
	for (const place of [0, 1, 2]) {
		const value = inTwoSeconds()[place] ?? '';
		desk.control.fault({ match: { path: '/api/v3/marketplace/*' }, action: { kind: 'tooManyRequests', header: { name: 'X-Rate-Limit-Reset', value } } });
		const began = performance.now();
		let userAfter = Infinity;
		const products = desk.run({ resource: 'product', operation: 'getAll', limit: 1 }, { credential });
		const user = desk.run({ resource: 'user', operation: 'getCurrent' }, { credential }).then((run) => {
			userAfter = performance.now() - began;
			return run;
		});
		expect((await products).error).toBeUndefined();
		expect((await user).error).toBeUndefined();
		const productsAfter = performance.now() - began;
		expect(userAfter).toBeLessThan(productsAfter);
		expect(productsAfter).toBeGreaterThanOrEqual(900);
	}
});
