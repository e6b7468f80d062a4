import type { SendSnapshot } from '../../sandbox';
import type { Executed } from './execute';
import { type Case, judge } from './judge';
import { keyOf } from './reports';
import { giftOf, type Telling, tellingsOf } from './tellings';
import type { Report, ScenarioPlan } from './types';

/** What the comparison of all reports with the servers' own records gave. */
export class Tally {
	asked = 0;
	inServer = 0;
	duplicates = 0;
	lostSilently = 0;
	wronglyReported = 0;
	claimedTwice = 0;
	couldHaveBeenTold = 0;
	withoutPhrase = 0;
	cancelled = 0;
	/** Executions that did not end in time, or went on when they should not have. */
	withoutEnd = 0;
	/** Gifts that do not exist, of which the last retry said that nobody knows yet. */
	leftOpen = 0;
	readonly told: Partial<Record<Report['told'], number>> = {};
	private readonly complaints = new Map<string, string[]>();

	/** Notes something that should not be. */
	complain({ name, trouble }: ScenarioPlan, what: string, details: string) {
		const kind = `${name}: ${what}`;
		if (trouble !== undefined) details += ` ${JSON.stringify(trouble)}`;
		this.complaints.set(kind, [...(this.complaints.get(kind) ?? []), details]);
	}

	/** How often each thing that should not be was found, with the first examples. */
	describeComplaints(): string[] {
		return [...this.complaints].flatMap(([kind, details]) => [`${kind}: ${details.length}`, ...details.slice(0, SHOWN_EXAMPLES).map((line) => `  ${line}`)]);
	}
}

const SHOWN_EXAMPLES = 3;

type Sends = Map<string, SendSnapshot[]>;

/** The sends of a server, by item and by gift. */
export class ServerRecord {
	readonly byItem: Sends = new Map();
	readonly byGift: Sends = new Map();

	constructor(sends: SendSnapshot[], ground: string) {
		for (const send of sends) {
			add(this.byItem, `${ground} ${keyOf(send.sent_via, send.recipient?.email)}`, send);
			add(this.byGift, giftOf(ground, Number(send.touch?.id), String(send.recipient?.email)), send);
		}
	}
}

/** Compares what the executions of a scenario reported with what the server has. */
export function audit(tally: Tally, record: ServerRecord, scenario: ScenarioPlan, executions: Executed[]) {
	const tellings = executions.flatMap(tellingsOf);
	const byKey = new Map<string, Telling[]>();
	for (const telling of tellings) byKey.set(telling.key, [...(byKey.get(telling.key) ?? []), telling]);
	const unclear = contested(tellings);
	for (const executed of executions) checkEnd(tally, scenario, executed);
	tally.claimedTwice += countClaims(tally, scenario, tellings);
	for (const key of byKey.keys()) countSends(tally, scenario, key, record.byItem.get(key) ?? []);
	for (const telling of tellings) {
		if (telling.isRehearsal === false) tally.asked += 1;
		const { report, executed, key } = telling;
		if (report === undefined) {
			tally.cancelled += 1;
			continue;
		}
		const others = (byKey.get(key) ?? []).filter((other) => other !== telling);
		note(tally, scenario, {
			telling,
			report,
			own: record.byItem.get(key) ?? [],
			gift: record.byGift.get(telling.gift) ?? [],
			others,
			retried: retriedBy(executed, executions),
			isContested: unclear.has(telling.gift),
			...itemOf(record, telling, tellings),
		});
	}
}

function note(tally: Tally, scenario: ScenarioPlan, one: Case) {
	const { telling, report, own, gift } = one;
	const { plan } = telling.executed;
	tally.told[report.told] = (tally.told[report.told] ?? 0) + 1;
	const verdict = judge(one);
	if (verdict.is === 'right') return;
	if (verdict.is === 'wrong') tally.wronglyReported += 1;
	else if (verdict.is === 'lost silently') tally.lostSilently += 1;
	else if (verdict.is === 'could have been told') tally.couldHaveBeenTold += 1;
	else tally.withoutPhrase += 1;
	const facts = [plan.operation, plan.onError, plan.duplicateCheck, telling.row.fault?.name ?? 'no fault', ...(plan.asTool ? ['tool'] : [])].join(', ');
	const label = verdict.why === verdict.is ? verdict.is : `${verdict.is} (${verdict.why})`;
	tally.complain(scenario, label, `${plan.id}, turn ${telling.turn}: ${telling.key} [${facts}] told ${report.told}, made ${own.length}, gift has ${gift.length} ${report.text}`);
}

/** What the other recipients of the same item got. */
function itemOf(record: ServerRecord, { executed, turn, rowNumber }: Telling, tellings: Telling[]): Pick<Case, 'made' | 'isDoubled'> {
	const item = tellings.filter((other) => other.executed === executed && other.turn === turn && other.rowNumber === rowNumber);
	return {
		made: item.reduce((sum, { key }) => sum + (record.byItem.get(key)?.length ?? 0), 0),
		isDoubled: item.some(({ gift }) => (record.byGift.get(gift) ?? []).length > 0),
	};
}

function countSends(tally: Tally, scenario: ScenarioPlan, key: string, own: SendSnapshot[]) {
	tally.inServer += own.length;
	if (own.length < 2) return;
	tally.duplicates += 1;
	tally.complain(scenario, 'one item made several sends', `${key}: ${own.length}`);
}

/** Longest time that a cancelled execution takes to end, in milliseconds. */
const LONGEST_END_MS = 5_000;

/** Whether an execution ended when it had to, and did nothing afterwards. */
function checkEnd(tally: Tally, scenario: ScenarioPlan, { plan, watched, startedAt, endedAt }: Executed) {
	const { cancelledAt, isGivenUp, lateSends, listRequests } = watched;
	const tookMs = Math.round(endedAt - (cancelledAt ?? endedAt));
	const wrongs = [
		isGivenUp && `it was not over after ${Math.round(endedAt - startedAt)} ms`,
		!isGivenUp && tookMs > LONGEST_END_MS && `it took ${tookMs} ms to be cancelled`,
		lateSends > 0 && `${lateSends} sends were asked for after it was cancelled`,
		listRequests > (plan.mostListRequests ?? Infinity) && `it read ${listRequests} pages`,
	];
	for (const wrong of wrongs) {
		if (wrong === false) continue;
		tally.withoutEnd += 1;
		tally.complain(scenario, 'it did not end', `${plan.id}: ${wrong}`);
	}
}

/** The executions whose data n8n handed to one, the earlier ones included. */
function retriedBy({ plan }: Executed, executions: Executed[]): Set<string> {
	const retried = new Set<string>();
	const planOf = (id: string) => executions.find((other) => other.plan.id === id)?.plan;
	for (let id = plan.retries; id !== undefined; id = planOf(id)?.retries) retried.add(id);
	return retried;
}

/** Listed sends that two different requests took for theirs. */
function countClaims(tally: Tally, scenario: ScenarioPlan, tellings: Telling[]): number {
	const owners = new Map<string, Set<string>>();
	for (const { key, report, executed } of tellings) {
		if (report?.matchedGid === undefined || (report.told !== 'sent' && report.told !== 'reconciled')) continue;
		const send = `${executed.ground.name} ${report.matchedGid}`;
		owners.set(send, (owners.get(send) ?? new Set()).add(key));
	}
	const doubled = [...owners].filter(([, keys]) => keys.size > 1);
	for (const [send, keys] of doubled) tally.complain(scenario, 'a listed send was taken by two', `${send} by ${[...keys].join(' and ')}`);
	return doubled.length;
}

/** Gifts for which the outcome of more than one request is unknown: whose send it is that exists, nobody can tell. */
function contested(tellings: Telling[]): Set<string> {
	const unknown = new Map<string, Set<string>>();
	for (const { gift, key, report } of tellings) if (report?.told === 'unknown') unknown.set(gift, (unknown.get(gift) ?? new Set()).add(key));
	return new Set([...unknown].filter(([, keys]) => keys.size > 1).map(([gift]) => gift));
}

function add(sends: Sends, key: string, send: SendSnapshot) {
	const known = sends.get(key);
	if (known === undefined) sends.set(key, [send]);
	else known.push(send);
}
