import type { SandboxContext } from '../context';
import type { FaultState } from '../faults/types';
import type { TokenStatistics } from '../oauth/tokens';
import type { RequestEntry, Violation } from '../requestLog';
import { snapshotOf } from './sendControl';
import type { SendSnapshot } from './sendControl';

const shownSends = 40;
const shownRequests = 60;
const shownRecords = 30;

/** The state of the server at one glance. */
export interface Overview {
	now: string;
	account: string;
	counts: { sends: number; createdSends: number; touches: number; groups: number; requests: number; tooManyRequests: number };
	tokens: TokenStatistics & { active: number; expired: number; nextExpiry: number | null };
	sends: SendSnapshot[];
	/** Newest first. */
	requests: RequestEntry[];
	touches: Array<{ id: string; name: string; deliveryType: string; status: string }>;
	groups: Array<{ id: string; name: string; members: number; active: boolean }>;
	faults: FaultState[];
	violations: Violation[];
}

/** Reads everything the console page shows. */
export function overviewOf(context: SandboxContext): Overview {
	const { store, log, tokens, faults, clock } = context;
	const touches = store.touches.all();
	const groups = store.groups.all();
	const requests = log.list();
	return {
		now: new Date(clock.now()).toISOString(),
		account: `${store.account.first_name} ${store.account.last_name}`,
		counts: {
			sends: store.sends.size,
			createdSends: store.sends.all().reduce((count, send) => count + Number(send.createdByRequest), 0),
			touches: touches.filter((touch) => touch.status === 'Active').length,
			groups: groups.filter((group) => group.active).length,
			requests: requests.length,
			tooManyRequests: context.throttle.refused + context.marketplaceThrottle.refused,
		},
		tokens: { ...tokens.statistics, ...tokens.overview() },
		sends: store.sends.newest(shownSends).map(snapshotOf),
		requests: requests.slice(-shownRequests).reverse(),
		touches: touches
			.slice(-shownRecords)
			.reverse()
			.map((touch) => ({ id: String(touch.id), name: touch.name, deliveryType: touch.delivery_type, status: touch.status })),
		groups: groups
			.slice(-shownRecords)
			.reverse()
			.map((group) => ({ id: String(group.id), name: group.name, members: store.membersOf(group.id).length, active: group.active })),
		faults: faults.list().filter((fault) => fault.remaining === 'always' || fault.remaining > 0),
		violations: log.violations,
	};
}
