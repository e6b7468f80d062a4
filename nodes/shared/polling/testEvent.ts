import type { INodeExecutionData } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { LARGEST_PAGE } from '../transport/pages';
import { byNewest } from '../values/instants';
import { textOf } from '../values/json';
import { ApiPollSession, type SharedPoll } from './session/pollSession';
import { LARGEST_STATE } from './state';
import type { Subscription } from './subscription';

/**
 * The items that "Fetch Test Event" shows: of each resource a recent real record, as its first chosen event would give
 * it. Reads at most two pages of each list, and touches no state.
 *
 * @throws an error that says what to create or change when there is nothing to show of any resource
 */
export async function exampleItems(shared: SharedPoll, subscriptions: Subscription[]): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const missing: Error[] = [];
	for (const [place, subscription] of subscriptions.entries()) {
		const turn = { place, count: subscriptions.length, largestState: LARGEST_STATE, ownState: LARGEST_STATE };
		const [found] = await Promise.allSettled([exampleOf(shared, new ApiPollSession(shared, subscription, turn), subscription)]);
		if (found.status === 'rejected') missing.push(found.reason instanceof Error ? found.reason : new Error(textOf(found.reason)));
		else if ('json' in found.value) items.push(found.value);
		else missing.push(toNodeError(shared.context.getNode(), found.value));
	}
	const [first] = missing;
	if (items.length === 0 && first !== undefined) throw first;
	for (const { message } of missing) shared.warn(`no test event of one of the resources. ${message}`);
	return items;
}

async function exampleOf(
	shared: SharedPoll,
	session: ApiPollSession,
	subscription: Subscription,
): Promise<INodeExecutionData | { message: string; description: string }> {
	const { source, filter, events, poller } = subscription;
	const first = await session.readPage(1, LARGEST_PAGE);
	const lastPage = first.total === undefined ? 1 : Math.ceil(first.total / first.pageSize);
	// The number of records may be wrong: an example of the first page does as well.
	const [last] = await Promise.allSettled(lastPage > 1 ? [session.readPage(lastPage, first.pageSize)] : []);
	const rows = [...first.rows, ...(last?.status === 'fulfilled' ? last.value.rows : [])];
	if (rows.length === 0) {
		const filtered = Object.keys(filter.query).length > 0 ? ' that matches the filter' : '';
		return { message: `There is nothing to show: Sendoso lists no ${source.label}${filtered} yet`, description: source.emptyAdvice };
	}
	const type = source.events.find((candidate) => events.has(candidate)) ?? 'created';
	const wanted = rows.filter((row) => filter.accepts(row)).sort(byNewest);
	for (const row of wanted) {
		const [event] = poller.example(row, type);
		if (event) return shared.itemOf(event, subscription);
	}
	return {
		message: `None of the ${rows.length} newest records matches the filters`,
		description: "Change 'Filters', or wait for the first event of the published workflow.",
	};
}
