/** A copy of a list in which `remove` entries at a place gave way to others. */
export function spliced<T>(list: readonly T[], place: number, remove: number, ...others: T[]): T[] {
	return [...list.slice(0, place), ...others, ...list.slice(place + remove)];
}
