import { errorOf, type Execution } from '../../scripts/demo/execution';
import type { StoredWorkflow } from '../../scripts/demo/n8nClient';
import type { Workflow } from '../../scripts/demo/workflow';
import { waitFor } from '../../scripts/demo/waiting';
import type { Cluster } from './cluster/cluster';

/** Somebody who gets a gift. */
export interface Person {
	email: string;
	name: string;
}

/** A published workflow that waits for calls. */
export interface Listening {
	stored: StoredWorkflow;
	url: string;
}

const RESTING = ['success', 'error', 'crashed', 'canceled'];

/** People whose addresses no other campaign uses. */
export function peopleOf(campaign: string, count: number): Person[] {
	return Array.from({ length: count }, (_, index) => ({ email: `person${index}@${campaign}.example.com`, name: `Person ${index}` }));
}

/** Saves and publishes a workflow that waits for calls at a path. */
export async function listen({ client, main }: Cluster, { workflow, path }: { workflow: Workflow; path: string }): Promise<Listening> {
	const stored = await client.createWorkflow(workflow);
	await client.publish(stored);
	return { stored, url: `${main.url}/webhook/${path}` };
}

/** Asks for gifts to people; n8n answers as soon as the execution stands in the queue. */
export async function askFor({ url }: Listening, people: readonly Person[]): Promise<void> {
	const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ people }) });
	if (!answer.ok) throw new Error(`n8n answered ${answer.status} to a call: ${await answer.text()}`);
}

/** Waits until so many executions of a workflow have ended; gives all of them, oldest first. */
export async function executionsOf({ client }: Cluster, { stored }: Listening, count: number, withinMs: number): Promise<Execution[]> {
	const ended = await waitFor(`The end of ${count} executions`, withinMs, async () => {
		const listed = await client.listExecutions(stored.id, 100);
		return listed.length >= count && listed.every(({ status }) => RESTING.includes(status)) ? listed : undefined;
	});
	return await Promise.all(ended.reverse().map(async ({ id }) => await client.waitForExecution(id)));
}

/** How many of the executions each worker carried out, as their logs tell. */
export function shareOfWorkers({ workers }: Cluster, executions: ReadonlyArray<Pick<Execution, 'id'>>): number[] {
	return workers.map(({ log }) => {
		const started = new Set(log.flatMap((line) => /Worker started execution (\d+)/.exec(line)?.[1] ?? []));
		return executions.filter(({ id }) => started.has(id)).length;
	});
}

/** How many executions ended in which way; of errors, the beginnings of their texts. */
export function endings(executions: readonly Execution[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const execution of executions) {
		const ending = execution.status === 'success' ? 'success' : `${execution.status}: ${(errorOf(execution) ?? 'no text').slice(0, 90)}`;
		counts[ending] = (counts[ending] ?? 0) + 1;
	}
	return counts;
}
