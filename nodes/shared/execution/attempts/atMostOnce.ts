import { deepCopy, type INodeExecutionData } from 'n8n-workflow';
import { emailKey } from '../../values/emails';
import { textOf } from '../../values/json';
import { type Attempts, attemptsOf } from './attempts';
import { type Ending, factsOf, type FailedEnding } from '../ending';
import { canTellExecutionsApart, isUnattended } from '../executionMemory';
import { identify, type Identity } from './identity';
import { type ItemContext, itemError } from '../itemContext';
import { isDryRun } from '../parameters';
import { Ledger } from './ledger';

/** How something is sent or created, and how it is looked for when nobody knows what became of it. */
export interface Write {
	/** Makes the request; must not throw. */
	attempt(item: ItemContext): Promise<Ending>;
	/**
	 * Looks for what an earlier execution asked for. Absent where nothing can be looked for: then the outcome stays unknown.
	 *
	 * @returns how it ended; undefined when it certainly came to nothing and may go out
	 */
	lookFor?(item: ItemContext, unknown: FailedEnding): Promise<Ending | undefined>;
}

/** Said in errors of sends when it is on: the whole node runs again then. */
const RETRY_ON_FAIL = "'Retry On Fail' is on: n8n runs all items again; those that were refused or not sent go out, no other.";

/**
 * Sends or creates something for an item, at most once in its execution: the attempt is remembered from before its
 * request starts, so that "Retry On Fail" meets it instead of repeating it, and its end is kept with the execution, so
 * that "Retry execution" does.
 *
 * @returns the items of the attempt, or of the earlier one
 * @throws an error that starts with one of the four phrases of interface 3.3
 */
export async function atMostOnce(item: ItemContext, write: Write): Promise<INodeExecutionData[]> {
	const ending = isDryRun(item.parameters) ? await begin(item, write.attempt) : await remembered(item, write);
	if (ending.kind === 'succeeded') return ending.items;
	const { caller, run } = item;
	const { message, description, advice } = ending;
	// What an earlier execution left unknown keeps nobody else from a gift.
	if (!caller.continueOnFail() && ending.isRecalled !== true) run.stopWith({ message: `the run was stopped after item ${item.itemIndex}: ${message}`, description });
	const isRetried = caller.getNode().retryOnFail === true && item.operation.safety === 'spends' && !isUnattended(caller);
	throw itemError(item, {
		kind: ending.failure,
		message,
		description: isRetried ? `${description} ${RETRY_ON_FAIL}` : description,
		advice,
		status: ending.status,
		failure: ending.cause,
	});
}

async function remembered(item: ItemContext, write: Write): Promise<Ending> {
	const attempts = attemptsOf(item);
	const identity = identify(item, attempts);
	const { key, content } = identity;
	// In the same turn of the event loop, so that whoever asks for the same meanwhile finds the new attempt, not the old one.
	if (isOutdated(item, attempts, identity)) {
		attempts.delete(key);
		Ledger.of(item.caller).forget(identity);
	}
	for (let known = attempts.get(key); known !== undefined; known = attempts.get(key)) {
		const ending = await known.ending;
		if (ending.kind === 'succeeded' || !ending.mayRepeat) return canTellExecutionsApart(item.caller) ? sameAgain(item, ending) : repeated(item, ending);
		// Of several who waited here, one goes on; the others find its promise.
		if (attempts.get(key) === known) attempts.delete(key);
	}
	// In the same turn of the event loop, so that nobody else begins the same.
	const ending = begin(item, async () => await keptOrNew(item, write, identity));
	attempts.set(key, { content, ending });
	return sameAgain(item, await ending);
}

/** Name of the latest change of a record among the attempts. */
const LATEST = 'latest change of';

/**
 * Whether a change that is told by its content was followed by another one of the same record: off, on and off again are
 * three changes, although the first and the last one say the same.
 */
function isOutdated({ operation, request }: ItemContext, attempts: Attempts, { key, content, isByContent }: Identity): boolean {
	if (operation.safety !== 'changes' || !isByContent) return false;
	const place = `${LATEST} ${request.path}`;
	const latest = attempts.get(place)?.content ?? content;
	attempts.set(place, { content, ending: Promise.resolve(NOTHING) });
	return latest !== content && attempts.get(key) !== undefined;
}

/** Stands where an ending is asked for by nobody. */
const NOTHING: Ending = { kind: 'succeeded', items: [] };

/** What an earlier execution that this one is a retry of did for the row; otherwise a new attempt. */
async function keptOrNew(item: ItemContext, write: Write, identity: Identity): Promise<Ending> {
	const ledger = Ledger.of(item.caller);
	const kept = ledger.recall(item, identity);
	if (kept?.kind === 'succeeded') return recalled(item, kept);
	const found = kept && (write.lookFor ? await write.lookFor(item, kept) : kept);
	const ending = found ? recalled(item, found) : await write.attempt(item);
	ledger.note(item, identity, ending);
	return ending;
}

/** Begins an attempt, if the maximum of sends allows it. */
async function begin(item: ItemContext, attempt: Write['attempt']): Promise<Ending> {
	const excess = item.run.budget?.enter(item.itemIndex);
	if (excess) return { kind: 'failed', failure: 'notSent', ...excess, mayRepeat: true };
	return await attempt(item);
}

/** What became of the row in an earlier execution that this one is a retry of: the errors of this one tell it, too. */
function recalled(item: ItemContext, ending: Ending): Ending {
	if (ending.kind === 'failed') {
		item.run.writeLog.recall({ itemIndex: item.itemIndex, outcome: 'unknown' });
		return ending;
	}
	const sent = ending.items.filter((entry) => factsOf(entry)?.wasSent === true);
	const [only] = sent;
	if (only === undefined) return ending;
	const trackingCode = textOf(only.json.tracking_code) || undefined;
	item.run.writeLog.recall({ itemIndex: item.itemIndex, outcome: 'sent', trackingCode, ...(sent.length > 1 ? { links: sent.length } : {}) });
	const facts = factsOf(only);
	const { recipientEmail, touchId, variantId } = item.parameters;
	const isOther =
		recipientEmail !== undefined &&
		(emailKey(recipientEmail) !== emailKey(facts?.recipientEmail) || textOf(touchId) !== textOf(facts?.touchId) || textOf(variantId) !== textOf(facts?.variantId));
	if (isOther && facts) facts.warnings = [...(Array.isArray(facts.warnings) ? facts.warnings : []), OTHER_ROW] as string[];
	return ending;
}

/** Said of a row that an earlier execution sent, when it names another gift by now. */
const OTHER_ROW = 'In the earlier execution this row was for another recipient, campaign or product: that is what was sent. What it names now was not.';

/** An attempt may have been made for another input item: agents count theirs anew. */
function sameAgain(item: ItemContext, ending: Ending): Ending {
	if (ending.kind === 'failed') return ending;
	// A copy: whoever gets an answer may change it.
	return { ...ending, items: ending.items.map((entry) => ({ ...entry, json: deepCopy(entry.json), pairedItem: { item: item.itemIndex } })) };
}

/** The answer to a call that was made before, where nobody can tell whether it is a retry: nothing is sent for it. */
function repeated(item: ItemContext, ending: Ending): Ending {
	const again = sameAgain(item, ending);
	if (again.kind === 'failed') return again;
	const items = again.items.map((entry) => {
		const facts = factsOf(entry);
		if (facts?.wasSent !== true) return entry;
		return { ...entry, json: { ...entry.json, sendoso: { ...facts, outcome: 'skipped', wasSent: false, matchedSend: null } } };
	});
	return { ...again, items };
}
