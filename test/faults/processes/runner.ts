/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */
import { stepClock } from './steppedClock';
import { freshness } from '../../../nodes/shared/spending/duplicates/freshness';
import { carryOut } from '../carryOut';
import { type Answer, type ClockStep, type Question, READY } from './messages';

// A process of its own in which executions take place; it knows nothing of what others sent.

async function answer({ number, order }: Question): Promise<Answer> {
	const credential = { ...order.credential, renewals: 0 };
	freshness.longestAgeMs = order.longestListAgeMs ?? freshness.longestAgeMs;
	const [ended] = await Promise.allSettled([carryOut(order, credential).finished]);
	if (ended.status === 'rejected') return { number, failure: String(ended.reason) };
	return { number, outcome: ended.value, credential: credential.data };
}

process.on('message', (question: Question | ClockStep) => {
	if ('stepMs' in question) return stepClock(question.stepMs);
	void answer(question).then((told) => process.send?.(told));
});
// Nobody is left to answer to.
process.on('disconnect', () => process.exit(0));
process.send?.(READY);
