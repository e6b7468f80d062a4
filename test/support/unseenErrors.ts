/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run on a desk, never inside n8n */
import { runInThisContext } from 'node:vm';

/** The process itself: Jest gives tests a copy, at which no event arrives. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** Collects the errors to which nobody listened when they came, even if somebody did later: each would end n8n's process. */
export async function unseenErrorsOf(work: () => Promise<void>): Promise<unknown[]> {
	const unseen: unknown[] = [];
	const note = (reason: unknown) => unseen.push(reason);
	realProcess.on('unhandledRejection', note);
	try {
		await work();
	} finally {
		realProcess.off('unhandledRejection', note);
	}
	return unseen;
}
