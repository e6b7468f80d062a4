import type { SendSnapshot } from '../../sandbox';
import { emailKey } from '../../nodes/shared/values/emails';
import { type Executed, markerOf } from './execute';
import { keyOf, readReports } from './reports';
import type { Report } from './types';

/** What the comparison of all reports with the servers' own records gave. */
export class Tally {
	asked = 0;
	inServer = 0;
	duplicates = 0;
	lostSilently = 0;
	wronglyReported = 0;
	couldHaveBeenTold = 0;
	withoutPhrase = 0;
	cancelled = 0;
	readonly told: Partial<Record<Report['told'], number>> = {};
	/** A line for everything that should not be. */
	readonly complaints: string[] = [];
}

type Sends = Map<string, SendSnapshot[]>;

/** The sends of the servers, by item and by gift. */
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

/** Compares what an execution reported with what the server has. */
export function audit(tally: Tally, record: ServerRecord, executed: Executed, unclear: Set<string>) {
	const { plan, ground, touchId, result } = executed;
	const reports = readReports(executed);
	plan.rows.forEach((row, index) => {
		const isDoubled = row.emails.some((email) => (record.byGift.get(giftOf(ground.name, touchId, email)) ?? []).length > 0);
		const made = row.emails.reduce((sum, email) => sum + (record.byItem.get(`${ground.name} ${keyOf(markerOf(plan, index), email)}`)?.length ?? 0), 0);
		for (const email of row.emails) {
			tally.asked += 1;
			const key = keyOf(markerOf(plan, index), email);
			const own = record.byItem.get(`${ground.name} ${key}`) ?? [];
			const giftKey = giftOf(ground.name, touchId, email);
			const gift = record.byGift.get(giftKey) ?? [];
			tally.inServer += own.length;
			if (own.length > 1) {
				tally.duplicates += 1;
				tally.complaints.push(`${key}: ${own.length} sends of one item`);
			}
			if (result === undefined) {
				tally.cancelled += 1;
				continue;
			}
			judge(tally, executed, { key, own, gift, report: reports.get(key) ?? { told: 'nothing', text: '' }, row: index, isContested: unclear.has(giftKey), isDoubled, made });
		}
	});
}

interface Case {
	key: string;
	row: number;
	report: Report;
	/** Sends that this item made. */
	own: SendSnapshot[];
	/** Sends of the same gift by anybody. */
	gift: SendSnapshot[];
	/** Whether another request for the gift has an unknown outcome too. */
	isContested: boolean;
	/** Whether anybody in the item got the gift: one of them is enough to fail an item that makes several links. */
	isDoubled: boolean;
	/** Sends that the item made for all its addresses. */
	made: number;
}

function judge(tally: Tally, { plan }: Executed, { key, row, report, own, gift, isContested, isDoubled, made }: Case) {
	const { told } = report;
	tally.told[told] = (tally.told[told] ?? 0) + 1;
	const fault = plan.rows[row]?.fault;
	const facts = `${key} [${plan.operation}, ${plan.onError}, ${plan.duplicateCheck}, ${fault?.name ?? 'no fault'}] told ${told}, made ${own.length}, gift has ${gift.length} ${report.text}`;
	const wrong = (why: string) => {
		tally.wronglyReported += 1;
		tally.complaints.push(`wrong (${why}): ${facts}`);
	};
	const matched = (among: SendSnapshot[]) => among.some(({ send_gid: gid }) => gid === report.matchedGid);
	switch (told) {
		case 'sent':
			if (report.links !== undefined) {
				if (report.links !== made) wrong(`it made ${made} links`);
			} else if (own.length !== 1) wrong('no such send');
			else if (report.trackingCode !== undefined && own[0]?.tracking_code !== report.trackingCode) wrong('code of another send');
			else if (report.matchedGid !== undefined && !matched(own)) wrong('found another send');
			return;
		case 'reconciled':
			if (!matched(own)) wrong('send of another');
			return;
		case 'skipped':
			if (own.length > 0) wrong('it was sent');
			else if (gift.length === 0) wrong('nothing was sent before');
			else if (report.matchedGid !== undefined && !matched(gift)) wrong('matched something else');
			return;
		case 'duplicate':
			if (own.length > 0 || !isDoubled) wrong('no duplicate');
			return;
		case 'unknown':
			// Links are never looked for.
			if (own.length !== 1 || gift.length !== 1 || isContested || fault?.actsTooLate || plan.isBlind || plan.operation === 'createEgiftLinks') return;
			tally.couldHaveBeenTold += 1;
			tally.complaints.push(`could have been told: ${facts}`);
			return;
		case 'refused':
		case 'notSent':
			if (own.length > 0) wrong('it was sent');
			return;
		case 'withoutPhrase':
			tally.withoutPhrase += 1;
			tally.complaints.push(`without phrase: ${facts}`);
			return;
		default:
			if (own.length === 0) return;
			tally.lostSilently += 1;
			tally.complaints.push(`lost silently: ${facts}`);
	}
}

/** Counts gifts that somebody got twice although the check was on, and gifts that somebody never got. */
export function auditGifts(tally: Tally, record: ServerRecord, executions: Executed[], mustBeComplete: boolean) {
	const gifts = new Set(
		executions.flatMap(({ plan, ground, touchId }) =>
			plan.duplicateCheck === 'off' && !plan.asTool ? [] : plan.rows.flatMap(({ emails }) => emails.map((email) => giftOf(ground.name, touchId, email))),
		),
	);
	for (const gift of gifts) {
		const count = record.byGift.get(gift)?.length ?? 0;
		if (count > 1) {
			tally.duplicates += 1;
			tally.complaints.push(`${gift}: sent ${count} times`);
		}
		if (count === 0 && mustBeComplete) {
			tally.lostSilently += 1;
			tally.complaints.push(`${gift}: never sent`);
		}
	}
}

function giftOf(ground: string, touchId: number, email: string): string {
	return `${ground} ${touchId} ${emailKey(email)}`;
}

/** Gifts for which the outcome of more than one request is unknown: whose send it is that exists, nobody can tell. */
export function contested(executions: Executed[]): Set<string> {
	const unknown = new Map<string, number>();
	for (const executed of executions) {
		const reports = readReports(executed);
		executed.plan.rows.forEach(({ emails }, row) => {
			for (const email of emails) {
				if (reports.get(keyOf(markerOf(executed.plan, row), email))?.told !== 'unknown') continue;
				const gift = giftOf(executed.ground.name, executed.touchId, email);
				unknown.set(gift, (unknown.get(gift) ?? 0) + 1);
			}
		});
	}
	return new Set([...unknown].filter(([, count]) => count > 1).map(([gift]) => gift));
}

function add(sends: Sends, key: string, send: SendSnapshot) {
	const known = sends.get(key);
	if (known === undefined) sends.set(key, [send]);
	else known.push(send);
}
