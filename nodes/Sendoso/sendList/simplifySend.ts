import type { IDataObject } from 'n8n-workflow';
import { isRow } from '../../shared/values/json';

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
		touch_id: touch.id ?? null,
		touch_name: touch.name ?? null,
		recipient_name: recipient.name ?? null,
		recipient_email: recipient.email ?? null,
		sender_email: sender.email ?? null,
		cost: cost === undefined || cost === null ? null : `${String(cost)} ${String(currency ?? '')}`.trim(),
	};
}

/** Time of the newest status update; the history is oldest first in samples only, so it is compared. */
function newestUpdate(updates: unknown): string | undefined {
	if (!Array.isArray(updates)) return undefined;
	const times = updates.flatMap((update) =>
		isRow(update) && typeof update.occurred_at === 'string' ? [update.occurred_at] : [],
	);
	return times.sort((left, right) => Date.parse(right) - Date.parse(left))[0];
}
