const last = new Map<string, Promise<unknown>>();

/**
 * Does some work when everything that was begun before it under the same key is over, in this process: what reads a record and
 * writes it back would undo what others write in between.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const turn = last.get(key);
	const own = (async () => {
		await Promise.allSettled([turn]);
		return await work();
	})();
	last.set(key, own);
	try {
		return await own;
	} finally {
		if (last.get(key) === own) last.delete(key);
	}
}
