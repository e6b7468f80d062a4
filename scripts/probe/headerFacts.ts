import { isAnswer } from './http/reader';
import { type Finding, judged, noted, notSeen, type Question } from './report/fact';
import type { Survey } from './survey';
import { headerNames } from './values/headerNames';

/** Larger than the error of a clock that is set over the network, and than a slow answer. */
const MOST_SKEW_MS = 60_000;

/** The parts that are read with a token or a pace of their own. */
type Api = 'core' | 'catalogue' | 'SCIM' | 'platform';

/** Numbers of the facts in the list that the part belongs to. */
const NUMBERS: Record<Api, { limitHeaders: string; requestId: string; token: string; limit: string; scopes: string }> = {
	core: { limitHeaders: 'A7', requestId: '78', token: '5', limit: '16', scopes: 'A8' },
	catalogue: { limitHeaders: 'A7', requestId: '78', token: '5', limit: '18', scopes: '10' },
	SCIM: { limitHeaders: '19', requestId: '78', token: '5', limit: '19', scopes: '9' },
	platform: { limitHeaders: '59', requestId: '54', token: '10', limit: '60', scopes: '11' },
};

/** What the headers of all answers tell, whichever API they came from. */
export function addHeaderFacts(survey: Survey, api: Api): void {
	const question = (id: string, number: string, name: string, expected: string): Question => ({ id: `${api}-${id}`, number, name: `${api}: ${name}`, expected });
	const nothing = notSeen('no answers');
	const isSilent = survey.reader.answers.length === 0;
	const numbers = NUMBERS[api];
	const requestId = api === 'platform' ? 'elements-request-id' : 'x-request-id';
	survey.add(question('date', '', 'Date header against the clock of this machine', 'within a minute'), dateOf(survey));
	const limits = namesLike(survey, /rate-?limit|^retry-after$/);
	survey.add(question('rate-limit-headers', numbers.limitHeaders, 'headers about the limit', 'not stated'), isSilent ? nothing : noted(limits === '' ? 'none' : limits));
	const tracing = namesLike(survey, /request-id|trace-id/);
	survey.add(question('request-id', numbers.requestId, 'header with the number of the request', requestId), isSilent ? nothing : judged(tracing.includes(requestId), tracing === '' ? 'none' : tracing));
	survey.add(question('token', numbers.token, 'token', 'works for all requests'), tokenOf(survey));
	survey.add(question('too-many', numbers.limit, '429 at the pace of the probe', 'none'), tooManyOf(survey));
	survey.add(question('unanswered', '', 'requests without an answer', 'none'), unansweredOf(survey));
	const redirects = survey.reader.answers.filter(({ status }) => status >= 300 && status < 400).length;
	survey.add(question('redirects', '', 'redirects', 'none'), judged(redirects === 0, redirects === 0 ? 'none' : `${redirects} answers point elsewhere: none was followed`));
}

function namesLike(survey: Survey, pattern: RegExp): string {
	return headerNames(survey.headersLike(pattern).map(([name]) => name));
}

function dateOf({ reader }: Survey): Finding {
	const ahead = reader.answers.flatMap(({ clockAheadMs }) => (clockAheadMs === undefined ? [] : [clockAheadMs])).sort((left, right) => left - right);
	const median = ahead[Math.floor(ahead.length / 2)];
	if (median === undefined) return notSeen('no Date header');
	if (Math.abs(median) <= MOST_SKEW_MS) return judged(true, 'within a minute');
	return judged(false, `${Math.round(Math.abs(median) / 60_000)} minutes ${median > 0 ? 'ahead' : 'behind'}: compare this machine's clock, too`);
}

function tokenOf({ reader: { answers } }: Survey): Finding {
	const refused = answers.findIndex(({ status }) => status === 401);
	if (answers.length === 0) return notSeen('no answers');
	if (refused === 0) return judged(false, 'refused (401) at the first request');
	return judged(refused === -1, refused === -1 ? `${answers.length} answers` : `refused (401) at request ${refused + 1}: nothing more was asked`);
}

function tooManyOf({ reader: { answers, tooMany: refusal } }: Survey): Finding {
	// One about the size of a page stops nothing, and is told with the pages.
	if (refusal === undefined) return judged(true, 'none');
	const wait = refusal.headers['retry-after'];
	return judged(false, `429 after ${answers.indexOf(refusal)} answers, ${wait === undefined ? 'without Retry-After' : /^\d+$/.test(wait) ? 'with Retry-After in seconds' : 'with Retry-After as a date'}`);
}

function unansweredOf({ reader: { asked, unanswered, stopped } }: Survey): Finding {
	if (asked === 0) return notSeen(stopped ?? 'nothing was asked');
	return judged(unanswered === 0, unanswered === 0 ? 'none' : `${unanswered} of ${asked}${stopped === undefined ? '' : `; ${stopped}`}`);
}

/** Names every path that was answered with 403. */
export function addScopeFact(survey: Survey, api: Api, expected = 'none'): void {
	const refused = survey.log.refusedWith(403);
	const nothing = !survey.reader.answers.some(isAnswer);
	survey.add({ id: `${api}-scopes`, number: NUMBERS[api].scopes, name: `${api}: reads that are not allowed (403)`, expected }, nothing ? notSeen('no answers') : judged(refused.length === 0, refused.join(', ') || 'none'));
}
