import { type IWebhookFunctions, sleep } from 'n8n-workflow';

/** Pauses between two looks, in milliseconds: short at first, because n8n usually answers at once. */
const SHORT_MS = 2;
const LONG_MS = 50;

/** Looks with the short pause. */
const MOST_SHORT = 500;

/** Longest time that an answer is waited for, in milliseconds. */
const LONGEST_MS = 120_000;

/**
 * Waits until n8n has answered a request. What it wrote counts, not what arrived: where the sender has hung up, n8n starts the
 * execution all the same, and then writes an answer that nobody gets.
 *
 * @param meanwhile done before each look
 * @returns whether the answer was a 2xx, with which n8n says that the execution was started
 */
export async function answeredWell(context: IWebhookFunctions, meanwhile: () => void): Promise<boolean> {
	const response = context.getResponseObject();
	for (let [waited, looks] = [0, 0]; !response.writableEnded && waited < LONGEST_MS; looks++) {
		meanwhile();
		const pause = looks < MOST_SHORT ? SHORT_MS : LONG_MS;
		await sleep(pause);
		waited += pause;
	}
	return response.writableEnded && response.statusCode >= 200 && response.statusCode < 300;
}
