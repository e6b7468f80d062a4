import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { requireSuccess, workflowNamed } from './exampleRuns';
import { wasRun } from './execution';
import type { Execution } from './execution';
import { waitFor } from './waiting';

const example = 'deactivate-leaver';

/** Tells the example of somebody who leaves, as an HR system does. */
export async function checkLeavers(demo: Demo, checks: Checks): Promise<void> {
	const { client, n8n, standIn } = demo;
	const { users } = standIn.control;
	const workflow = workflowNamed(demo, example);
	const leave = async (email: string): Promise<Execution> => {
		const before = (await client.listExecutions(workflow.id)).length;
		const answer = await fetch(`${n8n.url}/webhook/sendoso-leaver`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email }) });
		expectSame('answer of the webhook', answer.status, 200);
		// n8n answers the webhook a moment before it lists the execution.
		const started = await waitFor('The execution of the webhook', 30_000, async () => {
			const all = await client.listExecutions(workflow.id);
			return all.length > before ? all[0] : undefined;
		});
		return requireSuccess(await client.waitForExecution(started.id));
	};
	await checks.run('the leaver example switches one account off, and changes nothing else of it', async () => {
		await client.publish(workflow);
		const leaver = users.add({ first_name: 'Iris', last_name: 'Novak', email: 'Iris.Novak@example.org' });
		const others = () => users.list().filter(({ id }) => id !== leaver.id).map(({ active }) => active);
		const before = others();
		expectSame('reached', wasRun(await leave('iris.novak@example.org'), 'Deactivate'), true);
		expectSame('the user', users.get(leaver.id), { ...leaver, active: false });
		expectSame('the others', others(), before);
	});
	await checks.run('somebody who is not there, or not active any more, is left alone', async () => {
		for (const email of ['iris.novak@example.org', 'nobody@example.org']) expectSame(`reached for ${email}`, wasRun(await leave(email), 'Nothing to do'), true);
		await client.unpublish(workflow.id);
	});
}
