import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import { atMostOnce } from '../../shared/execution/attempts/atMostOnce';
import { type Ending, type FailedEnding, howToCheck, notStarted } from '../../shared/execution/ending';
import { inTurn } from '../../shared/execution/attempts/inTurn';
import { ask, describeOutcome, type ItemContext, toItem } from '../../shared/execution/itemContext';
import { answeredOnce } from '../../shared/execution/writeRequest';
import { statusOf } from '../../shared/transport/answer';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isRow, textOf } from '../../shared/values/json';
import { changedMembers, LABELS, membersOfUser, missingMembers, toWire } from './scimMembers';

/** Statuses of a server that knows the user and has no read of a single one (A23), or of one that knows neither. */
const WITHOUT_READ = [400, 404, 405, 501];

/** Changes a user, once in its execution: what the parameters leave out is read first, and all of it is sent (A23). */
export async function updateScimUser(item: ItemContext): Promise<INodeExecutionData[]> {
	const { connection, request } = item;
	// Of two changes at the same time each would write back what the other one changes.
	return await atMostOnce(item, { attempt: async (context) => await inTurn(`${connection.origin} ${request.path}`, async () => await update(context)) });
}

async function update(item: ItemContext): Promise<Ending> {
	const { itemIndex, parameters, request, run } = item;
	const given = isRow(request.body) ? request.body : {};
	const read = missingMembers(given).length === 0 ? { members: {} } : await readUser(item);
	if ('failure' in read) return read;
	const all = { ...read.members, ...given };
	const missing = missingMembers(all);
	if (missing.length > 0) return unread(missing, read.reason);
	const answer = await answeredOnce(item, { ...request, body: toWire(all) });
	if (answer.kind === 'failed') return answer;
	const user = answer.body;
	if (!isRow(user) || textOf(user.id) !== textOf(parameters.userId)) return unproven(item, "Sendoso's answer is not the user");
	const others = changedMembers(given, membersOfUser(user));
	if (others.length > 0) return unproven(item, `Sendoso answered with another value of ${labelled(others)} than was sent`);
	run.writeLog.add({ itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: [toItem(user, itemIndex)] };
}

/** What the user is now; nothing where the server has no read of a single user, with the reason. */
async function readUser(item: ItemContext): Promise<{ members: IDataObject; reason?: string } | FailedEnding> {
	const { request, parameters, connection } = item;
	const [asked] = await Promise.allSettled([ask(item, { ...request, method: 'GET', body: undefined })]);
	if (asked.status === 'rejected') return notStarted(item);
	const outcome = asked.value;
	const answer = answerOf(outcome);
	if (answer === undefined && !WITHOUT_READ.includes(statusOf(outcome.answer) ?? 0)) {
		const { message, description, status, failure: cause } = describeOutcome(item, outcome);
		return { kind: 'failed', failure: 'notSent', message: `the user could not be read to keep what does not change. ${message}`, description, status, cause, mayRepeat: true };
	}
	if (answer === undefined) {
		const words = outcome.answer.kind === 'answered' ? apiMessage(outcome.answer.body, (text) => connection.secrets?.hide(text) ?? text) : undefined;
		return { members: {}, reason: words ?? `status ${statusOf(outcome.answer) ?? ''}` };
	}
	const user = answer.body;
	// A server without such a read may answer with something else, such as the list.
	if (!isRow(user) || textOf(user.id) !== textOf(parameters.userId)) return { members: {}, reason: 'the answer is not the user' };
	return { members: membersOfUser(user) };
}

/** Nothing is sent that would clear what the user has. */
function unread(missing: string[], reason = 'Sendoso does not tell them in a way that can be read'): FailedEnding {
	return {
		kind: 'failed',
		failure: 'notSent',
		message: `the user could not be read whole, so that ${labelled(missing)} would be lost: ${reason}`,
		description: `Check 'SCIM User'. If it is right, add ${labelled(missing)} in 'Update Fields': with all five nothing has to be read.`,
		mayRepeat: true,
	};
}

/** The request was carried out, and its answer does not show what it should have done. */
function unproven(item: ItemContext, message: string): FailedEnding {
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown' });
	return { kind: 'failed', failure: 'unknown', message, description: howToCheck(item), mayRepeat: false };
}

const labelled = (names: string[]) => names.map((name) => `'${LABELS[name] ?? name}'`).join(', ');
