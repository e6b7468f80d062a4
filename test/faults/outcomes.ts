import type { INodeExecutionData } from 'n8n-workflow';
import type { TurnOutcome } from './order';

/** An item as far as the campaign reads it. */
export function toItem({ json, pairedItem }: INodeExecutionData): TurnOutcome['items'][number] {
	return { json, row: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : -1 };
}

/** An error as far as the campaign reads it. */
export function toError(error: unknown): NonNullable<TurnOutcome['error']> {
	const { message = String(error), description, context } = error as { message?: string; description?: string | null; context?: { itemIndex?: number } };
	return { message, description: description ?? '', row: context?.itemIndex ?? -1 };
}
