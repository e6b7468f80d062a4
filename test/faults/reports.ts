import type { INodeExecutionData } from 'n8n-workflow';
import { emailKey } from '../../nodes/shared/values/emails';
import { type Executed, markerOf } from './execute';
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

/** What the node told about every recipient of an execution. */
export function readReports(executed: Executed): Map<string, Report> {
	const { plan, result } = executed;
	const reports = new Map<string, Report>();
	const tell = (row: number, report: Report) => {
		for (const email of plan.rows[row]?.emails ?? []) {
			const key = keyOf(markerOf(plan, row), email);
			if (!reports.has(key)) reports.set(key, report);
		}
	};
	if (result === undefined) return reports;
	for (const item of result.outputs.flat()) readItem(executed, item, reports, tell);
	if (result.error !== undefined) readError(result.error, tell);
	plan.rows.forEach((_, row) => tell(row, { told: 'nothing', text: '' }));
	return reports;
}

function readItem({ plan }: Executed, item: INodeExecutionData, reports: Map<string, Report>, tell: (row: number, report: Report) => void) {
	const row = typeof item.pairedItem === 'object' && 'item' in item.pairedItem ? item.pairedItem.item : -1;
	const { error, sendoso, tracking_code: trackingCode, recipient_email_or_phone_number: address } = item.json;
	if (sendoso === undefined) return tell(row, { told: phraseOf(String(error)), text: String(error) });
	const { outcome, matchedSend } = sendoso as { outcome: Report['told']; matchedSend?: { send_gid: string } | null };
	const report: Report = { told: outcome, text: '', matchedGid: matchedSend?.send_gid };
	if (typeof trackingCode === 'string') report.trackingCode = trackingCode;
	if (address === undefined) tell(row, report);
	else reports.set(keyOf(markerOf(plan, row), address), report);
}

/** In stop mode the error has to name what went out before it. */
function readError(
	{ message, description = '', context }: NonNullable<NonNullable<Executed['result']>['error']>,
	tell: (row: number, report: Report) => void,
) {
	tell(Number(context?.itemIndex ?? -1), { told: phraseOf(message), text: `${message} | ${description}` });
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
