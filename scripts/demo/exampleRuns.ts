import { expectSame } from './checks';
import type { Demo } from './demo';
import { errorOf, itemsOf } from './execution';
import type { Execution } from './execution';
import { PlainFailure } from './failure';
import type { StoredWorkflow } from './n8nClient';
import { submitDecision } from './resumeForm';

/** The workflow of an example, by the name of its file. */
export function workflowNamed({ workflows }: Demo, name: string): StoredWorkflow {
	const workflow = workflows.get(name);
	if (workflow === undefined) throw new PlainFailure(`there is no examples/${name}.json`);
	return workflow;
}

/** Starts an example at a trigger, as a person does in the editor, and waits for its success. */
export async function runByHand(demo: Demo, example: string, trigger: string): Promise<Execution> {
	const executionId = await demo.client.run(workflowNamed(demo, example), trigger);
	return requireSuccess(await demo.client.waitForExecution(executionId));
}

/** Opens the page that a waiting execution shows to the approver, and submits a decision on it. */
export async function decide({ client }: Demo, executionId: string, decision: 'Approve' | 'Decline'): Promise<{ page: string; execution: Execution }> {
	const waiting = await client.waitForExecution(executionId, ['waiting', 'error']);
	expectSame('status before the decision', waiting.status, 'waiting');
	const address = itemsOf(waiting, 'Tell the approver')[0]?.approvalPage;
	const page = await submitDecision(String(address), decision);
	return { page, execution: requireSuccess(await client.waitForExecution(executionId)) };
}

/** Gives the execution back if it ended well. */
export function requireSuccess(execution: Execution): Execution {
	if (execution.status === 'success') return execution;
	throw new PlainFailure(`execution ${execution.id} ended with ${execution.status}: ${errorOf(execution) ?? 'no reason given'}`);
}

/** What the stand-in server was asked to send to an address. */
export function sendsTo({ standIn }: Demo, email: string) {
	return standIn.control.sends.list({ email, createdByRequest: true });
}
