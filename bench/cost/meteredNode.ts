/* eslint-disable @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import type { DeclarativeRestApiSettings, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node.ts';
import { registerType } from '../../test/support/engine';

/** Name of the type of a node that is the Sendoso node, with a meter at what it costs. */
export const METERED = 'n8n-nodes-sendoso.sendosoMetered';

type Pagination = (this: IExecutePaginationFunctions, request: DeclarativeRestApiSettings.ResultOptions) => Promise<INodeExecutionData[]>;

const cpuSeconds = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
};

/**
 * Seconds of the processor that the node works for in a run. n8n prepares the items and hands each one to the node: from
 * then on until the node lets go of it the time is the node's, and after the last one until the last of them has ended.
 */
export class Meter {
	seconds = 0;
	private left = 0;
	private allStarted: number | undefined;

	/** Begins anew, for a run of so many items. */
	start(items: number) {
		[this.seconds, this.left, this.allStarted] = [0, items, undefined];
	}

	/** Hands an item to the node. */
	async measure<T>(isLast: boolean, carryOut: () => Promise<T>): Promise<T> {
		const before = cpuSeconds();
		const pending = carryOut();
		const after = cpuSeconds();
		this.seconds += after - before;
		if (isLast) this.allStarted = after;
		try {
			return await pending;
		} finally {
			this.left -= 1;
			if (this.left === 0 && this.allStarted !== undefined) this.seconds += cpuSeconds() - this.allStarted;
		}
	}

	/** Whether the run came to its end. */
	get isOver(): boolean {
		return this.left === 0;
	}
}

/** Registers the node with its meter. */
export function registerMeteredNode(): Meter {
	const meter = new Meter();
	const node = new Sendoso();
	const { pagination } = node.description.requestOperations ?? {};
	const own = pagination as unknown as Pagination;
	let count = 0;
	const metered: Pagination = async function (request) {
		if (this.getItemIndex() === 0) count = Number(this.evaluateExpression('{{ $input.all().length }}', 0));
		return await meter.measure(this.getItemIndex() === count - 1, async () => await own.call(this, request));
	};
	node.description.requestOperations = { pagination: metered as unknown as typeof pagination };
	registerType(METERED, node);
	return meter;
}
