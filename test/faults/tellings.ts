import { emailKey } from '../../nodes/shared/values/emails';
import type { Executed } from './execute';
import { dryRunOf, markerOf } from './parameters';
import { keyOf, readReports } from './reports';
import type { Report, Row } from './types';

/** What one turn of one execution told about one recipient. */
export interface Telling {
	executed: Executed;
	/** Which run of the node in the execution. */
	turn: number;
	row: Row;
	rowNumber: number;
	/** The content that was asked for: the same for a repeat, word for word. */
	key: string;
	/** Campaign and address. */
	gift: string;
	/** Whether nothing was to be sent; undefined when nobody can tell, so that the row has to be refused. */
	isRehearsal: boolean | undefined;
	/** Whether n8n itself has to refuse the item, in its own words. */
	isRefusedByN8n: boolean;
	/** Undefined when the execution was cancelled. */
	report: Report | undefined;
	/** Whether the run came to its end, so that it owes a word about everybody. */
	isComplete: boolean;
}

/** Names a gift: campaign and address on one server. */
export function giftOf(ground: string, touchId: number, email: string): string {
	return `${ground} ${touchId} ${emailKey(email)}`;
}

/** Everything that an execution told. */
export function tellingsOf(executed: Executed): Telling[] {
	const { plan, ground, touchId, turns } = executed;
	return plan.turns.flatMap((turn, number) => {
		const reports = turns === undefined ? undefined : readReports(executed, turns[number]);
		return plan.rows.flatMap((row, rowNumber) =>
			row.emails.map((email): Telling => {
				const key = keyOf(markerOf(plan, rowNumber), email);
				const dryRun = dryRunOf(row, turn);
				const isRefusedByN8n = row.proxy !== undefined && row.proxy !== '';
				const isUnclear = isRefusedByN8n || (dryRun !== undefined && dryRun.means === undefined) || (row.findSend !== undefined && row.findSend.means === undefined);
				return {
					executed,
					turn: number,
					row,
					rowNumber,
					key: `${ground.name} ${key}`,
					gift: giftOf(ground.name, touchId, email),
					isRefusedByN8n,
					isRehearsal: isUnclear ? undefined : (dryRun?.means ?? false),
					report: reports === undefined ? undefined : (reports.get(key) ?? { told: 'nothing', text: '' }),
					isComplete: turns?.[number] !== undefined && turns[number].error === undefined,
				};
			}),
		);
	});
}

/** Whether something was told before something else was asked. */
export function isBefore(one: Telling, other: Telling): boolean {
	if (one.executed === other.executed) return one.turn < other.turn;
	return one.executed.endedAt <= other.executed.startedAt;
}
