import type { Clock } from '../../nodes/shared/transport/clock';

interface Sleeper {
	at: number;
	wake: () => void;
}

/** Most sleeps that end before somebody who is waited for. */
const MOST_WAKES = 50_000;

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
	private sleepers: Sleeper[] = [];

	/** Milliseconds by which somebody set the clock, which is no passing of time. */
	private stepped = 0;

	constructor(private time = 1_772_668_800_000) {}

	now(): number {
		return this.time + this.stepped;
	}

	elapsed(): number {
		return this.time;
	}

	/** Sets the clock forward, or back: nobody wakes up earlier or later for it. */
	step(milliseconds: number) {
		this.stepped += milliseconds;
	}

	async sleep(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => this.sleepers.push({ at: this.time + milliseconds, wake }));
	}

	/** Number of sleeps that have not ended. */
	get asleep(): number {
		return this.sleepers.length;
	}

	/** Moves time on; whoever wakes up in between sees the moment that it asked for. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.time + milliseconds;
		await settle();
		for (let next = this.earliest(end); next !== undefined; next = this.earliest(end)) {
			this.time = Math.max(this.time, next.at);
			this.sleepers.splice(this.sleepers.indexOf(next), 1);
			next.wake();
			await settle();
		}
		this.time = end;
	}

	/** Moves time on as far as a promise needs, and gives its value. */
	async finish<T>(promise: Promise<T>): Promise<T> {
		let settled = false;
		const followed = promise.finally(() => {
			settled = true;
		});
		followed.catch(() => undefined);
		await settle();
		for (let [patience, wakes] = [0, 0]; !settled; patience++) {
			if (++wakes > MOST_WAKES) throw new Error('Sleepers wake without end, and the promise is still open');
			const next = this.earliest(Infinity);
			if (next !== undefined) {
				await this.advance(next.at - this.time);
				patience = 0;
			}
			if (patience > 20) throw new Error('Nobody sleeps, and the promise is still open');
			await settle();
		}
		return await followed;
	}

	private earliest(end: number): Sleeper | undefined {
		const due = this.sleepers.filter(({ at }) => at <= end);
		return due.reduce<Sleeper | undefined>((first, sleeper) => (first === undefined || sleeper.at < first.at ? sleeper : first), undefined);
	}
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}
