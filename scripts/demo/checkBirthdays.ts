import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { decide, runByHand, sendsTo, workflowNamed } from './exampleRuns';
import { itemsOf, wasRun } from './execution';

const example = 'send-birthday-gifts';
const trigger = 'Start by hand';
const people = ['maria.lindqvist@example.com', 'sam.ortega+gifts@example.com', 'yuki.tanaka@example.com', 'kofi.mensah@example.com'];
const leftOut = ['hana.novak(at)example.com', 'emil.berg@example.com'];

/** Goes the way of a manager who is asked about birthday gifts, declining first. */
export async function checkBirthdays(demo: Demo, checks: Checks): Promise<void> {
	const start = async () => await demo.client.run(workflowNamed(demo, example), trigger);
	const sent = () => people.map((email) => sendsTo(demo, email).length);
	await checks.run('the birthdays example shows the manager recipient, campaign and price, and sends nothing after Decline', async () => {
		const { page, execution } = await decide(demo, await start(), 'Decline');
		const { name, starting_egift_price: from, ending_egift_price: to } = demo.touch;
		const price = [...new Set([from, to].map((amount) => Number(amount).toFixed(2)))].join(' to ');
		const shown = [...people, name, `${price} USD`, 'twice in this list', 'hana.novak(at)example.com'];
		const text = page.replaceAll('\u00a0', ' ');
		expectSame('missing on the page', shown.filter((part) => !text.includes(part)), []);
		expectSame('the node "Nothing is sent" was reached', wasRun(execution, 'Nothing is sent'), true);
		expectSame('sends at the server', sent(), [0, 0, 0, 0]);
	});
	await checks.run('it sends exactly what the page showed after Approve', async () => {
		const { execution } = await decide(demo, await start(), 'Approve');
		const results = itemsOf(execution, 'Results').map(({ email, outcome, send_gid: gid }) => [email, outcome, gid]);
		expectSame('results', results, people.map((email) => [email, 'sent', sendsTo(demo, email)[0]?.send_gid]));
		expectSame('sends at the server', sent(), [1, 1, 1, 1]);
		expectSame('sends to others', leftOut.map((email) => sendsTo(demo, email).length), [0, 0]);
		expectSame('campaigns', [...new Set(people.flatMap((email) => sendsTo(demo, email).map(({ touch }) => touch?.name)))], [demo.touch.name]);
	});
	await checks.run('the next morning it asks about nobody who had a gift', async () => {
		const execution = await runByHand(demo, example, trigger);
		expectSame('the node "Nothing to approve" was reached', wasRun(execution, 'Nothing to approve'), true);
		expectSame('sends at the server', sent(), [1, 1, 1, 1]);
	});
}
