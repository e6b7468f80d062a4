import { scatter } from '../random';
import type { SendKind, SendRecord } from './records';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface Step {
	status: string;
	/** Time since the status before it. */
	after: number;
}

/** What a send is when it was just accepted. */
export const firstStatus: Record<SendKind, string> = {
	egift: 'Sent',
	egiftLink: 'Sent',
	physical: 'Processing',
	addressCollection: 'Confirming Address',
	catalogue: 'Collecting recipient info',
};

/** Statuses after which nothing follows. */
export const finalStatuses: ReadonlySet<string> = new Set([
	'Address Confirmation - Cancelled',
	'Delivered',
	'Undeliverable',
	'Used',
	'Expired',
	'Expired and Credited',
	'Bounced and Credited',
	'Refunded',
	'Cancelled',
	'Failed',
]);

const parcelEnd: Step[] = [
	{ status: 'Packed', after: 16 * hour },
	{ status: 'Shipped', after: 9 * hour },
	{ status: 'Delivered', after: 3 * day },
];

const lostParcelEnd: Step[] = [...parcelEnd.slice(0, 2), { status: 'Undeliverable', after: 6 * day }];

const read: Step[] = [
	{ status: 'Opened', after: 2 * hour },
	{ status: 'Clicked', after: 4 * minute },
];

/** The statuses still to come for one send; most end well, some do not, always the same ones. */
function stepsOf(send: SendRecord): Step[] {
	const fate = scatter(send.id) % 10;
	switch (send.kind) {
		case 'egift':
		case 'egiftLink':
			if (fate === 0) return [{ status: 'Bounced and Credited', after: 3 * minute }];
			if (fate === 1) return [{ status: 'Expired and Credited', after: 60 * day }];
			if (fate === 2) return [...read, { status: 'Expired', after: 60 * day }];
			return [...read, { status: 'Used', after: day }];
		case 'physical':
			return fate === 0 ? lostParcelEnd : parcelEnd;
		case 'addressCollection':
			if (fate < 2) return [{ status: 'Address Confirmation - Cancelled', after: send.expireAfterDays * day }];
			return [{ status: 'Processing', after: 5 * hour }, ...parcelEnd];
		case 'catalogue':
			return [{ status: 'Processing', after: 5 * hour }, ...parcelEnd];
	}
}

function nextStep(send: SendRecord): Step | null {
	if (finalStatuses.has(send.status)) return null;
	const steps = stepsOf(send);
	const reached = steps.findIndex((step) => step.status === send.status);
	return steps[reached + 1] ?? null;
}

/** Gives a send a new status and appends it to the history. */
export function setStatus(send: SendRecord, status: string, at: number): void {
	send.status = status;
	send.updates.push({ status, at });
}

/** Moves a send to its next status now; false when it is at its end. */
export function advanceOnce(send: SendRecord, at: number): boolean {
	const step = nextStep(send);
	if (step === null) return false;
	setStatus(send, step.status, at);
	return true;
}

/** Moves a send through every status that is due by `now`, each at its own time. */
export function advanceUntil(send: SendRecord, now: number): number {
	let moved = 0;
	for (let step = nextStep(send); step !== null; step = nextStep(send)) {
		const last = send.updates.at(-1)?.at ?? send.createdAt;
		if (last + step.after > now) break;
		setStatus(send, step.status, last + step.after);
		moved += 1;
	}
	return moved;
}
