/** Ids are printed as text for some records and as numbers for others; compare them as text. */
export type LooseId = number | string;

/** A campaign, printed as the API prints it. `status` other than `Active` hides it. */
export interface Touch {
	id: number;
	name: string;
	start_date: string;
	end_date: string | null;
	description: string;
	created_at: string;
	user_id: number;
	gift_id: number;
	starting_egift_price: number | null;
	ending_egift_price: number | null;
	status: string;
	is_default_price: boolean;
	delivery_type: 'mail' | 'email';
	hubspot_key: string | null;
	ship_to_countries: string[];
	currency: string;
}

/** A team group as printed, and whether it is listed at all. */
export interface TeamGroupRecord {
	id: LooseId;
	name: string;
	budget: number;
	monthly_budget: string;
	one_time_budget: number;
	rollover: boolean;
	team_id: number;
	created_at: string;
	updated_at: string;
	active: boolean;
}

/** One person; the user list, the member list and SCIM each show a part of it. */
export interface UserRecord {
	id: LooseId;
	first_name: string;
	last_name: string;
	email: string;
	team_group_id: number;
	balance: string;
	sandbox: boolean;
	key: LooseId;
	role: 'sender' | 'manager' | 'admin';
	active: boolean;
}

/** The ways a send comes into being; each has its own life cycle. */
export type SendKind = 'egift' | 'egiftLink' | 'physical' | 'addressCollection' | 'catalogue';

/** One entry of a send's history. */
export interface StatusChange {
	status: string;
	at: number;
}

/** A send as kept; `viewOfSend` prints it. */
export interface SendRecord {
	id: number;
	gid: string;
	trackingCode: string;
	kind: SendKind;
	createdAt: number;
	/** Milliseconds by which it is listed too early or too late. */
	misplacedBy?: number;
	type: string;
	subtype: string;
	currency: string;
	cost: number;
	status: string;
	updates: StatusChange[];
	touchId: number | null;
	touchName: string;
	recipientName: string | null;
	recipientEmail: string | null;
	companyName: string | null;
	senderId: number;
	senderName: string;
	senderEmail: string;
	teamId: number | null;
	teamName: string | null;
	sentVia: string;
	/** Address collection: days until an unanswered request is cancelled. */
	expireAfterDays: number;
	/** True for gifts made through the API since the last reset, false for sample data. */
	createdByRequest: boolean;
}

/** A send as `GET /api/v3/send` lists it. */
export interface SendView {
	id: number;
	send_gid: string;
	type: string;
	subtype: string;
	currency: string;
	current_total_cost: string;
	status: string;
	created_at: string;
	touch: { id: number; name: string } | null;
	recipient: { name: string | null; email: string | null; company_name: string | null };
	sender: { id: number; name: string; email: string; team_id: number | null; team_name: string | null };
	sent_via: string;
	status_updates: Array<{ status: string; occurred_at: string }>;
}

/** An invitation that was created. */
export interface Invitation {
	email: string;
	firstName: string;
	lastName: string;
	role: string;
	groupId: number;
	createdAt: number;
}

/** The person on whose behalf tokens act. */
export interface Account {
	id: number;
	first_name: string;
	last_name: string;
	email: string;
	role: string;
	balance: string;
	team_balance: number;
}
