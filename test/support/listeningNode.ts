import type { DeclarativeRestApiSettings, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node.ts';
import { registerType } from './engine';

type Pagination = (this: IExecutePaginationFunctions, request: DeclarativeRestApiSettings.ResultOptions) => Promise<INodeExecutionData[]>;

/** Name of the type of a node that is the Sendoso node, and lets a test see the errors of all items. */
export const LISTENING = 'n8n-nodes-sendoso.sendosoListening';

/**
 * Registers the Sendoso node with an ear at its items: n8n shows the error of one item, and forgets the others.
 *
 * @returns the errors of the items that threw one, by the place of the item
 */
export function listenToItems(): Map<number, Error & { description?: string }> {
	const errors = new Map<number, Error & { description?: string }>();
	const node = new Sendoso();
	const { pagination } = node.description.requestOperations ?? {};
	const own = pagination as unknown as Pagination;
	const listening: Pagination = async function (request) {
		const [result] = await Promise.allSettled([own.call(this, request)]);
		if (result.status === 'fulfilled') return result.value;
		errors.set(this.getItemIndex(), result.reason as Error);
		throw result.reason;
	};
	node.description.requestOperations = { pagination: listening as unknown as typeof pagination };
	registerType(LISTENING, node);
	return errors;
}
