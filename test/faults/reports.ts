import { emailKey } from '../../nodes/shared/values/emails';
import type { Executed } from './execute';
import type { TurnOutcome } from './order';
import { markerOf } from './parameters';
import type { Report } from './types';

const PHRASES: Array<[string, Report['told']]> = [
	['Refused: ', 'refused'],
	['Outcome unknown: ', 'unknown'],
	['Not sent: ', 'notSent'],
	['Duplicate: ', 'duplicate'],
];

/** Names one recipient of one item. */
export function keyOf(marker: string, email: unknown): string {
	return `${marker} ${emailKey(email)}`;
}

/** What the node told about every recipient in one turn of an execution. */
export function readReports({ plan }: Executed, turn: TurnOutcome | undefined): Map<string, Report> {
	const reports = new Map<string, Report>();
	const tell = (row: number, report: Report) => {
		for (const email of plan.rows[row]?.emails ?? []) {
			const key = keyOf(markerOf(plan, row), email);
			if (!reports.has(key)) reports.set(key, report);
		}
	};
	for (const { json, row } of turn?.items ?? []) {
		const report = readItem(json);
		const address = json.sendoso === undefined ? undefined : json.recipient_email_or_phone_number;
		if (address === undefined) tell(row, report);
		else reports.set(keyOf(markerOf(plan, row), address), report);
	}
	if (turn?.error !== undefined) readError(turn.error, tell);
	plan.rows.forEach((_, row) => tell(row, { told: 'nothing', text: '' }));
	return reports;
}

function readItem({ error, sendoso, tracking_code: trackingCode }: TurnOutcome['items'][number]['json']): Report {
	if (sendoso === undefined) return { told: phraseOf(String(error)), text: String(error) };
	const facts = sendoso as { outcome: Report['told']; matchedSend?: { send_gid: string } | null };
	return {
		told: facts.outcome,
		text: '',
		matchedGid: facts.matchedSend?.send_gid,
		saysMatch: facts.matchedSend !== undefined,
		...(typeof trackingCode === 'string' ? { trackingCode } : {}),
	};
}

/** In stop mode the error has to name what went out before it. */
function readError({ message, description, row: failed }: NonNullable<TurnOutcome['error']>, tell: (row: number, report: Report) => void) {
	tell(failed, { told: phraseOf(message), text: `${message} | ${description}` });
	const sent = /went out: (.*?)\.(?: |$)/.exec(description)?.[1] ?? '';
	for (const [, row, code, links] of sent.matchAll(/item (\d+)(?: \(tracking code (\w+)\))?(?: \((\d+) links?\))?/g)) {
		tell(Number(row), { told: 'sent', trackingCode: code, links: links === undefined ? undefined : Number(links), text: description });
	}
	const unknown = /Outcome unknown: (item [\d, item]+)\./.exec(description)?.[1] ?? '';
	for (const [, row] of unknown.matchAll(/item (\d+)/g)) tell(Number(row), { told: 'unknown', text: description });
}

function phraseOf(message: string): Report['told'] {
	return PHRASES.find(([phrase]) => message.startsWith(phrase))?.[1] ?? 'withoutPhrase';
}
