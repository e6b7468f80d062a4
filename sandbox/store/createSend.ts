import { createHash } from 'node:crypto';
import { giftTypeOf } from './giftTypes';
import { firstStatus } from './lifeCycle';
import type { SendKind, SendRecord, Touch, UserRecord } from './records';

/** What has to be known to create a send. */
export interface SendDraft {
	kind: SendKind;
	touch: Touch | null;
	recipientEmail: string | null;
	recipientName?: string | null;
	companyName?: string | null;
	sender: Pick<UserRecord, 'id' | 'first_name' | 'last_name' | 'email'> & { teamId: number | null; teamName: string | null };
	sentVia: string;
	createdAt: number;
	status?: string;
	cost?: number;
	expireAfterDays?: number;
	createdByRequest?: boolean;
}

/** Turns a draft into a record with its codes and its first status. */
export function createSend(id: number, draft: SendDraft): SendRecord {
	const gift = giftTypeOf(draft.touch);
	const status = draft.status ?? firstStatus[draft.kind];
	return {
		id,
		gid: globalId(id),
		trackingCode: code('tracking', id),
		kind: draft.kind,
		createdAt: draft.createdAt,
		type: gift.type,
		subtype: gift.subtype,
		currency: draft.touch?.currency ?? 'USD',
		cost: draft.cost ?? draft.touch?.starting_egift_price ?? gift.cost,
		status,
		updates: [{ status, at: draft.createdAt }],
		touchId: draft.touch?.id ?? null,
		touchName: draft.touch?.name ?? '',
		recipientName: draft.recipientName ?? null,
		recipientEmail: draft.recipientEmail,
		companyName: draft.companyName ?? null,
		senderId: Number(draft.sender.id),
		senderName: `${draft.sender.first_name} ${draft.sender.last_name}`,
		senderEmail: draft.sender.email,
		teamId: draft.sender.teamId,
		teamName: draft.sender.teamName,
		sentVia: draft.sentVia,
		expireAfterDays: draft.expireAfterDays ?? 7,
		createdByRequest: draft.createdByRequest ?? false,
	};
}

/** Unpadded base64 of a global id whose number isn't the id of the send. */
function globalId(id: number): string {
	return Buffer.from(`gid://sendoso/Send/${43_000 + id * 3}`).toString('base64').replace(/=+$/, '');
}

/** The code inside the tracking address or link; never the tracking code. */
export function linkCodeOf(send: SendRecord): string {
	return code('link', send.id);
}

function code(purpose: string, id: number): string {
	return createHash('sha1').update(`${purpose}:${id}`).digest('hex');
}
