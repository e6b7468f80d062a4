import { isRow } from '../../../nodes/shared/values/json';

/** Where the node says it. Found while it runs, so that the campaign also tries code that never reads the list again. */
const MODULES = ['duplicates/freshness', 'freshness'].map((name) => `../../../nodes/shared/spending/${name}`);

async function freshness(): Promise<Record<string, unknown> | undefined> {
	for (const path of MODULES) {
		const loaded: unknown = await import(path).catch(() => undefined);
		if (isRow(loaded) && isRow(loaded.freshness)) return loaded.freshness;
	}
	return undefined;
}

/** Whether the node reads the newest page of the list again before a send. */
export async function readsListAgain(): Promise<boolean> {
	return (await freshness()) !== undefined;
}

/** Says from which age on this process reads the newest page of the list again; infinite: never. */
export async function setLongestListAge(milliseconds: number) {
	const found = await freshness();
	if (found !== undefined) found.longestAgeMs = milliseconds;
}
