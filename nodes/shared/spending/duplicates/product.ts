import type { ItemContext } from '../../execution/itemContext';

/**
 * What an item sends, where that is no gift of a campaign: it tells it from others that this process sent to the same
 * address. Sendoso's list shows such a send without a campaign, and not what was sent.
 *
 * @returns undefined for a send from a campaign
 */
export function productOf({ operation, parameters }: Pick<ItemContext, 'operation' | 'parameters'>): string | undefined {
	return operation.safety === 'spends' ? operation.productOf?.(parameters) : undefined;
}
