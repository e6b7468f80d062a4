import { randomUUID } from 'node:crypto';
import { errorOf, type Execution } from '../../scripts/demo/execution';
import { PlainFailure } from '../../scripts/demo/failure';
import { waitFor } from '../../scripts/demo/waiting';
import { giftWorkflow } from '../realN8n/giftWorkflow';
import type { Stage } from '../realN8n/stage';
import { FAILING, FAILING_AGAIN, type Failure, GIFTS, type Variant } from './variants';

/** A variant that is being played. */
export interface Play {
	variant: Variant;
	touchId: number;
	people: string[];
	/** The execution to retry next. */
	failed: Execution;
	first: Execution;
	/** What did not go as planned, so that the variant says nothing. */
	problems: string[];
}

const LONGEST_RUN_MS = 120_000;
const RESTING = ['success', 'error', 'crashed', 'canceled'];

/** Runs the workflow of a variant until it fails at the twelfth gift. */
export async function begin(stage: Stage, variant: Variant, number: number): Promise<Play> {
	const { client, credential, sandbox } = stage;
	const { parameters, batchSize } = variant;
	const touchId = Number(sandbox.control.touches.add({ delivery_type: 'email', name: `Variant ${number}` }).id);
	const people = Array.from({ length: GIFTS }, (_, index) => `person${index}@variant${number}.example.com`);
	const webhookPath = randomUUID();
	const workflow = await client.createWorkflow(giftWorkflow({ name: variant.name, credential, touchId, people, parameters, batchSize, webhookPath }));
	await client.publish(workflow);
	const stopFailing = failAt(stage, variant.failure, people[FAILING] ?? '');
	const answer = await fetch(`${stage.n8n.url}/webhook/${webhookPath}`, { method: 'POST' });
	if (!answer.ok) throw new PlainFailure(`n8n refused the call to the webhook with ${answer.status}`);
	const { id } = await waitFor('The start of the execution', LONGEST_RUN_MS, async () => (await client.listExecutions(workflow.id))[0]);
	const first = await client.waitForExecution(id, RESTING, LONGEST_RUN_MS);
	stopFailing();
	keepFromBouncing(stage, touchId, people[FAILING]);
	return { variant, touchId, people, first, failed: first, problems: checkFailure(variant.failure, first) };
}

/** Retries with n8n's own "Retry execution"; where the variant has two retries, the first one fails. */
export async function retry(stage: Stage, play: Play, isLast: boolean): Promise<Execution> {
	const { variant, people } = play;
	const stopFailing = isLast ? () => undefined : failAt(stage, variant.failure, people[FAILING_AGAIN] ?? '');
	const id = await stage.client.retryExecution(play.failed.id, variant.loadWorkflow);
	const retried = await stage.client.waitForExecution(id, RESTING, LONGEST_RUN_MS);
	stopFailing();
	if (!isLast) play.problems.push(...checkFailure(variant.failure, retried));
	play.failed = variant.then === 'the retry' ? retried : play.first;
	return retried;
}

/** Lets the gift of one person fail, until the function that comes back is called. */
function failAt({ sandbox: { control } }: Stage, { action, hidesList }: Failure, email: string): () => void {
	const faults = [control.fault({ match: { method: 'POST', bodyIncludes: `"${email}"` }, action })];
	const stopListening = control.on('request', ({ method, body }) => {
		if (!hidesList || method !== 'POST' || !JSON.stringify(body).includes(`"${email}"`)) return;
		faults.push(control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'status', status: 500 } }));
	});
	return () => {
		stopListening();
		for (const fault of faults) control.faults.remove(fault);
	};
}

function checkFailure({ message }: Failure, execution: Execution): string[] {
	const error = errorOf(execution) ?? '';
	const text = error.replace(/^[^:]*: /, '');
	return execution.status === 'error' && message.test(text) ? [] : [`execution ${execution.id} was to fail with ${String(message)}, but: ${execution.status} ${text}`];
}

/** A gift that bounced may be sent again: then nobody could say which of the two answers is right. */
function keepFromBouncing({ sandbox: { control } }: Stage, touchId: number, email = '') {
	for (const send of control.sends.list({ touchId, email })) control.sends.advance(send.send_gid, 'Opened');
}
