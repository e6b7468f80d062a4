/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { setTimeout as pause } from 'node:timers/promises';
import { PlainFailure } from './failure';

export { pause };

/** Asks again and again until there is an answer, at most for the given time. */
export async function waitFor<Answer>(
	what: string,
	timeoutMilliseconds: number,
	ask: () => Promise<Answer | undefined>,
	everyMilliseconds = 200,
): Promise<Answer> {
	const deadline = Date.now() + timeoutMilliseconds;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() >= deadline) {
			throw new PlainFailure(`${what} did not happen within ${Math.round(timeoutMilliseconds / 1000)} s.`);
		}
		await pause(everyMilliseconds);
	}
}
