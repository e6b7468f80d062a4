import type { SendSnapshot } from '../../sandbox';
import { isBefore, type Telling } from './tellings';
import type { Report } from './types';

/** What was told about one recipient, beside what the server has. */
export interface Case {
	telling: Telling;
	report: Report;
	/** Sends of this content. */
	own: SendSnapshot[];
	/** Sends of the same gift by anybody. */
	gift: SendSnapshot[];
	/** What else was told about the same content. */
	others: Telling[];
	/** The executions whose data n8n handed to this one. */
	retried: Set<string>;
	/** Whether another request for the gift has an unknown outcome too. */
	isContested: boolean;
	/** Whether anybody in the item got the gift: one of them is enough to fail an item that makes several links. */
	isDoubled: boolean;
	/** Sends that the item made for all its addresses. */
	made: number;
}

export type Verdict = { is: 'right' } | { is: 'wrong' | 'lost silently' | 'could have been told' | 'without phrase'; why: string };

const RIGHT: Verdict = { is: 'right' };
const wrong = (why: string): Verdict => ({ is: 'wrong', why });

/** Says whether what was told is true. */
export function judge(one: Case): Verdict {
	const { telling, report } = one;
	if (report.told === 'nothing' && telling.isComplete) return { is: 'lost silently', why: 'not a word about it' };
	if (report.told === 'withoutPhrase' && !telling.isRefusedByN8n) return { is: 'without phrase', why: 'without phrase' };
	if (telling.isRehearsal === undefined) return judgeRefusal(one);
	if (telling.isRehearsal) return judgeRehearsal(one);
	const { mayTell = [report.told] } = telling.executed.plan;
	if (telling.row.fault === undefined && !mayTell.includes(report.told)) return wrong(`it had to be one of ${mayTell.join(', ')}`);
	const again = judgeRepeat(one);
	return again.is === 'right' ? judgeSend(one) : again;
}

/** A row that nobody can understand must not be sent, in whatever way. */
function judgeRefusal({ telling, report, own, others }: Case): Verdict {
	if (!['notSent', 'nothing', ...(telling.isRefusedByN8n ? ['withoutPhrase'] : [])].includes(report.told)) return wrong('it had to be refused');
	return own.length > 0 && others.length === 0 ? wrong('it was sent') : RIGHT;
}

function judgeRehearsal({ telling, report, own, others }: Case): Verdict {
	if (['sent', 'reconciled', 'unknown'].includes(report.told)) return wrong('it was a dry run');
	const isRemembered = others.some((other) => other.isRehearsal === true && other.report?.told === 'validated' && isBefore(other, telling));
	if (isRemembered && report.told === 'notSent') return wrong('an earlier dry run was remembered');
	return own.length > 0 && !others.some(({ isRehearsal }) => isRehearsal === false) ? wrong('the dry run sent it') : RIGHT;
}

/** What was sent already has to be told as that, where n8n gives the node the means to know. */
function judgeRepeat({ telling, report, others, retried }: Case): Verdict {
	const { plan } = telling.executed;
	for (const other of others) {
		if (other.report?.told !== 'sent' || other.isRehearsal !== false || report.told === 'nothing') continue;
		const isSameCode = other.report.trackingCode === undefined || other.report.trackingCode === report.trackingCode;
		const isEarlier = isBefore(other, telling);
		if (plan.unidentified !== undefined) {
			if (report.told === 'sent') return wrong('two calls told the same send as theirs');
			if (isEarlier && report.told !== 'skipped') return wrong('the same call was answered with sent before');
			if (isEarlier && !isSameCode) return wrong('without the tracking code of the call before');
		} else if (isEarlier && retried.has(other.executed.plan.id)) {
			const isFound = report.told === 'sent' || report.told === 'reconciled' || (other.report.links !== undefined && report.told === 'skipped');
			if (!isFound) return wrong('the execution that is retried sent it, and n8n kept that');
			if (!isSameCode) return wrong('not the tracking code that n8n kept');
		} else if (isEarlier && other.executed === telling.executed && !['sent', 'skipped'].includes(report.told)) {
			return wrong('it was sent earlier in the execution');
		}
	}
	return RIGHT;
}

function judgeSend({ telling, report, own, gift, others, retried, isContested, isDoubled, made }: Case): Verdict {
	const { plan } = telling.executed;
	const matched = (among: SendSnapshot[]) => among.some(({ send_gid: gid }) => gid === report.matchedGid);
	const isTaken = others.some(({ report: other }) => other?.told === 'sent' || other?.told === 'reconciled');
	const isAccountedFor = isTaken || others.some(({ report: other }) => other === undefined || other.told === 'unknown');
	const wasSentHere = own.length > 0 && !isAccountedFor;
	switch (report.told) {
		case 'sent':
			if (report.links !== undefined) return report.links === made ? RIGHT : wrong(`it made ${made} links`);
			if (own.length !== 1) return wrong('no such send');
			if (report.trackingCode !== undefined && own[0]?.tracking_code !== report.trackingCode) return wrong('code of another send');
			if (report.matchedGid !== undefined && !matched(own)) return wrong('found another send');
			return judgeMatch(telling, report, retried);
		case 'reconciled':
			if (report.matchedGid === undefined && retried.size > 0 && own.length === 1) return RIGHT;
			return matched(own) ? RIGHT : wrong('send of another');
		case 'skipped':
			if (wasSentHere) return wrong('it was sent');
			if (gift.length === 0) return wrong('nothing was sent before');
			if (report.trackingCode !== undefined && !gift.some(({ tracking_code: code }) => code === report.trackingCode)) return wrong('code of something else');
			return report.matchedGid !== undefined && !matched(gift) ? wrong('matched something else') : RIGHT;
		case 'duplicate':
			return wasSentHere || !isDoubled ? wrong('no duplicate') : RIGHT;
		case 'unknown': {
			const isTooLate = [telling, ...others].some(({ row }) => row.fault?.actsTooLate);
			// Links are never looked for.
			if (own.length !== 1 || gift.length !== 1 || isTaken || isContested || isTooLate || plan.isBlind || plan.operation === 'createEgiftLinks') return RIGHT;
			return { is: 'could have been told', why: 'could have been told' };
		}
		case 'refused':
		case 'notSent':
			return wasSentHere ? wrong('it was sent') : RIGHT;
		case 'validated':
			return wrong('it was no dry run');
		default:
			return wasSentHere ? { is: 'lost silently', why: 'lost silently' } : RIGHT;
	}
}

/** Whether the send is looked for when that is asked for, and only then; what n8n kept has none. */
function judgeMatch({ row }: Telling, { saysMatch }: Report, retried: Set<string>): Verdict {
	if (row.findSend === undefined || saysMatch === undefined || retried.size > 0) return RIGHT;
	return saysMatch === row.findSend.means ? RIGHT : wrong(saysMatch ? 'nobody asked which send it is' : 'it does not say which send it is');
}
