/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the measurement runs on a desk, never inside n8n */
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../sandbox/random';

/** Milliseconds that giving a credential takes: mostly, and now and then. */
const [READING_MS, SLOW_READING_MS, SLOWLY_READ] = [[0, 20], [100, 400], 0.05] as const;

/** The database from which n8n reads the credential of every request, after its turn came and before it goes out. */
export class Database {
	private opened: Promise<void> = Promise.resolve();

	constructor(private readonly random: Random) {}

	/** Ends when the credential was read. */
	async read() {
		const { random } = this;
		await pause(random.chance(SLOWLY_READ) ? random.integer(...SLOW_READING_MS) : random.integer(...READING_MS));
		await this.opened;
	}

	/** Answers nobody for so many milliseconds, and then everybody at once. */
	async stall(milliseconds: number) {
		this.opened = pause(milliseconds);
		await this.opened;
	}
}
