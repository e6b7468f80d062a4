import { printTimestamp, styleFor } from '../clock';
import type { SendRecord, SendView, TeamGroupRecord, UserRecord } from './records';

/** A send the way the list prints it. */
export function viewOfSend(send: SendRecord): SendView {
	const style = styleFor(send.id);
	return {
		id: send.id,
		send_gid: send.gid,
		type: send.type,
		subtype: send.subtype,
		currency: send.currency,
		current_total_cost: decimalText(send.cost),
		status: send.status,
		created_at: printTimestamp(send.createdAt, style),
		touch: send.touchId === null ? null : { id: send.touchId, name: send.touchName },
		recipient: { name: send.recipientName, email: send.recipientEmail, company_name: send.companyName },
		sender: {
			id: send.senderId,
			name: send.senderName,
			email: send.senderEmail,
			team_id: send.teamId,
			team_name: send.teamName,
		},
		sent_via: send.sentVia,
		status_updates: send.updates.map((update) => ({
			status: update.status,
			occurred_at: printTimestamp(update.at, style),
		})),
	};
}

/** Money as decimal text with at least one place, as in the public samples ("5.0", "38.4"). */
export function decimalText(amount: number): string {
	return Number.isInteger(amount) ? amount.toFixed(1) : String(amount);
}

/** A team group without what only the server knows. */
export function viewOfGroup(group: TeamGroupRecord): Omit<TeamGroupRecord, 'active'> {
	const view: Partial<TeamGroupRecord> = { ...group };
	delete view.active;
	return view as Omit<TeamGroupRecord, 'active'>;
}

/** A person in the user list. */
export function viewOfUser(user: UserRecord): Pick<UserRecord, 'id' | 'first_name' | 'last_name' | 'email' | 'team_group_id'> {
	const { id, first_name, last_name, email, team_group_id } = user;
	return { id, first_name, last_name, email, team_group_id };
}

/** A person as member of a team group. */
export interface MemberView {
	id: UserRecord['id'];
	first_name: string;
	last_name: string;
	email: string;
	balance: string;
	sandbox: boolean;
	team_group_id: number;
	team_id: number;
	key: UserRecord['key'];
}

/** A person in the member list of the given team group. */
export function viewOfMember(user: UserRecord, group: TeamGroupRecord): MemberView {
	const { id, first_name, last_name, email, balance, sandbox, key } = user;
	return {
		id,
		first_name,
		last_name,
		email,
		balance,
		sandbox,
		team_group_id: Number(group.id),
		team_id: group.team_id,
		key,
	};
}
