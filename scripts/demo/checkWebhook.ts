import { randomBytes } from 'node:crypto';
import { signedHeaders } from '../../sandbox/webhooks/endpoints';
import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { requireSuccess, workflowNamed } from './exampleRuns';
import { webhookExample } from './examples';
import { itemsOf } from './execution';
import type { Execution } from './execution';
import { waitFor } from './waiting';

const endMilliseconds = 30_000;
const tooLarge = 17 * 1024 * 1024;

/** Has the stand-in deliver to the published example, and posts what nobody signed or can read. */
export async function checkWebhook(demo: Demo, checks: Checks): Promise<void> {
	const { client, standIn, endpoint } = demo;
	const { webhooks, sends } = standIn.control;
	const workflow = workflowNamed(demo, webhookExample);
	let handled = 0;

	/** The executions that n8n has ended since the last look, oldest first. */
	const newExecutions = async (count: number): Promise<Execution[]> => {
		const listed = await waitFor(`${count} executions of the webhook example`, endMilliseconds, async () => {
			const all = await client.listExecutions(workflow.id, 50);
			return all.length >= handled + count && all.every(({ status }) => !['new', 'running'].includes(status)) ? all : undefined;
		});
		const fresh = listed.slice(0, listed.length - handled).reverse();
		handled = listed.length;
		return await Promise.all(fresh.map(async ({ id }) => await client.waitForExecution(id)));
	};
	const owners = (executions: Execution[]) => executions.flatMap((execution) => itemsOf(requireSuccess(execution), 'Message to the owner').map(({ to, send_gid: gid }) => [to, gid]));
	const requireAll = (executions: Execution[]) => executions.forEach((execution) => requireSuccess(execution));
	const statuses = () => webhooks.attempts(endpoint.id).map(({ status }) => status).reverse();
	const post = async (body: string, headers: Record<string, string>) => (await fetch(endpoint.url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body })).status;

	await checks.run('what was told while the endpoint was paused starts the example when it goes on', async () => {
		await client.publish(workflow);
		webhooks.update(endpoint.id, { paused: false });
		await webhooks.settle();
		expectSame('answers', statuses(), statuses().map(() => 200));
		requireAll(await newExecutions(statuses().length));
	});
	await checks.run('a signed delivery tells the owner of the gift', async () => {
		const before = statuses().length;
		const send = sends.add({ kind: 'egift' });
		sends.advance(send.send_gid, 'Used');
		await webhooks.settle();
		expectSame('answers', statuses().slice(before), [200]);
		expectSame('owner and send', owners(await newExecutions(1)), [[send.sender.email, send.send_gid]]);
	});
	await checks.run('a delivery whose answer was lost comes again and is not told twice', async () => {
		const before = statuses().length;
		webhooks.loseAnswers(endpoint.id, 1);
		const id = webhooks.fire('send.redeemed', sends.list({ status: 'Used' })[0]?.id);
		await webhooks.settle();
		webhooks.resend(id);
		await webhooks.settle();
		// The newest attempts come first; what was tried again has the same message.
		expectSame('answers', webhooks.attempts(endpoint.id).filter(({ messageId }) => messageId === id).map(({ status }) => status).reverse(), [null, 200]);
		expectSame('attempts', statuses().length, before + 2);
		expectSame('messages', owners(await newExecutions(1)).length, 1);
	});
	await checks.run('one whose sender hung up before the answer starts once', async () => {
		const body = JSON.stringify({ send_gid: sends.list()[0]?.send_gid, status_changed_at: new Date().toISOString() });
		const headers = { 'Content-Type': 'application/json', ...signedHeaders(endpoint, 'msg_hungUp', body, Date.now()) };
		standIn.control.setLatency(1_500);
		const hungUp = await fetch(endpoint.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(500) }).then(() => false, () => true);
		const [execution] = await newExecutions(1);
		standIn.control.setLatency(0);
		expectSame('hung up', hungUp, true);
		expectSame('deliveries', execution && itemsOf(execution, 'Gift redeemed').map(({ webhookId }) => webhookId), ['msg_hungUp']);
		expectSame('answer to the repeat', await post(body, headers), 200);
	});
	await checks.run('a repeat is recognized after the workflow was published anew', async () => {
		await client.unpublish(workflow.id);
		await client.publish(workflow);
		const messageId = webhooks.attempts(endpoint.id)[0]?.messageId ?? '';
		webhooks.resend(messageId, endpoint.id);
		await webhooks.settle();
		expectSame('answer', webhooks.attempts(endpoint.id)[0]?.status, 200);
	});
	await checks.run('what nobody signed is refused, and starts nothing', async () => {
		const body = JSON.stringify({ send_gid: sends.list()[0]?.send_gid, status_changed_at: new Date().toISOString() });
		const right = signedHeaders(endpoint, 'msg_forged', body, Date.now());
		const other = signedHeaders({ ...endpoint, secret: `whsec_${randomBytes(24).toString('base64')}` }, 'msg_forged', body, Date.now());
		const answers = [await post(body, {}), await post(body, other), await post(`${body} `, right), await post(body, { ...right, 'svix-id': 'msg_other' }), await post(body, signedHeaders(endpoint, 'msg_forged', body, Date.now() - 301_000))];
		expectSame('answers', answers, answers.map(() => 401));
	});
	await checks.run('what n8n or the node can not read is not taken for received', async () => {
		const malformed = '{"send_gid":';
		const nameless = '{"status_changed_at":"2026-03-04T17:22:09-08:00"}';
		const huge = JSON.stringify({ send_gid: 'x'.repeat(tooLarge) });
		const signed = async (body: string) => await post(body, signedHeaders(endpoint, 'msg_odd', body, Date.now()));
		expectSame('answers', [await signed(malformed), await signed(nameless), await signed(huge)], [422, 422, 500]);
	});
	await checks.run('the credential is tested by its form', async () => {
		const test = async (signingSecret: string) => await client.testCredential(demo.deliveries, 'sendosoWebhookApi', { signingSecret });
		expectSame('a secret', await test(endpoint.secret), 'OK');
		const refusal = await test('whsec_no');
		expectSame('no secret', refusal.startsWith("'Signing Secret' of the credential is not a signing secret"), true);
	});
	await checks.run('none of that started an execution', async () => {
		expectSame('executions', (await client.listExecutions(workflow.id, 50)).length, handled);
		await client.unpublish(workflow.id);
		webhooks.update(endpoint.id, { paused: true });
	});
}
