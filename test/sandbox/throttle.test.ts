import { Throttle } from '../../sandbox/throttle';
import { connect, start, stopAll } from './support';

afterEach(stopAll);

describe('the limit per application', () => {
	function limited(): { admit: (client?: string) => boolean; at: (time: number) => void; throttle: Throttle } {
		let now = 0;
		const throttle = new Throttle({ requestsPerSecond: 10, blockMs: 2000 }, 1000, () => now);
		return {
			throttle,
			admit: (client = 'one') => throttle.admit(client).admitted,
			at: (time) => {
				now = time;
			},
		};
	}

	it('lets ten through in any second and blocks at the eleventh', () => {
		const { admit, at } = limited();
		for (let index = 0; index < 10; index += 1) {
			at(index * 50);
			expect(admit()).toBe(true);
		}
		at(999);
		expect(admit()).toBe(false);
		expect(admit('another')).toBe(true);
		at(2998);
		expect(admit()).toBe(false);
		at(4997);
		expect(admit()).toBe(false);
		at(6998);
		expect(admit()).toBe(true);
	});

	it('lets ten a second through for ever', () => {
		const { admit, at, throttle } = limited();
		for (let index = 0; index < 100; index += 1) {
			at(index * 100);
			expect(admit()).toBe(true);
		}
		expect(throttle.refused).toBe(0);
	});

	it('comes before everything else and is counted', async () => {
		const sandbox = await start({ throttle: { blockMs: 60_000 } });
		const client = connect(sandbox);
		sandbox.control.setLatency(50);
		const answers = await Promise.all(Array.from({ length: 14 }, () => client.get('/api/v3/me')));
		const statuses = answers.map((answer) => answer.status).sort();
		expect(statuses).toEqual([...Array<number>(10).fill(200), ...Array<number>(4).fill(429)]);
		expect(sandbox.control.tooManyRequests()).toBe(4);
		expect(sandbox.control.peakPerSecond()).toBe(14);
		expect(sandbox.control.peakInFlight()).toBeGreaterThanOrEqual(10);
		expect((await client.get('/api/v3/nowhere')).status).toBe(429);
		sandbox.control.setThrottle(false);
		expect((await client.get('/api/v3/me')).status).toBe(200);
	});

	it('a fault can start a block', async () => {
		const sandbox = await start({ throttle: {} });
		const client = connect(sandbox);
		sandbox.control.fault({ action: { kind: 'tooManyRequests', blockMilliseconds: 60_000 } });
		expect((await client.get('/api/v3/me')).status).toBe(429);
		expect((await client.get('/api/v3/me')).status).toBe(429);
	});

	it('tells marketplace callers when it opens again', async () => {
		const sandbox = await start();
		const { headers } = await connect(sandbox).get('/api/v3/marketplace/products');
		expect(Number(headers['x-rate-limit-reset']) * 1000).toBeGreaterThan(Date.now() - 2000);
	});
});
