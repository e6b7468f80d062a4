import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type Ending, type FailedEnding, failedEnding } from '../execution/ending';
import type { ItemContext } from '../execution/itemContext';
import { isDryRun } from '../execution/parameters';
import { requestOnce } from '../execution/writeRequest';
import type { Parameters } from '../operations/operation';
import { answerOf } from '../transport/requestWithRetry';
import { emailKey } from '../values/emails';
import { checkCampaign, dryRunStores } from './dryRun';
import { checkDuplicate, describeDuplicate, DOUBLED, duplicateModeOf, listedDuplicate } from './duplicates/duplicateCheck';
import { explainNotFound } from './explainNotFound';
import type { RecentSends } from './duplicates/recentSends';
import { recheckOf } from './duplicates/recheck';
import { type OwnedReservation, reservationsOf, type ReservationStore } from './duplicates/reservations';
import { type SendFacts, sendFacts, type SendOutcome } from './sendFacts';
import type { SendsApi } from './sendsApi';

interface FreePlan {
	email: string;
	reservation: OwnedReservation;
	/** The list that it was looked up in. */
	before: RecentSends | undefined;
}

/** What is to become of one address: something is made for it, or nothing because it got something before. */
export type Plan = FreePlan | { email: string; matchedSend: IDataObject | null; isDoubled?: boolean };

/** What is known of the send to an address; undefined stands for one that nobody tells. */
export type FactsOf = (outcome: SendOutcome, email: string | undefined, matchedSend?: IDataObject | null) => SendFacts;

/** The addresses that an item names, as they go out. */
export function recipientsOf({ recipientEmails }: Parameters): string[] {
	return recipientEmails as string[];
}

/** What an operation makes for each address, and how its answer tells. */
export interface AddressResults {
	/** What is made, in the singular, such as `link`. */
	noun: string;
	/**
	 * Settles every reservation by the answer and gives the items, one per address in the order of the plans, and whatever
	 * was paid for beside them.
	 *
	 * @param answer as it came: an object, by the contract
	 */
	itemsOf(item: ItemContext, plans: Plan[], answer: unknown, factsOf: FactsOf): Ending;
	/** The item of an address for which nothing was made. */
	unsentItem(item: ItemContext, email: string, facts: SendFacts): INodeExecutionData;
}

/** The item of an address that got something before. */
export function skippedItem({ unsentItem }: Pick<AddressResults, 'unsentItem'>, item: ItemContext, plan: Plan, factsOf: FactsOf): INodeExecutionData {
	const facts = factsOf('skipped', plan.email, 'matchedSend' in plan ? plan.matchedSend : null);
	if ('isDoubled' in plan && plan.isDoubled === true) facts.warnings.push(DOUBLED);
	return unsentItem(item, plan.email, facts);
}

/**
 * Makes something for each of several addresses in a single request; addresses that got something before are left out.
 *
 * @param sends how the API tells what was sent
 */
export async function sendToAddresses(item: ItemContext, sends: SendsApi, results: AddressResults): Promise<Ending> {
	const checked = await checkCampaign(item, sends);
	if ('kind' in checked) return checked;
	const factsOf: FactsOf = (outcome, email, matchedSend) => sendFacts(item, outcome, email, checked, matchedSend);
	if (isDryRun(item.parameters)) return await validate(item, sends, results, factsOf);
	for (;;) {
		const reserved: OwnedReservation[] = [];
		try {
			const plans = await planAddresses(item, sends, results, reservationsOf(item.connection.sendsKey), reserved);
			if (!Array.isArray(plans)) return plans;
			const wanted = plans.filter((plan) => 'reservation' in plan);
			if (wanted.length === 0) return { kind: 'succeeded', items: plans.map((plan) => skippedItem(results, item, plan, factsOf)) };
			const ending = await requestFor(item, sends, results, plans, wanted, factsOf);
			// While the request waited for its turn, somebody else sent to one of the addresses: it is left out now.
			if (ending !== undefined) return ending;
		} finally {
			// What was not settled by then never went out.
			for (const reservation of reserved) reservation.settle('nothing');
		}
	}
}

/** Carries out every check of every address, and makes nothing. */
async function validate(item: ItemContext, sends: SendsApi, results: AddressResults, factsOf: FactsOf): Promise<Ending> {
	let plans: Plan[] = [];
	for (const { reservations, end } of dryRunStores(item)) {
		const reserved: OwnedReservation[] = [];
		const planned = await planAddresses(item, sends, results, reservations, reserved).finally(() => {
			for (const reservation of reserved) reservation.settle(end);
		});
		if (!Array.isArray(planned)) return planned;
		// What the real store knows of stays a duplicate, whatever the rehearsal says of it.
		plans = planned.map((plan, place) => (plans[place] && !('reservation' in plans[place]) ? plans[place] : plan));
	}
	const itemOf = (plan: Plan) => ('reservation' in plan ? results.unsentItem(item, plan.email, factsOf('validated', plan.email)) : skippedItem(results, item, plan, factsOf));
	return { kind: 'succeeded', items: plans.map(itemOf) };
}

/** Checks and reserves every address, in one order for everybody, so that two runs never wait for each other. */
async function planAddresses(
	item: ItemContext,
	sends: SendsApi,
	{ noun }: AddressResults,
	reservations: ReservationStore,
	reserved: OwnedReservation[],
): Promise<Plan[] | FailedEnding> {
	const isChecked = duplicateModeOf(item) !== 'off';
	const emails = recipientsOf(item.parameters);
	const order = emails.map((_, place) => place).sort((left, right) => (emailKey(emails[left]) < emailKey(emails[right]) ? -1 : 1));
	const plans: Plan[] = [];
	const own = new Set<string>();
	for (const place of order) {
		const email = emails[place] ?? '';
		if (isChecked && own.has(emailKey(email))) {
			if (duplicateModeOf(item) === 'fail') return duplicateFailure(noun, place, 'It stands twice in the same list.', true);
			plans[place] = { email, matchedSend: null };
			continue;
		}
		const decision = await checkDuplicate(item, sends, reservations, email);
		if (decision.kind === 'blocked') return decision.ending;
		if (decision.kind === 'duplicate') {
			if (duplicateModeOf(item) === 'fail') return duplicateFailure(noun, place, describeDuplicate(decision), decision.isDoubled);
			plans[place] = { email, matchedSend: decision.send?.row ?? null, isDoubled: decision.isDoubled };
			continue;
		}
		reserved.push(decision.reservation);
		own.add(emailKey(email));
		plans[place] = { email, reservation: decision.reservation, before: decision.before };
	}
	return plans;
}

/** Addresses go by their place in the list: n8n writes the texts of errors into its log. */
function duplicateFailure(noun: string, place: number, description: string, isDoubled: boolean): FailedEnding {
	return {
		kind: 'failed',
		failure: 'duplicate',
		message: isDoubled ? `address ${place + 1} of 'Recipient Emails' is asked for twice` : `this campaign sent a gift to address ${place + 1} of 'Recipient Emails' before`,
		description: `${description} To make a ${noun} all the same, set 'Duplicate Check' to 'Off'. No ${noun} was made for this item.`,
		mayRepeat: false,
	};
}

/**
 * Makes the request. A lost answer is always unknown: what was made can't be looked for by time and address alone.
 *
 * @returns undefined when one of the addresses is no longer free
 */
async function requestFor(item: ItemContext, sends: SendsApi, results: AddressResults, plans: Plan[], wanted: FreePlan[], factsOf: FactsOf): Promise<Ending | undefined> {
	const { send } = item.request.body as { send: IDataObject };
	const body = { send: { ...send, recipient_users: wanted.map(({ email }) => ({ email })) } };
	const reservations = reservationsOf(item.connection.sendsKey);
	const recheck = recheckOf(item, wanted[0]?.before, () => wanted.find(({ email, before }) => before && listedDuplicate(item, before, reservations, email)));
	const attempt = await requestOnce(item, { ...item.request, body }, { readiness: recheck });
	if (!attempt.started) {
		const { obstacle = attempt.ending } = recheck ?? {};
		return 'reservation' in obstacle ? undefined : obstacle;
	}
	const { outcome } = attempt;
	const answer = answerOf(outcome);
	const end = outcome.meaning === 'unknown' || outcome.meaning === 'declined' ? outcome.meaning : 'nothing';
	try {
		if (answer !== undefined) return results.itemsOf(item, plans, answer.body, factsOf);
		for (const { reservation } of wanted) reservation.settle(end);
		return await failedEnding(item, outcome, async () => await explainNotFound(item, sends));
	} finally {
		// What went out and has no end by now is unknown, whatever happened on the way.
		for (const { reservation } of wanted) reservation.settle('unknown');
	}
}
