import { isRow } from '../../../nodes/shared/values/json';

/** Not a constant of the import, so that the campaign also runs on code that never reads the list again. */
const MODULE: string = '../../../nodes/shared/spending/freshness';

async function freshness(): Promise<Record<string, unknown> | undefined> {
	const loaded: unknown = await import(MODULE).catch(() => undefined);
	const found = isRow(loaded) ? loaded.freshness : undefined;
	return isRow(found) ? found : undefined;
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
