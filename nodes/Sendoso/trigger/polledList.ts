import { NumberedWalk } from '../../shared/polling/walks/numberedWalk';
import type { PolledList, PollRequests, Standing } from '../../shared/polling/pollContext';
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
	/** Wrapper of a single record, where one can be read. */
	wrapper?: string;
}

/** Statuses of an answer that says a record is not there. */
const GONE = [404, 410];

/** A watched list during one poll, read by numbered pages. */
export function polledList({ list, resource, wrapper }: WatchedList, requests: PollRequests, { query, accepts }: Filter): PolledList {
	const readPage: PolledList['readPage'] = async (page, pageSize, isNeeded) => {
		const operation = `${resource}.getAll`;
		const outcome = await requests.ask({ method: 'GET', path: list.path, qs: { ...query, page, per_page: pageSize } }, operation, { isNeeded });
		const result = readPageBody(answerOf(outcome)?.body, list, pageSize, true);
		if (result === undefined) throw requests.failed(outcome, operation);
		return { ...result, serverTime: requests.timeOf(outcome) };
	};
	/** A campaign that can be read says by its status whether it is active (fact 32). */
	const standingOf = async (id: string): Promise<Standing> => {
		const [asked] = await Promise.allSettled([requests.ask({ method: 'GET', path: `${list.path}/${encodeURIComponent(id)}` }, `${resource}.get`, { isOptional: true })]);
		if (asked.status === 'rejected') return 'unclear';
		if (GONE.includes(statusOf(asked.value.answer) ?? 0)) return 'gone';
		const record = unwrapRecord(answerOf(asked.value)?.body, wrapper ?? '');
		if (!isRow(record) || textOf(record.id) !== id) return 'unclear';
		return accepts(record) && ['', 'Active'].includes(textOf(record.status)) ? 'listed' : 'gone';
	};
	return {
		readPage,
		openWalk: (place, mayGoOn) => new NumberedWalk({ readPage, mayGoOn }, place),
		...(wrapper === undefined ? {} : { standingOf }),
	};
}
