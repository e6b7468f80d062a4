/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- benchmarks run on a desk, never inside n8n */
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { Installation } from '../harness/installation';
import { type MeasuredProcess, startMeasured } from '../harness/measuredProcess';
import { type Accounts, startStandIn, steer } from '../standIn/standIn';
import type { PollCommand, Polled } from './polling';

const DAY_MS = 86_400_000;

/** Sends of a page. */
const PAGE = 100;

/** Days that the sends of an account are spread over; the trigger follows them for longer. */
const DAYS = 80;

/** The newest sends are this old, so that none counts as new. */
const NEWEST_MS = 600_000;

/** Polls after which the first look at an account is over: each looks through 10,000 sends. */
const FIRST_POLLS = 12;

/** What is in an account, and what is watched of it. */
export interface AccountPlan {
	/** Finished sends. */
	sends: number;
	/** Pages that hold one open send each. */
	openPages: number;
	parameters: INodeParameters;
}

/** An account on a server of its own, and a trigger that polls it in a process of its own. */
export class PolledAccount {
	private constructor(
		private readonly server: Accounts & { stop(): void },
		private readonly process: MeasuredProcess<PollCommand, Polled[]>,
	) {}

	/** Fills an account and polls it until all of it was looked at. */
	static async open(installation: Installation, { sends, openPages, parameters }: AccountPlan): Promise<PolledAccount> {
		const { stop, ...accounts } = await startStandIn({ listed: 0, listedFor: 0, lanes: 1 });
		const account = new PolledAccount({ ...accounts, stop }, startMeasured(installation, join(__dirname, 'polling.ts')));
		const now = Number(await steer(accounts, 'clock.now'));
		const oldest = now - DAYS * DAY_MS;
		await steer(accounts, 'sends.addMany', sends, { from: oldest, to: now - NEWEST_MS, status: 'Used' });
		for (let page = 1; page <= openPages; page++) {
			// In the middle of pages that are far from each other.
			const place = (Math.floor(((sends / PAGE) * page) / (openPages + 1)) + 0.5) * PAGE;
			await steer(accounts, 'sends.add', { createdAt: Math.round(now - NEWEST_MS - (place / sends) * DAYS * DAY_MS), status: 'Sent', kind: 'egift' });
		}
		await account.process.measure({ connection: 'direct', accounts, parameters });
		await account.poll(FIRST_POLLS);
		return account;
	}

	/**
	 * Polls several times in succession.
	 *
	 * @throws Error when something was told: nothing happened
	 */
	async poll(polls: number): Promise<Polled[]> {
		const polled = await this.process.measure({ polls });
		if (polled.some(({ events }) => events > 0)) throw new Error('Events came of an account in which nothing happened');
		return polled;
	}

	/** Lists an old send among the newest ones. */
	async misplaceOne(): Promise<void> {
		const newest = (await steer(this.server, 'sends.list', { limit: PAGE * 5 })) as Array<{ send_gid: string; created_at: string }>;
		const [third, old] = [newest[2], newest.at(-1)];
		if (third === undefined || old === undefined) throw new Error('There are too few sends');
		await steer(this.server, 'sends.misplace', old.send_gid, Date.parse(third.created_at) - Date.parse(old.created_at) + 1);
	}

	async close(): Promise<void> {
		await this.process.stop();
		this.server.stop();
	}
}
