import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../Sendoso/connection';
import { SENDS } from '../Sendoso/lists/listShapes';
import { readPageBody } from '../Sendoso/lists/pageBody';
import { NewestFirstReader } from '../Sendoso/sendList/newestFirst';
import { sendId } from '../Sendoso/sendList/sendId';
import { sendosoService } from '../Sendoso/service';
import { describe } from '../shared/errors/describe';
import { toNodeError } from '../shared/errors/nodeErrors';
import { connect } from '../shared/service/connect';
import { type Clock, DEADLINE_PASSED, systemClock, withDeadline } from '../shared/transport/clock';
import type { Connection } from '../shared/transport/connection';
import { EndlessList, LARGEST_PAGE, type Page, type ReadPage } from '../shared/transport/pages';
import { answerOf, requestWithRetry } from '../shared/transport/requestWithRetry';
import { textOf } from '../shared/values/json';

/** Time for looking a send up, in milliseconds. Svix waits 15 seconds for an answer, and n8n answers after it (fact 71). */
export const LOOKUP_MS = 8_000;

/** What became of the look-up; `off` when it was not asked for. */
export type SendLookup = 'found' | 'notFound' | 'timeBudget' | 'noCredential' | 'failed' | 'off';

/** The send of a delivery, as far as it could be read. */
export interface FetchedSend {
	send: IDataObject | null;
	sendLookup: SendLookup;
	/** Why the list could not be read. */
	warning?: string;
}

/** Looks the send of a delivery up in Sendoso's list. Never throws: a delivery is worth more than its send. */
export async function fetchSend(context: IWebhookFunctions, sendGid: string, clock: Clock = systemClock): Promise<FetchedSend> {
	if (context.getNode().credentials?.[CREDENTIAL] === undefined) return { send: null, sendLookup: 'noCredential' };
	const end = clock.elapsed() + LOOKUP_MS;
	const left = () => end - clock.elapsed();
	const [found] = await Promise.allSettled([withDeadline(clock, findSend(context, sendGid, left), LOOKUP_MS)]);
	if (found.status === 'fulfilled' && found.value !== DEADLINE_PASSED) {
		return { send: found.value ?? null, sendLookup: found.value === undefined ? 'notFound' : 'found' };
	}
	if (found.status === 'fulfilled' || left() <= 0) return { send: null, sendLookup: 'timeBudget' };
	return { send: null, sendLookup: 'failed', warning: reasonOf(found.reason) };
}

async function findSend(context: IWebhookFunctions, sendGid: string, left: () => number): Promise<IDataObject | undefined> {
	const connection = await connect(sendosoService, context);
	const readPage = pageReader(context, connection, left);
	const first = await readPage(1, LARGEST_PAGE, () => true);
	// Nearly every delivery is about a recent send, and the list comes newest first: one page then is enough.
	const send = first.rows.find((row) => sendId(row) === sendGid) ?? (await findFurther(readPage, first, sendGid));
	return send && (connection.secrets?.hideIn(send) ?? send);
}

/** Goes on behind the first page, in whichever order the list comes. */
async function findFurther(readPage: ReadPage, first: Page, sendGid: string): Promise<IDataObject | undefined> {
	let known: Page | undefined = first;
	const reader = new NewestFirstReader(async (page, ...more) => {
		const read = known !== undefined && page === 1 ? known : await readPage(page, ...more);
		known = undefined;
		return read;
	});
	await reader.readUntil(() => reader.get(sendGid) !== undefined);
	return reader.get(sendGid);
}

/** Reads pages of the list of sends through the transport that everything of this account shares. */
function pageReader(context: IWebhookFunctions, connection: Connection, left: () => number): ReadPage {
	const node = context.getNode();
	const owner = {};
	return async (page, pageSize, isNeeded) => {
		const request = { method: 'GET' as const, path: SENDS.path, qs: { page, per_page: pageSize }, settings: { allowedDomains: connection.hostname }, deadlineMs: Math.max(1, left()) };
		const outcome = await requestWithRetry(context, connection, request, {
			safety: 'reads',
			priority: 'read',
			owner,
			patienceMs: left(),
			cancelled: () => left() <= 0,
			refuse: () => (left() > 0 && isNeeded() ? undefined : toNodeError(node, { message: 'The time for looking the send up is over', description: '' })),
		});
		const read = readPageBody(answerOf(outcome)?.body, SENDS, pageSize);
		if (read === undefined) throw toNodeError(node, describe(outcome, 'send.getAll', sendosoService.wording, connection));
		return read;
	};
}

function reasonOf(reason: unknown): string {
	if (reason instanceof EndlessList) return `Sendoso's list of sends ${reason.message}`;
	return reason instanceof Error ? reason.message : textOf(reason);
}
