import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { historyOf } from '../../Sendoso/trigger/sends/history';
import { toNodeError } from '../errors/nodeErrors';
import { LARGEST_PAGE } from '../transport/pages';
import { textOf } from '../values/json';
import type { EventType, TriggerEvent } from './events';
import { toEventItem } from './output';
import type { ApiPollSession } from './pollSession';
import { cut, NAME_LENGTH } from './records/knownRecords';
import type { Subscription } from './subscription';

/**
 * The item that "Fetch Test Event" shows: a recent real record, as the first chosen event would give it. Reads at most
 * two pages, and touches no state.
 *
 * @throws an error that says what to create when there is nothing to show
 */
export async function sampleItem(session: ApiPollSession, subscription: Subscription, node: INode): Promise<INodeExecutionData> {
	const first = await session.readPage(1, LARGEST_PAGE);
	const lastPage = first.total === undefined ? 1 : Math.ceil(first.total / first.pageSize);
	const last = lastPage > 1 ? await session.readPage(lastPage, first.pageSize) : undefined;
	const rows = [...first.rows, ...(last?.rows ?? [])];
	if (rows.length === 0) {
		const filtered = Object.keys(subscription.query).length > 0 ? ' that matches the filter' : '';
		const message = `There is nothing to show: Sendoso lists no ${LABELS[subscription.resource]}${filtered} yet`;
		throw toNodeError(node, { message, description: subscription.source.emptyAdvice });
	}
	const events = rows.filter(subscription.accepts).sort(byNewest).flatMap((row) => sampleEvent(row, subscription));
	const [newest] = events;
	if (newest) return toEventItem(newest, subscription, session.now);
	throw toNodeError(node, {
		message: `None of the ${rows.length} newest records matches the filters`,
		description: "Change 'Filters', or wait for the first event of the published workflow.",
	});
}

const LABELS = { group: 'team group', returnAddress: 'return address', send: 'send', touch: 'campaign (touch)', user: 'user' };
const ORDER: EventType[] = ['created', 'statusChanged', 'updated', 'removed'];

/** The event that this record could have given; none when the filter on statuses refuses it. */
function sampleEvent(row: IDataObject, subscription: Subscription): TriggerEvent[] {
	const type = ORDER.find((candidate) => subscription.events.has(candidate)) ?? 'created';
	const id = textOf(row.send_gid) || textOf(row.id);
	const eventId = `${subscription.resource}:${id}:${type}:sample`;
	if (type === 'removed') {
		return [{ id: eventId, type, record: { id, name: cut(subscription.source.nameOf(row), NAME_LENGTH) } }];
	}
	if (type !== 'statusChanged') {
		const occurredAt = textOf(type === 'updated' ? row.updated_at : row.created_at);
		return [{ id: eventId, type, record: row, ...(occurredAt === '' ? {} : { occurredAt }) }];
	}
	const wanted = historyOf(row).filter(({ status }) => subscription.statuses.size === 0 || subscription.statuses.has(status));
	const entry = wanted[wanted.length - 1];
	if (entry === undefined) return [];
	const { status, occurredAt, previousStatus } = entry;
	return [{ id: eventId, type, record: row, occurredAt, status, ...(previousStatus === undefined ? {} : { previousStatus }) }];
}

function byNewest(left: IDataObject, right: IDataObject): number {
	const [leftTime = 0, rightTime = 0] = [left, right].map((row) => Date.parse(textOf(row.created_at)) || 0);
	return rightTime - leftTime;
}
