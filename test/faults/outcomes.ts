import type { INodeExecutionData } from 'n8n-workflow';
import type { TurnOutcome } from './order';

/** An item as far as the campaign reads it. */
export function toItem({ json, pairedItem, error }: INodeExecutionData): TurnOutcome['items'][number] {
	// What n8n itself refuses has no paired item.
	return { json, row: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : Number(error?.context.itemIndex ?? -1) };
}

/** An error as far as the campaign reads it. */
export function toError(error: unknown): NonNullable<TurnOutcome['error']> {
	const { message = String(error), description, context } = error as { message?: string; description?: string | null; context?: { itemIndex?: number } };
	return { message, description: description ?? '', row: context?.itemIndex ?? -1 };
}
