import type { Desk } from './desk';
import type { TriggerEvent } from './events';
import { beginRecords, continueRecords } from './records';
import { beginSends, continueSends } from './sends';
import { type AccountPrint, STATE_VERSION, type TriggerState } from './state';
import type { Beginning, Finding } from './turn';
import type { Watch } from './watch';

/** What a poll needs besides the list: who is asking, and the server's time at the end. */
export interface Office extends Desk {
	/** Who is behind the connection; asks Sendoso only when that can have changed. */
	identify(known: AccountPrint | undefined): Promise<AccountPrint>;
	/** The account as it was last seen. */
	readonly current: AccountPrint;
	/** Server time of the first answer, milliseconds since the epoch. */
	readonly serverTime: number;
}

/** What a poll gives: events, and the state after them. */
export type Turn = { events: TriggerEvent[]; state: TriggerState } | { problem: string; advice: string };

/** Later than everything: nothing comes out. */
const NEVER = Number.MAX_SAFE_INTEGER;
/** Server times have whole seconds only: what was created in the same second may have been there already. */
const SECOND_MS = 1_000;

/**
 * One poll: reads, compares, and gives the events with the state after them. It changes nothing itself, so that a poll
 * that fails leaves everything as it was.
 *
 * @param stored state of the last poll, if any
 */
export async function takeTurn(office: Office, watch: Watch, stored: TriggerState | undefined): Promise<Turn> {
	const account = await office.identify(stored?.account);
	const isSameAccount = stored !== undefined && isSame(stored.account, account);
	if (stored === undefined) return await begin(office, watch, { floor: -Infinity, withExisting: watch.startWithExisting });
	if (!isSameAccount) return await beginAnew(office, watch, 'The account behind the credential changed', NEVER);
	if (stored.watch !== watch.print) {
		return await beginAnew(office, watch, 'The resource or a filter changed', stored.polledAt + SECOND_MS);
	}
	const finding: Finding<Partial<TriggerState>> =
		watch.resource === 'send'
			? wrap('sends', stored.sends ? await continueSends(stored.sends, watch, office) : await beginSends(firstTime(watch), watch, office))
			: wrap('records', stored.records ? await continueRecords(stored.records, watch, office) : await beginRecords(firstTime(watch), watch, office));
	return await end(office, watch, finding);
}

async function begin(office: Office, watch: Watch, beginning: Beginning): Promise<Turn> {
	const finding =
		watch.resource === 'send'
			? wrap('sends', await beginSends(beginning, watch, office))
			: wrap('records', await beginRecords(beginning, watch, office));
	return await end(office, watch, finding);
}

/** Begins again, with nothing but what was created since `floor`. */
async function beginAnew(office: Office, watch: Watch, reason: string, floor: number): Promise<Turn> {
	office.warn(`${reason}: what is there now is the new starting point`);
	return await begin(office, watch, { floor, withExisting: false });
}

/** The events count only if the account was the same from the first request to the last. */
async function end(office: Office, watch: Watch, finding: Finding<Partial<TriggerState>>): Promise<Turn> {
	if (finding === 'otherAccount' || !(await office.isSameAccount())) {
		return await beginAnew(office, watch, 'The account behind the credential changed', NEVER);
	}
	if ('problem' in finding) return finding;
	const { current: account, serverTime: polledAt } = office;
	return { events: finding.events, state: { version: STATE_VERSION, watch: watch.print, account, polledAt, ...finding.state } };
}

function wrap<Key extends 'records' | 'sends', State>(key: Key, finding: Finding<State>): Finding<Partial<TriggerState>> {
	if (finding === 'otherAccount' || 'problem' in finding) return finding;
	return { events: finding.events, state: { [key]: finding.state } };
}

function firstTime(watch: Watch): Beginning {
	return { floor: -Infinity, withExisting: watch.startWithExisting };
}

function isSame(left: AccountPrint, right: AccountPrint): boolean {
	return left.place === right.place && left.person === right.person;
}
