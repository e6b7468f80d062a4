import { dig } from '../../demo/json';
import { judged, noted, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { identityOf, orderOf, type Row, rowsOf, textOf } from '../values/rows';
import { kindOf, kindsOf, safeWord } from '../values/shape';

const MOST_WORDS = 8;
const FEWEST_SENDS = 3;

/**
 * What the listed sends tell.
 *
 * @param rows sends in the order of the list, from several pages; repeats are left out
 */
export function addSendFacts(survey: Survey, rows: readonly Row[]): void {
	const sends = [...new Map(rows.map((row) => [identityOf([row]), row])).values()];
	const order = orderOf(sends, 'created_at');
	survey.add({ id: 'sends-order', number: 'A3', name: 'order of the send list', expected: 'newest first' }, order === undefined ? notSeen('fewer than three times') : judged(order === 'newest first', order));
	addStatuses(survey, sends);
	addVocabulary(survey, sends);
	addHistory(survey, sends);
	addReferences(survey, sends);
	addGids(survey, sends);
}

function addStatuses(survey: Survey, sends: readonly Row[]): void {
	const known = survey.contract.listed('SendStatus');
	const question = { id: 'statuses', number: 'A18', name: 'statuses of sends (61)', expected: 'those that the contract lists' };
	if (sends.length === 0) return survey.add(question, notSeen('no sends'));
	const bySend = sends.map(({ status, status_updates: list }) => new Set([status, ...rowsOf(list).map((update) => update.status)].map(statusOf)));
	const carriers = new Map<string, number>();
	for (const status of bySend.flatMap((statuses) => [...statuses])) carriers.set(status, (carriers.get(status) ?? 0) + 1);
	const others = [...carriers].filter(([status]) => !known.includes(status));
	if (others.length === 0) return survey.add(question, judged(true, `${carriers.size} known ones`));
	// What a person typed stands on one send or two; a word of the API stands on many.
	const shared = others.filter(([, count]) => count >= FEWEST_SENDS).map(([status]) => safeWord(status));
	const told = [...new Set(shared)].sort().slice(0, MOST_WORDS);
	const rare = others.length - shared.length;
	survey.add(question, judged(false, `${others.length} others${told.length === 0 ? '' : `: ${told.join(', ')}`}${rare === 0 ? '' : `; ${rare} of them on fewer than ${FEWEST_SENDS} sends`}`));
}

/** A status as text; what is none is told by its kind. */
function statusOf(status: unknown): string {
	return typeof status === 'string' ? status : `${kindOf(status)} instead of text`;
}

function addVocabulary(survey: Survey, sends: readonly Row[]): void {
	for (const name of ['type', 'subtype']) {
		const listed = survey.contract.listed('Send', name);
		const others = new Set(sends.map((send) => send[name]).filter((word) => !listed.includes(textOf(word)))).size;
		const question = { id: `send-${name}`, number: 'A18', name: `${name} of sends`, expected: 'those that the contract lists' };
		survey.add(question, sends.length === 0 ? notSeen('no sends') : judged(others === 0, others === 0 ? 'known ones' : `${others} others`));
	}
}

function addHistory(survey: Survey, sends: readonly Row[]): void {
	const orders = new Set(sends.map(({ status_updates: list }) => orderOf(rowsOf(list), 'occurred_at')).filter((order) => order !== undefined));
	const question = { id: 'history-order', number: '33', name: 'order of status_updates', expected: 'oldest first' };
	survey.add(question, orders.size === 0 ? notSeen('no history with three times') : judged(orders.size === 1 && orders.has('oldest first'), [...orders].sort().join(' and ')));
}

function addReferences(survey: Survey, sends: readonly Row[]): void {
	const question = { id: 'send-references', number: 'A17', name: 'touch, recipient and sender of a send', expected: 'may be null or missing' };
	if (sends.length === 0) return survey.add(question, notSeen('no sends'));
	const kinds = ['touch', 'recipient', 'sender'].map((name) => `${name}: ${kindsOf(sends.map((send) => send[name]))}`);
	survey.add(question, noted([...kinds, `recipient's e-mail: ${kindsOf(sends.map(({ recipient }) => dig(recipient, 'email')))}`].join('; ')));
}

function addGids(survey: Survey, sends: readonly Row[]): void {
	const question = { id: 'send-gid', number: '34', name: 'send_gid', expected: 'unpadded base64 of a global id, with another number than id' };
	if (sends.length === 0) return survey.add(question, notSeen('no sends'));
	const gids = sends.map(({ id, send_gid: gid }) => {
		const text = Buffer.from(textOf(gid), 'base64').toString('utf8');
		if (!/^gid:\/\/\w+\/\w+\/\d+$/.test(text)) return 'of another form';
		return `base64 of a global id${text.endsWith(`/${textOf(id)}`) ? ' with the number of id' : ''}${textOf(gid).includes('=') ? ', padded' : ''}`;
	});
	const seen = [...new Set(gids)].sort();
	survey.add(question, judged(seen.length === 1 && seen[0] === 'base64 of a global id', seen.join(' and ')));
}
