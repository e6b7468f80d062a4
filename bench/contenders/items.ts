import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { PreparedAccounts } from '../standIn/prepared';

/** A run over many items. */
export interface ItemsTask {
	accounts: PreparedAccounts;
	/** Whether each item reads one campaign, or is refused by a check before any request. */
	kind: 'read' | 'refused';
	count: number;
}

/** What the items hold. */
export function itemsOf({ accounts, kind, count }: ItemsTask): Array<Record<string, unknown>> {
	return Array.from({ length: count }, (_, index) => (kind === 'read' ? { id: accounts.touchId } : { email: `person${index} at example.com`, url: `nowhere ${index}` }));
}

/** Fails when not every item ended as it has to. */
export function expectEnds(items: INodeExecutionData[], { accounts, kind, count }: ItemsTask) {
	const isRead = ({ json: { id, touch } }: INodeExecutionData) => id === accounts.touchId || (touch as IDataObject | undefined)?.id === accounts.touchId;
	const good = items.filter((item) => (kind === 'read' ? isRead(item) : (item.error ?? item.json.error) !== undefined));
	if (good.length !== count) throw new Error(`${good.length} of ${count} items ended as they should; the first one gave ${JSON.stringify(items[0])?.slice(0, 500)}`);
}
