import type { Budget } from './budget';
import { type PaceRequest, refusalOf, type Share } from './paceRequest';
import type { Block, Throttling } from './throttling';

/** The way of a call from its slot to the wire, where others must not catch up with it. */
export class Departure {
	/** Ends the wait for it: n8n hands it over, or it is over. */
	leave: () => void = () => undefined;
	readonly left = new Promise<void>((resolve) => {
		this.leave = resolve;
	});
	/** Whether others went on without it: it has to wait for a place of its own then. */
	isOvertaken = false;
	/** Lets an overtaken one go on. */
	goOn: () => void = () => undefined;
	/** Why it must not be handed over any more. */
	readonly refusal: () => Error | undefined;

	constructor(
		readonly share: Share,
		readonly budget: Budget | undefined,
		/** The blocks that its answer tells the end of: the account's, and that of its budget. */
		readonly probes: Array<[Throttling, Block | undefined]>,
		request: PaceRequest,
	) {
		this.refusal = () => refusalOf(request);
	}
}
