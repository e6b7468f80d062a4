import type { IDataObject } from 'n8n-workflow';
import { isRow, textOf } from '../../shared/values/json';

/** The members of a send that most workflows need, flat (interface 3). */
export function simplifySend(send: IDataObject): IDataObject {
	const touch = isRow(send.touch) ? send.touch : {};
	const recipient = isRow(send.recipient) ? send.recipient : {};
	const sender = isRow(send.sender) ? send.sender : {};
	const { current_total_cost: cost, currency } = send;
	return {
		send_gid: send.send_gid,
		status: send.status,
		status_changed_at: newestUpdate(send.status_updates) ?? null,
		created_at: send.created_at ?? null,
		touch_name: touch.name ?? null,
		recipient_email: recipient.email ?? null,
		sender_email: sender.email ?? null,
		team_name: sender.team_name ?? null,
		cost: amountOf(cost),
		currency: currency ?? null,
	};
}

/** An amount of money as a number; it comes as decimal text (fact 29). No cost is final before a final status (fact 86). */
function amountOf(cost: unknown): number | null {
	const amount = textOf(cost) === '' ? NaN : Number(cost);
	return Number.isFinite(amount) ? amount : null;
}

/** Time of the newest status update; the history is oldest first in samples only, so it is compared. */
function newestUpdate(updates: unknown): string | undefined {
	if (!Array.isArray(updates)) return undefined;
	const times = updates.flatMap((update) =>
		isRow(update) && typeof update.occurred_at === 'string' ? [update.occurred_at] : [],
	);
	return times.sort((left, right) => Date.parse(right) - Date.parse(left))[0];
}
