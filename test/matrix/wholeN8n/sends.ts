import { type Checks, expectSame } from '../../../scripts/demo/checks';
import { errorOf, itemsOf, type Execution } from '../../../scripts/demo/execution';
import { dig } from '../../../scripts/demo/json';
import type { Workflow } from '../../../scripts/demo/workflow';
import type { Stage } from '../../realN8n/stage';
import { BY_HAND, byHand, NODE, nodeOf } from './workflows';

const DAY_MS = 86_400_000;
const campaign = 'Matrix of versions';
const people = ['ada.moreno@example.com', 'jonas.weber@example.com'];

/** Adds the campaign that the sends belong to, an old one that is no news to a trigger; gives its id. */
export function addCampaign({ sandbox }: Stage): number {
	const created_at = new Date(Date.now() - DAY_MS).toISOString();
	return Number(sandbox.control.touches.add({ delivery_type: 'email', name: campaign, created_at }).id);
}

/** Runs workflows by hand that send eGifts, and compares what comes out with what the stand-in server received. */
export async function checkSends(stage: Stage, checks: Checks, touchId: number): Promise<void> {
	const { sandbox, credential, client } = stage;
	const node = nodeOf(
		'sendoso',
		{ resource: 'send', operation: 'createEgift', touchId: { __rl: true, mode: 'id', value: String(touchId) }, recipientEmail: '={{ $json.email }}' },
		{ sendosoOAuth2Api: credential },
	);
	const rows = people.map((email) => ({ email }));
	const sends = () => sandbox.control.sends.list({ touchId });
	await checks.run('the list of campaigns gives rows', async () => {
		const found = await client.searchList(node, 'searchTouches', 'touchId', campaign);
		expectSame('rows', found.map(({ value }) => String(value)), [String(touchId)]);
	});
	await checks.run('a workflow started by hand sends an eGift to each row', async () => {
		const { items, error } = await run(stage, byHand('Send', rows, node));
		expectSame('error', error, undefined);
		expectSame('outcomes', items.map((item) => [dig(item, 'sendoso', 'recipientEmail'), dig(item, 'sendoso', 'outcome')]), people.map((email) => [email, 'sent']));
		const received = people.flatMap((email) => sandbox.control.sends.list({ touchId, email }).map((send) => send.tracking_code));
		expectSame('tracking codes in n8n and at the server', items.map((item) => item.tracking_code), received);
	});
	await checks.run('the same workflow again sends nothing', async () => {
		const { items } = await run(stage, byHand('Send', rows, node));
		expectSame('outcomes', items.map((item) => dig(item, 'sendoso', 'outcome')), people.map(() => 'skipped'));
		expectSame('sends', sends().length, people.length);
	});
	await checks.run('a bad row ends with our error, and sends nothing', async () => {
		const { error = '', execution } = await run(stage, byHand('Bad row', [{ email: 'nobody(at)example.com' }], node));
		expectSame('status', execution.status, 'error');
		expectSame(`${error} begins with our phrase`, error.startsWith(`${NODE}: Not sent:`), true);
		expectSame('sends', sends().length, people.length);
	});
	await checks.run('with the error output, a bad row keeps no good one from being sent', async () => {
		const third = 'lena.fischer@example.com';
		const mixed = byHand('Mixed', [{ email: 'nobody(at)example.com' }, { email: third }], { ...node, onError: 'continueErrorOutput' });
		const { execution, items } = await run(stage, mixed);
		expectSame('status', execution.status, 'success');
		expectSame('sent', items.map((item) => dig(item, 'sendoso', 'recipientEmail')), [third]);
		expectSame('errors', itemsOf(execution, NODE, 1).map(({ error }) => String(error).startsWith('Not sent:')), [true]);
		expectSame('sends', sends().length, people.length + 1);
	});
}

/** Runs a workflow by hand; gives what came out of the node of this package. */
export async function run({ client }: Stage, workflow: Workflow): Promise<{ execution: Execution; items: Array<Record<string, unknown>>; error?: string }> {
	const id = await client.run(await client.createWorkflow(workflow), BY_HAND);
	const execution = await client.waitForExecution(id);
	return { execution, items: itemsOf(execution, NODE), error: errorOf(execution) };
}
