import { type PaceRequest, type Priority, RateLimiter } from '../../../nodes/shared/transport/rateLimiter';
import { FakeClock } from '../../support/fakeClock';

/** Notes when calls start and how many are under way. */
export class Recorder {
	readonly starts: Array<{ at: number; name: string }> = [];
	readonly inFlight: Record<Priority, number> = { send: 0, read: 0, poll: 0 };
	readonly peak: Record<Priority, number> = { send: 0, read: 0, poll: 0 };

	constructor(private readonly clock: FakeClock, readonly limiter: RateLimiter) {}

	async run(name: string, kind: Priority, duration: number, refuse?: () => Error | undefined, more: Partial<PaceRequest> = {}): Promise<void> {
		await this.limiter.run({ priority: kind, refuse, ...more }, async (departs) => {
			await departs();
			this.starts.push({ at: this.clock.now(), name });
			this.inFlight[kind] += 1;
			this.peak[kind] = Math.max(this.peak[kind], this.inFlight[kind]);
			if (duration > 0) await this.clock.sleep(duration);
			this.inFlight[kind] -= 1;
		});
	}
}

/** A limiter on a clock that the test moves. */
export function setUp(requestsPerSecond: number) {
	const clock = new FakeClock();
	const recorder = new Recorder(clock, new RateLimiter(requestsPerSecond, clock, () => 0));
	return { clock, recorder, limiter: recorder.limiter, begin: clock.now() };
}
