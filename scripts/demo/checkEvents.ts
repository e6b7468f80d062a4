import { createHmac } from 'node:crypto';
import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { requireSuccess, workflowNamed } from './exampleRuns';
import { itemsOf, wasRun } from './execution';
import type { Execution } from './execution';
import { eventSigningKey } from './standIn';
import { waitFor } from './waiting';

const example = 'receive-open-connectors-events';
const endMilliseconds = 30_000;

/** Has an instance tell the published example of events, in each shape that is on record, and posts forged ones. */
export async function checkEvents(demo: Demo, checks: Checks): Promise<void> {
	const { client, standIn } = demo;
	const workflow = workflowNamed(demo, example);
	const { openConnectors } = standIn.control;
	const callback = `${demo.n8n.url}/webhook/sendoso-events`;
	const campaign = { objectType: 'touches', objectId: demo.touch.id, eventType: 'UPDATED' as const };
	let handled = 0;

	/** The executions that n8n has ended since the last look, oldest first. */
	const newExecutions = async (count: number): Promise<Execution[]> => {
		const listed = await waitFor(`${count} executions of the events example`, endMilliseconds, async () => {
			const all = await client.listExecutions(workflow.id, 50);
			const isOver = all.length >= handled + count && all.every(({ status }) => !['new', 'running'].includes(status));
			return isOver ? all : undefined;
		});
		const fresh = listed.slice(0, listed.length - handled).reverse();
		handled = listed.length;
		return await Promise.all(fresh.map(async ({ id }) => await client.waitForExecution(id)));
	};
	const read = (executions: Execution[]) => executions.flatMap((execution) => itemsOf(requireSuccess(execution), 'Read the campaign').map(({ id }) => id));

	await checks.run('the events example takes signed events in every shape', async () => {
		await client.publish(workflow);
		const { id } = openConnectors.createInstance('Events', 'sendoso', { 'event.notification.callback.url': callback, 'event.notification.signature.key': eventSigningKey });
		for (const shape of ['message', 'bare', 'response'] as const) {
			expectSame(`answer to the shape ${shape}`, await openConnectors.fireEvent(id, [campaign, { ...campaign, objectType: 'groups', objectId: 907 }], shape), [200]);
		}
		expectSame('campaigns read', read(await newExecutions(3)), [demo.touch.id, demo.touch.id, demo.touch.id]);
	});
	const body = JSON.stringify({ message: { eventId: 'forged', events: [campaign] } });
	const sign = (key: string, text: string) => `sha256=${createHmac('sha256', key).update(text).digest('base64')}`;
	const post = async (signature: string | undefined, text = body) => {
		const headers = { 'Content-Type': 'application/json', ...(signature === undefined ? {} : { 'Elements-Webhook-Signature': signature }) };
		return (await fetch(callback, { method: 'POST', headers, body: text })).status;
	};
	await checks.run('the events example refuses forged events', async () => {
		const right = sign(eventSigningKey, body);
		const forged = [undefined, '', 'sha256=', sign('another key', body), sign('', body), right.slice(0, -1), right.slice('sha256='.length), sign(eventSigningKey, `${body} `), right.toLowerCase()];
		const answers = [];
		for (const signature of forged) answers.push(await post(signature));
		expectSame('answers', answers, forged.map(() => 401));
		const executions = await newExecutions(forged.length);
		expectSame('executions that went on', executions.filter((execution) => wasRun(execution, 'One item per event')).length, 0);
	});
	await checks.run('an event that is told twice comes out once', async () => {
		const text = body.replace('forged', 'told-twice');
		const tell = async () => {
			expectSame('answer', await post(sign(eventSigningKey, text), text), 200);
			// What an execution remembers is there when it has ended.
			return read(await newExecutions(1));
		};
		expectSame('campaigns read at first', await tell(), [demo.touch.id]);
		expectSame('campaigns read the second time', await tell(), []);
		await client.unpublish(workflow.id);
	});
}
