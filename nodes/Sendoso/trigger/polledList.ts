import type { PolledList, PollRequests } from '../../shared/polling/pollContext';
import type { Filter } from '../../shared/polling/source';
import { statusOf } from '../../shared/transport/answer';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isRow, textOf, unwrapRecord } from '../../shared/values/json';
import type { NumberedList } from '../lists/listShapes';
import { readPageBody } from '../lists/pageBody';

/** A list of Sendoso's own API as a trigger watches it. */
export interface WatchedList {
	list: NumberedList;
	/** Name of the resource, for advice in errors. */
	resource: string;
	/** Wrapper of a single record, where one can be read: a 404 proves then that it has left the list. */
	wrapper?: string;
	/** Whether rows that are no records are left out, instead of making the page unreadable. */
	leavesOut?: boolean;
}

/** A watched list during one poll, read by numbered pages. */
export function polledList({ list, resource, wrapper, leavesOut }: WatchedList, requests: PollRequests, { query, accepts }: Filter): PolledList {
	return {
		async readPage(page, pageSize, isNeeded) {
			const operation = `${resource}.getAll`;
			const outcome = await requests.ask({ method: 'GET', path: list.path, qs: { ...query, page, per_page: pageSize } }, operation, isNeeded);
			const result = readPageBody(answerOf(outcome)?.body, list, pageSize, leavesOut);
			if (result === undefined) throw requests.failed(outcome, operation);
			return { ...result, serverTime: requests.timeOf(outcome) };
		},
		async isGone(id) {
			if (wrapper === undefined) return undefined;
			const operation = `${resource}.get`;
			const outcome = await requests.ask({ method: 'GET', path: `${list.path}/${encodeURIComponent(id)}` }, operation);
			if (statusOf(outcome.answer) === 404) return true;
			const record = unwrapRecord(answerOf(outcome)?.body, wrapper);
			if (!isRow(record)) throw requests.failed(outcome, operation);
			return !accepts(record) || !['', 'Active'].includes(textOf(record.status));
		},
	};
}
