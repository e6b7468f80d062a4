import type { Pairing } from './types';

interface Count extends Pairing {
	isReadAgain: boolean;
	people: number;
	twice: number;
}

/** How many people got two gifts because two processes asked for them. */
export class AcrossProcesses {
	private readonly counts = new Map<string, Count>();

	/** Notes one person and the gifts that there are. */
	add(isReadAgain: boolean, pairing: Pairing, gifts: number) {
		const key = JSON.stringify([isReadAgain, pairing]);
		const count = this.counts.get(key) ?? { ...pairing, isReadAgain, people: 0, twice: 0 };
		count.people += 1;
		if (gifts > 1) count.twice += 1;
		this.counts.set(key, count);
	}

	/** Whether anything was measured. */
	get hasFigures(): boolean {
		return this.counts.size > 0;
	}

	/** Says it in words, for the processes that read the list again or for those that do not. */
	describe(isReadAgain: boolean): string {
		const all = [...this.counts.values()].filter((count) => count.isReadAgain === isReadAgain).sort((left, right) => left.apartMs - right.apartMs);
		const sum = (of: 'people' | 'twice') => all.reduce((total, count) => total + count[of], 0);
		const inOrder = (isSameOrder: boolean) => {
			const parts = all.filter((count) => count.isSameOrder === isSameOrder).map(({ apartMs, twice, people }) => `${apartMs === 0 ? 'at the same time' : `${apartMs / 1_000} s apart`} ${twice} of ${people}`);
			return parts.length === 0 ? '' : `; rows in ${isSameOrder ? 'the same order' : 'another order'}: ${parts.join(', ')}`;
		};
		return `${sum('twice')} of ${sum('people')} people got two gifts${inOrder(false)}${inOrder(true)}`;
	}
}
