import { demoClient, type RequestEntry } from '../../sandbox';
import { statisticsByClient } from '../../sandbox/clientStatistics';
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

	it('tells what each application did, as the limit counts it', async () => {
		const clients = ['one', 'two'].map((id) => ({ ...demoClient, id }));
		const sandbox = await start({ clients, throttle: { requestsPerSecond: 3, blockMs: 60_000 } });
		const [one, two] = clients.map(({ id }) => connect(sandbox, undefined, id));
		await Promise.all(Array.from({ length: 5 }, () => one?.get('/api/v3/me')));
		await two?.get('/api/v3/me');
		await one?.get('/elsewhere');
		expect(sandbox.control.clients()).toEqual({
			one: { requests: 5, refused: 2, peakPerSecond: 5 },
			two: { requests: 1, refused: 0, peakPerSecond: 1 },
		});
		sandbox.control.clearRequests();
		expect(sandbox.control.clients()).toEqual({});
	});

	it('counts the most arrivals in any window of one second, which ends before a second is over', () => {
		const at = (...times: number[]) => times.map((arrivedAt) => ({ clientId: 'one', status: 200, arrivedAt }) as RequestEntry);
		const peak = (entries: RequestEntry[]) => statisticsByClient(entries).one?.peakPerSecond;
		expect(peak(at(0, 250, 500, 750, 1000))).toBe(4);
		expect(peak(at(1, 250, 500, 750, 1000))).toBe(5);
		expect(peak(at(1000, 750, 1, 500, 250, 3000))).toBe(5);
	});

	it('a fault can start a block', async () => {
		const sandbox = await start({ throttle: {} });
		const client = connect(sandbox);
		sandbox.control.fault({ action: { kind: 'tooManyRequests', blockMilliseconds: 60_000 } });
		expect((await client.get('/api/v3/me')).status).toBe(429);
		expect((await client.get('/api/v3/me')).status).toBe(429);
	});

	it('a block holds for one application or for all, with a limit or without', async () => {
		const clients = ['one', 'two'].map((id) => ({ ...demoClient, id }));
		const sandbox = await start({ clients });
		const [one, two] = clients.map(({ id }) => connect(sandbox, undefined, id));
		const statuses = async () => [(await one?.get('/api/v3/me'))?.status, (await two?.get('/api/v3/me'))?.status];
		sandbox.control.block(60_000, { clientId: 'one' });
		expect(await statuses()).toEqual([429, 200]);
		sandbox.control.block(60_000);
		expect(await statuses()).toEqual([429, 429]);
		sandbox.control.reset();
		expect(await statuses()).toEqual([200, 200]);
	});

	it('a block grows when it is asked, if it is told to', () => {
		for (const [options, opensAt] of [[{}, 5_000], [{ growsByMs: 3_000 }, 7_000]] as const) {
			let now = 0;
			const throttle = new Throttle(false, 1000, () => now);
			throttle.block('one', 5_000, options);
			now = 1_000;
			expect(throttle.admit('one')).toMatchObject({ admitted: false, opensAt: 5_000 });
			now = 4_000;
			expect(throttle.admit('one')).toMatchObject({ admitted: false, opensAt });
			now = opensAt;
			expect(throttle.admit('one').admitted).toBe(true);
		}
	});

	it('a limit can leave its block as long as it is', () => {
		let now = 0;
		const throttle = new Throttle({ requestsPerSecond: 1, blockMs: 2_000, growsWhenAsked: false }, 1000, () => now);
		const admitted = [0, 1, 1_999, 2_002].map((time) => {
			now = time;
			return throttle.admit('one').admitted;
		});
		expect(admitted).toEqual([true, false, false, true]);
	});

	it.each([[false, undefined], [true, '60']])('a refusal says when the block ends: %s', async (tellsWhen, header) => {
		const sandbox = await start();
		sandbox.control.block(60_000, { tellsWhen });
		expect((await connect(sandbox).get('/api/v3/me')).headers['retry-after']).toBe(header);
	});

	it('tells marketplace callers when it opens again', async () => {
		const sandbox = await start();
		const { headers } = await connect(sandbox).get('/api/v3/marketplace/products');
		expect(Number(headers['x-rate-limit-reset']) * 1000).toBeGreaterThan(Date.now() - 2000);
	});
});
