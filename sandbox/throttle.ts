import type { ThrottleOptions } from './options';

/** Answer of the throttle for one request. */
export interface Admission {
	admitted: boolean;
	/** Monotonic time at which the application may try again. */
	opensAt: number;
}

interface ClientState {
	arrivals: number[];
	blockedUntil: number;
}

/** A sliding window per client application, with a block that grows while it is ignored. */
export class Throttle {
	/** Requests refused since the last reset. */
	refused = 0;

	private readonly clients = new Map<string, ClientState>();

	constructor(
		private options: ThrottleOptions | false,
		private readonly windowMilliseconds: number,
		private readonly monotonic: () => number,
	) {}

	configure(options: ThrottleOptions | false): void {
		this.options = options;
		this.clients.clear();
	}

	admit(client: string): Admission {
		const now = this.monotonic();
		if (this.options === false) return { admitted: true, opensAt: now };
		const state = this.stateOf(client);
		state.arrivals = state.arrivals.filter((arrival) => arrival > now - this.windowMilliseconds);
		const blocked = state.blockedUntil > now;
		if (!blocked && state.arrivals.length < this.options.requestsPerSecond) {
			state.arrivals.push(now);
			return { admitted: true, opensAt: now };
		}
		this.refused += 1;
		state.blockedUntil = Math.max(state.blockedUntil, now + this.options.blockMs);
		return { admitted: false, opensAt: state.blockedUntil };
	}

	/** Shuts an application out, as if it had gone over the limit. */
	block(client: string, milliseconds: number): void {
		const state = this.stateOf(client);
		state.blockedUntil = Math.max(state.blockedUntil, this.monotonic() + milliseconds);
	}

	reset(): void {
		this.refused = 0;
		this.clients.clear();
	}

	private stateOf(client: string): ClientState {
		const state = this.clients.get(client) ?? { arrivals: [], blockedUntil: 0 };
		this.clients.set(client, state);
		return state;
	}
}
