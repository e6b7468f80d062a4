import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { requireSuccess, runByHand, sendsTo, workflowNamed } from './exampleRuns';
import { itemsOf } from './execution';
import type { Execution } from './execution';
import { PlainFailure } from './failure';
import { waitFor } from './waiting';

const example = 'update-deal-on-status-change';
const table = 'deal_gifts';
const contacts = ['nora.feldt@example.com', 'ravi.iyer@example.com'];
/** n8n polls once a minute, and a bit later on a busy machine. */
const pollMilliseconds = 150_000;

/** Sends the gifts of the deals and lets one be used; what is given back waits until the trigger has told of it. */
export async function startDeals(demo: Demo, checks: Checks): Promise<() => Promise<void>> {
	const { client, standIn } = demo;
	const workflow = workflowNamed(demo, example);
	let byHand: Execution | undefined;
	let deals: string[] = [];
	let others = '';
	await checks.run('the deals example keeps the send_gid of each gift with its deal', async () => {
		byHand = await runByHand(demo, example, 'Start by hand');
		const rows = (await client.rowsOfTable(table)).map((row) => [row.send_gid, row.deal_id, row.recipient_email, row.status]);
		// Two deals have the same contact: whichever of them asks first has the gift, and a person looks at the other.
		const left = itemsOf(byHand, 'A person looks').map((item) => String(item.deal_id));
		deals = ['D-1043', 'D-1041'].filter((deal) => !left.includes(deal)).concat('D-1042');
		expectSame('deals with a gift', deals.length, contacts.length);
		expectSame('rows', sorted(rows), sorted(contacts.flatMap((email, place) => sendsTo(demo, email).map((send) => [send.send_gid, deals[place], email, send.status]))));
		await client.publish(workflow);
		others = standIn.control.sends.add({ kind: 'egift', recipientEmail: 'somebody.else@example.com' }).send_gid;
		for (const gid of [gidOf(demo), others]) standIn.control.sends.advance(gid, 'Used');
	});
	return async () => {
		await checks.run('its trigger writes a new status to the deal, and shows those of other sends apart', async () => {
			if (byHand === undefined) throw new PlainFailure('there are no gifts to follow');
			const told = await executionsUntil(demo, byHand.id, (items) => items('Update the CRM').some((item) => item.gift_status === 'Used') && items('Not a gift of a deal').some((item) => item.send_gid === others));
			const updates = told.flatMap((execution) => itemsOf(execution, 'Update the CRM')).filter((item) => item.gift_status === 'Used');
			expectSame('updates', updates.map((item) => [item.deal_id, item.gift_status]), [[deals[0], 'Used']]);
			const rows = (await client.rowsOfTable(table)).map((row) => [row.send_gid, row.deal_id, row.status]);
			expectSame('rows', sorted(rows), sorted(contacts.flatMap((email, place) => sendsTo(demo, email).map((send) => [send.send_gid, deals[place], send.status]))));
			await client.unpublish(workflow.id);
		});
	};
}

const sorted = (rows: unknown[][]) => rows.map((row) => row.join(' ')).sort();
const gidOf = (demo: Demo) => String(sendsTo(demo, contacts[0] ?? '')[0]?.send_gid);

/** Waits until the executions that the trigger started gave the wanted items, all together. */
async function executionsUntil({ client, workflows }: Demo, except: string, isEnough: (items: (node: string) => Array<Record<string, unknown>>) => boolean): Promise<Execution[]> {
	const id = workflows.get(example)?.id ?? '';
	return await waitFor('The executions that the new statuses start', pollMilliseconds, async () => {
		const listed = await client.listExecutions(id);
		const ended = listed.filter((execution) => execution.id !== except && !['new', 'running'].includes(execution.status));
		const executions = await Promise.all(ended.map(async (execution) => requireSuccess(await client.getExecution(execution.id))));
		return isEnough((node) => executions.flatMap((execution) => itemsOf(execution, node))) ? executions : undefined;
	}, 1_000);
}
