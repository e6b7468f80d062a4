import { apiMessage } from '../errors/apiMessage';
import { type Ending, failedEnding, type FailedEnding, howToCheck } from '../execution/ending';
import { hidden, type ItemContext } from '../execution/itemContext';
import { isDryRun } from '../execution/parameters';
import { requestOnce } from '../execution/writeRequest';
import { possibleTimes } from '../transport/account';
import { answerOf, type Outcome } from '../transport/requestWithRetry';
import { textOf } from '../values/json';
import { membersOfAnswer, namesSend, trackingCodeOf } from './answers';
import { checkCampaign, type Checked, dryRunStores } from './dryRun';
import { checkDuplicate, type Decision, describeDuplicate, DOUBLED, type Duplicate, duplicateModeOf, listedDuplicate } from './duplicates/duplicateCheck';
import { explainNotFound } from './explainNotFound';
import { listOf, openSendBeside } from './lookForSend';
import { recheckOf } from './duplicates/recheck';
import { findCreatedSend, type NotFound } from './reconciliation';
import { productOf } from './duplicates/product';
import { type OwnedReservation, reservationsOf, type ReservationStore } from './duplicates/reservations';
import { sendFacts, succeeded } from './sendFacts';
import type { ListedSend } from './listedSend';
import type { SendsApi } from './sendsApi';

type Free = Extract<Decision, { kind: 'free' }>;

/**
 * Makes one send, unless it went out before.
 *
 * @param sends how the API tells what was sent
 */
export async function createSend(item: ItemContext, sends: SendsApi): Promise<Ending> {
	const email = textOf(item.parameters.recipientEmail);
	const checked = await checkCampaign(item, sends);
	if ('kind' in checked) return checked;
	if (isDryRun(item.parameters)) return await validate(item, sends, email, checked);
	const open = duplicateModeOf(item) === 'off' ? undefined : await openSendBeside(item, sends);
	if (open) return open;
	const reservations = reservationsOf(item.connection.sendsKey);
	const decision = await checkDuplicate(item, sends, reservations, email);
	if (decision.kind === 'blocked') return decision.ending;
	if (decision.kind === 'duplicate') return duplicateEnding(item, decision, checked);
	return await settling(decision.reservation, async (settle) => {
		const recheck = recheckOf(item, decision.before, () => decision.before && listedDuplicate(item, decision.before, reservations, email));
		const attempt = await requestOnce(item, item.request, { readiness: recheck });
		if (!attempt.started) {
			settle('nothing');
			const { obstacle = attempt.ending } = recheck ?? {};
			return 'failure' in obstacle ? obstacle : duplicateEnding(item, obstacle, checked);
		}
		return await conclude(item, sends, reservations, decision, checked, attempt.outcome, settle);
	});
}

/** Makes sure that a reservation is settled, as unknown if nothing else is known. */
async function settling<T>(reservation: OwnedReservation, work: (settle: OwnedReservation['settle']) => Promise<T>): Promise<T> {
	try {
		return await work(reservation.settle);
	} finally {
		reservation.settle('unknown');
	}
}

/** Turns the answer to a send into its ending, and finds out what became of it when the answer was lost. */
async function conclude(
	item: ItemContext,
	sends: SendsApi,
	reservations: ReservationStore,
	{ reservation, before }: Free,
	checked: Checked,
	outcome: Outcome,
	settle: OwnedReservation['settle'],
): Promise<Ending> {
	const { itemIndex, parameters, run } = item;
	const email = textOf(parameters.recipientEmail);
	const touchId = textOf(parameters.touchId);
	const sought = { touchId, email, startedTick: outcome.startedTick, reservation, before };
	const unreadable = productOf(item) === undefined ? 0 : (before?.duplicatesOf('', '').length ?? 0);
	const warnings = [...checked.warnings, ...(unreadable === 0 ? [] : [`Sendoso lists ${unreadable} send${unreadable === 1 ? '' : 's'} with neither campaign nor address, which could not be compared with this one.`])];
	const known = { ...checked, warnings, touchName: before?.touchNameOf(touchId) };
	const product = productOf(item);
	const answered = answerOf(outcome);
	if (answered) {
		const answer = membersOfAnswer(answered.body);
		if (product !== undefined && !namesSend(answer)) {
			settle('unknown');
			return nameless(item, answered.body);
		}
		const trackingCode = trackingCodeOf(answer);
		// The log goes into the error of another item.
		run.writeLog.add({ itemIndex, outcome: 'sent', trackingCode: trackingCode && hidden(item, trackingCode) });
		settle('sent', { trackingCode, sentTick: outcome.startedTick });
		const matched = parameters.findSend === true ? ((await findCreatedSend(item, sends, reservations, sought)).found?.row ?? null) : undefined;
		const warned = matched && product !== undefined ? { ...known, warnings: [...known.warnings, UNTOLD_PRODUCT] } : known;
		return succeeded(item, answer, sendFacts(item, 'sent', email, warned, matched));
	}
	if (outcome.meaning !== 'unknown') {
		settle(outcome.meaning === 'declined' ? 'declined' : 'nothing');
		return await failedEnding(item, outcome, async () => await explainNotFound(item, sends));
	}
	const search = await findCreatedSend(item, sends, reservations, sought);
	if (search.found && product === undefined) {
		settle('sent', { sendGid: search.found.id });
		run.writeLog.add({ itemIndex, outcome: 'sent' });
		return succeeded(item, {}, sendFacts(item, 'reconciled', email, known, search.found.row));
	}
	settle('unknown');
	const { account } = item.connection;
	const asked = { touchId, email, from: possibleTimes(account, outcome.startedTick).earliest, to: possibleTimes(account).latest, reservation: reservation.id, list: listOf(item), product };
	return { ...withSearch(await failedEnding(item, outcome), search.found ? unproven(search.found) : search), asked };
}

/** Said where something may have been left unsent that is another gift. */
const VAGUE_TWIN = "Sendoso lists a gift without a campaign to this address and does not say what it was: it may be another one. To send all the same, shorten 'Duplicate Window (Days)' or set 'Duplicate Check' to 'Off'.";

/** Said of a listed send without a campaign. */
const UNTOLD_PRODUCT = "Sendoso's list does not say what was sent without a campaign: 'matchedSend' is the only such send to this address that it can be, and may be another gift.";

/** The answer to a send without a campaign that names no send: what Sendoso does when nothing fits is not documented (A21). */
function nameless(item: ItemContext, body: unknown): FailedEnding {
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown' });
	const words = apiMessage(body, (text) => hidden(item, text));
	return { kind: 'failed', failure: 'unknown', message: `Sendoso's answer names no send${words === undefined ? '' : `: ${words}`}. A gift was asked for and may have been created`, description: howToCheck(item), mayRepeat: false };
}

/** A new send without a campaign: the list does not tell what was sent, so it is no proof. */
function unproven(send: ListedSend): NotFound {
	return { found: undefined, candidates: [send], reason: 'it has one new send without a campaign to this address, which probably is this one' };
}

/** Adds to an unknown outcome what the search for the send gave. */
function withSearch(ending: FailedEnding, search: NotFound): FailedEnding {
	const shown = search.candidates.map((send) => `${send.id} (${send.status}, ${send.createdAt})`).join(', ');
	const found = `Sendoso's list was searched: ${search.reason}${shown === '' ? '' : `: ${shown}`}.`;
	return { ...ending, description: `${found} ${ending.description}` };
}

/** The ending of a gift that went out before, as the user chose. */
function duplicateEnding(item: ItemContext, decision: Duplicate, checked: Checked): Ending {
	const { isDoubled } = decision;
	if (duplicateModeOf(item) === 'fail') {
		return {
			kind: 'failed',
			failure: 'duplicate',
			message: isDoubled ? 'two rows of this dry run are for the same gift' : `${productOf(item) === undefined ? 'this campaign' : 'somebody'} sent a gift to this address before`,
			description: `${describeDuplicate(decision)} To send again, set 'Duplicate Check' to 'Off', or shorten 'Duplicate Window (Days)'.`,
			mayRepeat: false,
		};
	}
	const { recipientEmail, touchId } = item.parameters;
	const warnings = [...checked.warnings, ...(isDoubled ? [DOUBLED] : []), ...(decision.isVague === true ? [VAGUE_TWIN] : [])];
	const known = { ...checked, warnings, touchName: decision.send?.touchName || decision.before.touchNameOf(textOf(touchId)) };
	const facts = sendFacts(item, 'skipped', textOf(recipientEmail), known, decision.send?.row ?? null);
	return succeeded(item, { tracking_code: decision.trackingCode ?? null }, facts);
}

/** Carries out every check and no send. Doubled rows meet each other in a store that only the dry run uses. */
async function validate(item: ItemContext, sends: SendsApi, email: string, checked: Checked): Promise<Ending> {
	for (const { reservations, end } of dryRunStores(item)) {
		const decision = await checkDuplicate(item, sends, reservations, email);
		if (decision.kind === 'blocked') return decision.ending;
		if (decision.kind === 'duplicate') return duplicateEnding(item, decision, checked);
		decision.reservation.settle(end);
	}
	return succeeded(item, {}, sendFacts(item, 'validated', email, checked));
}
