import type { IDataObject } from 'n8n-workflow';
import { linkItem, readLinks } from '../../Sendoso/handlers/egiftLinks';
import { readGifts } from '../../SendosoOpenConnectors/handlers/bulkGifts';
import { asListed } from '../../SendosoOpenConnectors/lists/sentGifts';
import { type Ending, type FailedEnding, failedEnding } from '../execution/ending';
import { type ItemContext, toItem } from '../execution/itemContext';
import { requestOnce } from '../execution/writeRequest';
import { emailKey, readEmails } from '../values/emails';
import { isRow } from '../values/json';
import { checkCampaign, dryRunBooks, isDryRun } from './dryRun';
import { checkDuplicate, describeDuplicate, duplicateModeOf } from './duplicateCheck';
import { type OwnedReservation, reservationsOf, type ReservationStore } from './reservations';

/** What is to become of one address: a link, or nothing because one went out before. */
export type Plan = { email: string; reservation: OwnedReservation } | { email: string; matchedSend: IDataObject | null };

/**
 * Makes one link, or one gift, per address in a single request; addresses that got something before are left out of it.
 */
export async function sendToAddresses(item: ItemContext): Promise<Ending> {
	const { clock, key } = item.connection.account;
	if (isDryRun(item)) return await validate(item);
	const reserved: OwnedReservation[] = [];
	try {
		const plans = await planLinks(item, reservationsOf(key), reserved);
		if (!Array.isArray(plans)) return plans;
		const wanted = plans.filter((plan) => 'reservation' in plan).map(({ email }) => email);
		if (wanted.length === 0) return { kind: 'succeeded', items: plans.map((plan) => skippedItem(item, plan)) };
		return await requestLinks(item, plans, wanted);
	} finally {
		// What was not settled by then never went out.
		for (const reservation of reserved) reservation.settle('nothing', clock.now());
	}
}

/** Carries out every check of every address, and makes nothing. */
async function validate(item: ItemContext): Promise<Ending> {
	const misfit = await checkCampaign(item);
	if (misfit) return misfit;
	const { clock } = item.connection.account;
	const { real, rehearsed } = dryRunBooks(item);
	let plans: Plan[] = [];
	for (const reservations of [real, rehearsed]) {
		const reserved: OwnedReservation[] = [];
		const planned = await planLinks(item, reservations, reserved).finally(() => {
			for (const reservation of reserved) reservation.settle(reservations === real ? 'nothing' : 'sent', clock.now());
		});
		if (!Array.isArray(planned)) return planned;
		// What the real book knows of stays a duplicate, whatever the rehearsal says of it.
		plans = planned.map((plan, place) => (plans[place] && !('reservation' in plans[place]) ? plans[place] : plan));
	}
	return { kind: 'succeeded', items: plans.map((plan) => ('reservation' in plan ? unsentItem(item, plan.email, 'validated') : skippedItem(item, plan))) };
}

/** Checks and claims every address, in one order for everybody, so that two runs never wait for each other. */
async function planLinks(item: ItemContext, reservations: ReservationStore, reserved: OwnedReservation[]): Promise<Plan[] | FailedEnding> {
	const isChecked = duplicateModeOf(item) !== 'off';
	const emails = readEmails(item.parameters.recipientEmails);
	const order = emails.map((_, place) => place).sort((left, right) => (emailKey(emails[left]) < emailKey(emails[right]) ? -1 : 1));
	const plans: Plan[] = [];
	const own = new Set<string>();
	for (const place of order) {
		const email = emails[place] ?? '';
		if (isChecked && own.has(emailKey(email))) {
			if (duplicateModeOf(item) === 'fail') return duplicateFailure(item, place, 'It stands twice in the same list.');
			plans[place] = { email, matchedSend: null };
			continue;
		}
		const decision = await checkDuplicate(item, reservations, email);
		if (decision.kind === 'blocked') return decision.ending;
		if (decision.kind === 'duplicate') {
			if (duplicateModeOf(item) === 'fail') return duplicateFailure(item, place, describeDuplicate(decision));
			plans[place] = { email, matchedSend: decision.send === undefined ? null : asListed(decision.send) };
			continue;
		}
		reserved.push(decision.reservation);
		own.add(emailKey(email));
		plans[place] = { email, reservation: decision.reservation };
	}
	return plans;
}

/** Addresses go by their place in the list: n8n writes the texts of errors into its log. */
function duplicateFailure(item: ItemContext, place: number, description: string): FailedEnding {
	const noun = makesLinks(item) ? 'link' : 'gift';
	return {
		kind: 'failed',
		failure: 'duplicate',
		message: `this campaign sent a gift to address ${place + 1} of 'Recipient Emails' before`,
		description: `${description} To make a ${noun} all the same, set 'Duplicate Check' to 'Off'. No ${noun} was made for this item.`,
		mayRepeat: false,
	};
}

/** Makes the request. A lost answer is always unknown: links can't be looked for by time and address alone. */
async function requestLinks(item: ItemContext, plans: Plan[], wanted: string[]): Promise<Ending> {
	const { clock } = item.connection.account;
	const { send } = item.request.body as { send: IDataObject };
	const body = { send: { ...send, recipient_users: wanted.map((email) => ({ email })) } };
	const attempt = await requestOnce(item, { ...item.request, body });
	if (!attempt.started) return attempt.ending;
	const { outcome } = attempt;
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') {
		const end = outcome.meaning === 'unknown' || outcome.meaning === 'declined' ? outcome.meaning : 'nothing';
		for (const plan of plans) if ('reservation' in plan) plan.reservation.settle(end, clock.now());
		return await failedEnding(item, outcome);
	}
	const answer = isRow(outcome.answer.body) ? outcome.answer.body : {};
	return makesLinks(item) ? readLinks(item, plans, answer) : readGifts(item, plans, answer);
}

/** Whether the operation gives links, not gifts. */
function makesLinks({ operation }: ItemContext): boolean {
	return operation.answer.kind === 'egiftLinks';
}

export type Result = 'sent' | 'skipped' | 'validated';

export function skippedItem(item: ItemContext, plan: Plan) {
	return unsentItem(item, plan.email, 'skipped', 'matchedSend' in plan ? plan.matchedSend : null);
}

/** The item of an address for which nothing was made. */
function unsentItem(item: ItemContext, email: string, outcome: Result, matchedSend?: IDataObject | null) {
	if (makesLinks(item)) return linkItem(item, email, null, null, outcome, matchedSend);
	const sendoso = { outcome, wasSent: false, ...(matchedSend === undefined ? {} : { matchedSend }) };
	return toItem({ recipient_email_or_phone_number: email, tracking_code: null, sendoso }, item.itemIndex);
}
