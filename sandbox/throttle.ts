import type { ThrottleOptions } from './options';

/** Answer of the throttle for one request. */
export interface Admission {
	admitted: boolean;
	/** Monotonic time at which the application may try again. */
	opensAt: number;
	/** Whether the refusal may say so. */
	tellsWhen: boolean;
}

/** How a block takes being asked. */
export interface BlockOptions {
	/** A request that comes during the block makes it last at least this much longer, in milliseconds. */
	growsByMs?: number;
	/** Whether refusals say in `Retry-After` when it ends. */
	tellsWhen?: boolean;
}

interface ClientState {
	arrivals: number[];
	blockedUntil: number;
	block: Required<BlockOptions>;
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
		const state = this.stateOf(client);
		if (state.blockedUntil > now) return this.refuse(state, now + state.block.growsByMs);
		if (this.options === false) return { admitted: true, opensAt: now, tellsWhen: false };
		state.arrivals = state.arrivals.filter((arrival) => arrival > now - this.windowMilliseconds);
		if (state.arrivals.length < this.options.requestsPerSecond) {
			state.arrivals.push(now);
			return { admitted: true, opensAt: now, tellsWhen: false };
		}
		state.block = this.usualBlock();
		return this.refuse(state, now + this.options.blockMs);
	}

	/** Shuts an application out, as if it had gone over the limit; this works without a limit, too. */
	block(client: string, milliseconds: number, options: BlockOptions = {}): void {
		const state = this.stateOf(client);
		state.blockedUntil = Math.max(state.blockedUntil, this.monotonic() + milliseconds);
		state.block = { ...this.usualBlock(), ...options };
	}

	reset(): void {
		this.refused = 0;
		this.clients.clear();
	}

	private refuse(state: ClientState, until: number): Admission {
		this.refused += 1;
		state.blockedUntil = Math.max(state.blockedUntil, until);
		return { admitted: false, opensAt: state.blockedUntil, tellsWhen: state.block.tellsWhen };
	}

	private usualBlock(): Required<BlockOptions> {
		const { blockMs = 0, growsWhenAsked = true, tellsWhen = false } = this.options || {};
		return { growsByMs: growsWhenAsked ? blockMs : 0, tellsWhen };
	}

	private stateOf(client: string): ClientState {
		const state = this.clients.get(client) ?? { arrivals: [], blockedUntil: 0, block: this.usualBlock() };
		this.clients.set(client, state);
		return state;
	}
}
