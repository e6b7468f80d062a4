import { PlainFailure } from '../../demo/failure';
import { Contract } from '../contract/contract';
import { addHeaderFacts, addScopeFact } from '../headerFacts';
import { Pace } from '../http/pace';
import { type Answer, isAnswer, Reader } from '../http/reader';
import { type Finding, judged, notSeen } from '../report/fact';
import type { SendosoSettings } from '../settings';
import { type Course, Survey } from '../survey';
import { firstId, type Row, rowsOf } from '../values/rows';
import { addCampaignReads } from './campaignFacts';
import { surveyCatalogue } from './catalogue';
import { addLegacyReads } from './legacy';
import { addListFacts } from './listFacts';
import { surveyScim } from './scim';
import { addSendFacts } from './sendFacts';
import { addValueFacts } from './valueFacts';
import { type ListShape, type Page, pageOf, walkList } from './walkList';

const LISTS: Record<'users' | 'groups' | 'touches' | 'sends', ListShape> = {
	users: { path: '/api/v3/users', rows: 'users', counter: 'total_users', size: 5 },
	groups: { path: '/api/v3/groups', rows: 'groups', counter: 'total_groups', size: 5 },
	touches: { path: '/api/v3/touches', rows: 'touches', counter: 'total_posts', size: 20 },
	sends: { path: '/api/v3/send', rows: 'sends', counter: 'total_count', size: 20 },
};
const MEMBERS = '/api/v3/groups/{team_group_id}/members';
const LARGEST_PAGE = 100;

/** Milliseconds between requests: 4 in a second of 10, 50 in a minute of 100, and 2 in a second where no number is known. */
const INTERVALS = { core: 250, marketplace: 1200, scim: 500 };

/** What was found out about Sendoso's own API, part by part. */
export async function surveySendoso(settings: SendosoSettings, { hurry, progress }: Course): Promise<Survey[]> {
	const contract = new Contract('sendoso.openapi.yaml');
	const open = (name: string, token: string, intervalMs: number) =>
		new Survey(new Reader({ baseUrl: settings.origin, authorization: `Bearer ${token}`, pace: new Pace(intervalMs, hurry), onRequest: () => progress.step() }), contract, `Sendoso's own API, ${name}`);
	const core = open('core', settings.accessToken, INTERVALS.core);
	const first = await greet(core);
	await core.attempt(async () => await surveyCore(core, first));
	addScopeFact(core, 'core');
	addHeaderFacts(core, 'core');
	const marketplace = open('catalogue', settings.accessToken, INTERVALS.marketplace);
	// The limits count for the application, so that a block of one part is one of the other.
	marketplace.reader.stopped = core.reader.stopped;
	await marketplace.attempt(async () => await surveyCatalogue(marketplace, new URL(settings.origin).host, settings.recipient));
	addScopeFact(marketplace, 'catalogue', 'none with the scopes marketplace and smartsend');
	addHeaderFacts(marketplace, 'catalogue');
	return [core, marketplace, ...(await withScim(settings, core, (token) => open('SCIM', token, INTERVALS.scim)))];
}

async function withScim({ scimAccessToken }: SendosoSettings, core: Survey, open: (token: string) => Survey): Promise<Survey[]> {
	if (scimAccessToken === undefined) {
		for (const path of ['/api/scim/v2/Users', '/api/scim/v2/Users/{user_id}']) core.log.leaveOut(path, 'set SENDOSO_SCIM_ACCESS_TOKEN to ask');
		return [];
	}
	const scim = open(scimAccessToken);
	await scim.attempt(async () => await surveyScim(scim));
	addHeaderFacts(scim, 'SCIM');
	return [scim];
}

async function greet(survey: Survey): Promise<Answer> {
	const first = await survey.read('/api/v3/me');
	if (!isAnswer(first)) throw new PlainFailure(`SENDOSO_HOST can't be reached: ${first.missing}`);
	if (first.status === 401) throw new PlainFailure('Sendoso refused SENDOSO_ACCESS_TOKEN (401). A token lasts two hours: get a new one, and check that it belongs to SENDOSO_HOST');
	return first;
}

async function surveyCore(survey: Survey, { body: me }: Answer): Promise<void> {
	const found: Record<string, Row[]> = {};
	for (const [name, list] of Object.entries(LISTS)) {
		const walk = await walkList(survey, list);
		addListFacts(survey, name, walk);
		found[name] = [...walk.first.rows, ...walk.second.rows, ...(walk.last?.rows ?? [])];
	}
	const { users = [], groups = [], touches = [], sends = [] } = found;
	const groupId = firstId(groups);
	const members = groupId === undefined ? [] : rowsOf(await survey.body(MEMBERS, { parts: { team_group_id: groupId } }));
	await addCampaignReads(survey, LISTS.touches.size);
	// The size that the nodes ask for.
	const large = pageOf(LISTS.sends, await survey.read(LISTS.sends.path, { query: { page: 1, per_page: LARGEST_PAGE } }));
	survey.add({ id: 'sends-largest-page', number: '21', name: `sends: page of ${LARGEST_PAGE}`, expected: `${LARGEST_PAGE} records, or all` }, largestOf(large));
	addSendFacts(survey, [...large.rows, ...sends]);
	addValueFacts(survey, { me, users, groups, members, touches, sends });
	await addLegacyReads(survey, groupId);
}

function largestOf({ rows, total }: Page): Finding {
	if (rows.length === LARGEST_PAGE) return judged(true, `${rows.length} records`);
	// One may have come in between, or the counter may be off by it.
	const isWhole = rows.length < LARGEST_PAGE && (total === undefined || total <= rows.length + 1);
	return isWhole ? notSeen(`no more than ${rows.length} records`) : judged(false, `${rows.length} records, although there are more`);
}
