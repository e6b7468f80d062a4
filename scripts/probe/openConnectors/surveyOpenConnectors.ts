import { dig } from '../../demo/json';
import { PlainFailure } from '../../demo/failure';
import { Contract } from '../contract/contract';
import { addHeaderFacts, addScopeFact } from '../headerFacts';
import { Pace } from '../http/pace';
import { type Answer, isAnswer, Reader } from '../http/reader';
import { judged, noted, notSeen } from '../report/fact';
import type { OpenConnectorsSettings } from '../settings';
import { type Course, Survey } from '../survey';
import { isSameRows, type Row, textOf } from '../values/rows';
import { headerNames } from '../values/headerNames';
import { addBulkFacts } from './bulk';
import { LEFT_OUT } from './leftOut';
import { addPagingFacts } from './pagingFacts';
import { addFilterFacts, addPlatformReads, addResourceReads } from './resources';
import { readPage, walkPages } from './walkPages';

const INTERVAL_MS = 500;
/** The size that the nodes ask for. */
const LARGE_PAGE = 100;

/** What was found out about the Sendoso connector of SAP Open Connectors. */
export async function surveyOpenConnectors(settings: OpenConnectorsSettings, { hurry, progress }: Course): Promise<Survey> {
	const { userSecret, organizationSecret, elementToken, baseUrl, connectorKey } = settings;
	const authorization = `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}`;
	const reader = new Reader({ baseUrl, authorization, pace: new Pace(INTERVAL_MS, hurry), onRequest: () => progress.step() });
	const survey = new Survey(reader, new Contract('open-connectors.openapi.yaml'), 'SAP Open Connectors');
	await greet(survey);
	await survey.attempt(async () => {
		await survey.read('/me');
		await addResourceReads(survey, await surveyPages(survey));
		await addFilterFacts(survey);
		await addPlatformReads(survey, connectorKey);
		await addBulkFacts(survey);
	});
	for (const [path, why] of Object.entries(LEFT_OUT)) survey.log.leaveOut(path, why);
	addScopeFact(survey, 'platform');
	addHeaderFacts(survey, 'platform');
	const names = headerNames(survey.headersLike(/^elements-/).map(([name]) => name));
	survey.add({ id: 'sap-headers', number: '54', name: 'headers of the platform', expected: 'those of the list' }, noted(names || 'none'));
	return survey;
}

async function greet(survey: Survey): Promise<void> {
	const ping = await survey.read('/ping');
	if (!isAnswer(ping)) throw new PlainFailure(`OPEN_CONNECTORS_BASE_URL can't be reached: ${ping.missing}`);
	if (ping.status === 401) throw new PlainFailure('SAP Open Connectors refused the secrets (401). Check all three, and that they belong to the landscape of OPEN_CONNECTORS_BASE_URL');
	survey.add({ id: 'sap-ping', number: '12', name: 'ping', expected: 'works' }, judged(ping.status === 200, `status ${ping.status}`));
}

/** Reads campaigns in one large page, twice in the same small one, and page by page. */
async function surveyPages(survey: Survey): Promise<Row[]> {
	const large = await readPage(survey, { pageSize: LARGE_PAGE }, { isTrial: true, isAboutSize });
	const isLong = large.pointer !== undefined && large.rows.length >= LARGE_PAGE;
	// Three pages show all there is to see; a long list is walked in large ones.
	const size = isLong ? LARGE_PAGE : Math.max(1, Math.ceil((large.rows.length || 20) / 3));
	const before = await readPage(survey, { pageSize: size });
	const walk = await walkPages(survey, size);
	addPagingFacts(survey, large, LARGE_PAGE, walk);
	const [first = before] = walk.pages;
	const isAlike = JSON.stringify(before.rows) === JSON.stringify(first.rows);
	const question = { id: 'sap-spelling', number: '', name: 'values of the same campaigns, read twice', expected: 'spelled alike' };
	survey.add(question, before.rows.length === 0 || !(isAlike || isSameRows(before.rows, first.rows)) ? notSeen('no campaigns, or others each time') : judged(isAlike, isAlike ? 'spelled alike' : 'spelled in another way'));
	return walk.pages.flatMap(({ rows }) => rows);
}

/** The platform answers with 429 to pages that are too large, too (facts 57, 58); believed of one request alone. */
function isAboutSize({ body }: Answer): boolean {
	return /\bsize\b|too large|\bMB\b/i.test(textOf(dig(body, 'message')));
}
