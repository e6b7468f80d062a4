import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { atMostOnce } from '../../shared/execution/attempts/atMostOnce';
import { type Ending, type FailedEnding, notStarted } from '../../shared/execution/ending';
import { ask, describeOutcome, type ItemContext, toItem } from '../../shared/execution/itemContext';
import { answeredOnce } from '../../shared/execution/writeRequest';
import { membersOfAnswer } from '../../shared/spending/answers';
import { statusOf } from '../../shared/transport/answer';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isRow, member, textOf } from '../../shared/values/json';

/** Everything that an update sends, by the label of its field. */
const MEMBERS: Record<string, string> = { active: 'Active', division: 'Division (Team Group Name)', familyName: 'Family Name', givenName: 'Given Name', userType: 'User Type' };

/** Statuses of a server that knows the user and has no read of a single one (A23), or of one that knows neither. */
const WITHOUT_READ = [400, 404, 405, 501];

/** Changes a user, once in its execution: what the parameters leave out is read first, and all of it is sent (A23). */
export async function updateScimUser(item: ItemContext): Promise<INodeExecutionData[]> {
	return await atMostOnce(item, { attempt: update });
}

async function update(item: ItemContext): Promise<Ending> {
	const given = isRow(item.parameters.updateFields) ? item.parameters.updateFields : {};
	const isWhole = Object.keys(MEMBERS).every((name) => given[name] !== undefined);
	const read = isWhole ? {} : await readUser(item);
	if ('failure' in read) return read as FailedEnding;
	const all: IDataObject = { ...read, ...given };
	const missing = Object.keys(MEMBERS).filter((name) => all[name] === undefined || all[name] === '');
	if (missing.length > 0) return unread(missing, 'Sendoso does not tell them');
	const { active, userType } = all;
	const [division, familyName, givenName] = [all.division, all.familyName, all.givenName].map(textOf);
	const answer = await answeredOnce(item, { ...item.request, body: { name: { givenName, familyName }, active, userType, division } });
	if (answer.kind === 'failed') return answer;
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	return { kind: 'succeeded', items: [toItem(membersOfAnswer(answer.body), item.itemIndex)] };
}

/** What the user is now; nothing where the server has no read of a single user. */
async function readUser(item: ItemContext): Promise<IDataObject | FailedEnding> {
	const { request, parameters } = item;
	const [asked] = await Promise.allSettled([ask(item, { ...request, method: 'GET', body: undefined })]);
	if (asked.status === 'rejected') return { ...notStarted(item) };
	const outcome = asked.value;
	const answer = answerOf(outcome);
	if (answer === undefined && !WITHOUT_READ.includes(statusOf(outcome.answer) ?? 0)) {
		const { message, description, status, failure: cause } = describeOutcome(item, outcome);
		return { kind: 'failed', failure: 'notSent', message: `the user could not be read to keep what does not change. ${message}`, description, status, cause, mayRepeat: true };
	}
	const user = answer?.body;
	// A server without such a read may answer with something else, such as the list.
	if (!isRow(user) || textOf(user.id) !== textOf(parameters.userId)) return {};
	const { active, division, userType } = user;
	const [givenName, familyName] = ['givenName', 'familyName'].map((name) => member(user.name, name));
	return Object.fromEntries(Object.entries({ active, division, familyName, givenName, userType }).filter(([, value]) => value !== undefined && value !== null)) as IDataObject;
}

/** Nothing is sent that would clear what the user has. */
function unread(missing: string[], reason: string): FailedEnding {
	const labels = missing.map((name) => `'${MEMBERS[name] ?? name}'`).join(', ');
	return {
		kind: 'failed',
		failure: 'notSent',
		message: `the user could not be read whole, so that ${labels} would be lost: ${reason}`,
		description: `Check 'SCIM User'. If it is right, add ${labels} in 'Update Fields': with all five nothing has to be read.`,
		mayRepeat: true,
	};
}
