import type { INodeExecutionData } from 'n8n-workflow';
import { atMostOnce } from '../../shared/execution/attempts/atMostOnce';
import type { ItemContext } from '../../shared/execution/itemContext';
import { isUnattended } from '../../shared/execution/executionMemory';
import { createSend } from '../../shared/spending/createSend';
import { lookForSend } from '../../shared/spending/lookForSend';
import { isRow, member } from '../../shared/values/json';
import { listedSends } from '../sendList/listedSends';

/** Sends a product of the marketplace, or what SmartSend chooses, at most once in its execution. */
export async function catalogueSend(item: ItemContext): Promise<INodeExecutionData[]> {
	return await atMostOnce(withApproval(item), {
		attempt: async (context) => await createSend(context, listedSends),
		lookFor: async (context, unknown) => await lookForSend(context, listedSends, unknown),
	});
}

/** What a model sends waits for a person, unless the workflow says that it need not (A21, fact 88). */
function withApproval(item: ItemContext): ItemContext {
	const { body } = item.request;
	if (!isUnattended(item.caller) || !isRow(body) || member(body, 'require_approval') !== undefined) return item;
	return { ...item, request: { ...item.request, body: { ...body, require_approval: true } } };
}
