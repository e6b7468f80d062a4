/**
 * Loads something when it is first needed, and keeps it: n8n forgets the files of a package that it updates or reloads, and a
 * node that is in use has to stay with those that it began with, which know what was done.
 *
 * @param load loads it; called anew after it failed
 */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
	let loading: Promise<T> | undefined;
	return async () => {
		loading ??= load().catch((error: unknown) => {
			loading = undefined;
			throw error;
		});
		return await loading;
	};
}
