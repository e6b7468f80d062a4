import type { Answered } from '../../../nodes/shared/transport/answer';
import { RateLimiter } from '../../../nodes/shared/transport/rateLimiter';
import { defaultThrottle } from '../../../sandbox/options';
import { createRandom } from '../../../sandbox/random';
import { Throttle } from '../../../sandbox/throttle';
import { FakeClock } from '../../support/fakeClock';

const refusal: Answered = { kind: 'answered', status: 429, headers: {}, body: {} };
/** What a credential asks for that nobody set (interface 2). */
const DEFAULT_PACE = 8;
const MINUTE_MS = 60_000;
/** How long the processes may take until they fit below the limit together. */
const SETTLED_MS = 15_000;

interface Arrival {
	at: number;
	isRefused: boolean;
}

/** n8n processes that can't see each other and never run out of work, on one account of the stand-in server. */
async function play(processes: number, minutes: number, seed: number): Promise<Arrival[]> {
	const clock = new FakeClock();
	const begin = clock.elapsed();
	const random = createRandom(seed);
	const throttle = new Throttle(defaultThrottle, 1_000, () => clock.elapsed());
	const arrivals: Arrival[] = [];
	const worker = async (limiter: RateLimiter) => {
		while (clock.elapsed() - begin < minutes * MINUTE_MS) {
			await limiter.run({ priority: 'send', isRepeat: true }, async (departs) => {
				await departs();
				const startedTick = clock.elapsed();
				await clock.sleep(random.integer(20, 80));
				const isRefused = !throttle.admit('client').admitted;
				arrivals.push({ at: clock.elapsed() - begin, isRefused });
				await clock.sleep(random.integer(20, 80));
				if (isRefused) limiter.refused(refusal, undefined, startedTick);
				else limiter.accepted(startedTick);
			});
		}
	};
	const all = Array.from({ length: processes }, async () => {
		const limiter = new RateLimiter(DEFAULT_PACE, clock, () => random.integer(0, 999) / 1_000);
		await clock.sleep(random.integer(0, 500));
		await Promise.all(Array.from({ length: 6 }, async () => await worker(limiter)));
	});
	await clock.advance((minutes + 1) * MINUTE_MS);
	await Promise.all(all);
	return arrivals;
}

const refusedIn = (arrivals: Arrival[]) => arrivals.filter(({ isRefused }) => isRefused).length / arrivals.length;

describe.each([[2, 1], [2, 2], [3, 3]])('%d processes at the default pace on one account, world %d', (processes, seed) => {
	let arrivals: Arrival[] = [];

	beforeAll(async () => {
		arrivals = await play(processes, 8, seed);
	});

	test('are refused in at most one of twenty requests while they find their pace, and hardly ever later', () => {
		expect(refusedIn(arrivals.filter(({ at }) => at < MINUTE_MS))).toBeLessThan(0.05);
		expect(refusedIn(arrivals)).toBeLessThan(0.015);
	});

	test('fit below the limit within seconds, and stay there', () => {
		const settled = arrivals.filter(({ at }) => at >= SETTLED_MS && at < 1.5 * MINUTE_MS);
		expect(settled.length).toBeGreaterThan(0);
		expect(settled.filter(({ isRefused }) => isRefused)).toEqual([]);
	});

	test('use most of it', () => {
		expect(arrivals.filter(({ isRefused }) => !isRefused).length / (8 * 60)).toBeGreaterThan(6);
	});
});

test('six of them need more steps, and are refused in less than one of twenty requests on average', async () => {
	const arrivals = await play(6, 12, 6);
	expect(refusedIn(arrivals)).toBeLessThan(0.05);
	expect(refusedIn(arrivals.filter(({ at }) => at > 2 * MINUTE_MS))).toBeLessThan(0.03);
	expect(arrivals.filter(({ isRefused }) => !isRefused).length / (12 * 60)).toBeGreaterThan(5);
});
