/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { checkBirthdays } from './checkBirthdays';
import { startDeals } from './checkDeals';
import { checkCatalogue } from './checkCatalogue';
import { checkEvents } from './checkEvents';
import { checkLeavers } from './checkLeavers';
import { checkOpenConnectors } from './checkOpenConnectors';
import { checkWebhook } from './checkWebhook';
import { Checks, expectSame } from './checks';
import type { Demo } from './demo';
import { decide, runByHand, sendsTo, workflowNamed } from './exampleRuns';
import { itemsOf, wasRun } from './execution';
import { PlainFailure } from './failure';
import { dig, listOf } from './json';
import { n8nVersion } from './installN8n';
import { waitFor } from './waiting';

const people = ['ada.moreno@example.com', 'jonas.weber@example.com'];
const approved = 'lena.fischer@example.com';
const declined = 'tom.baker@example.com';

/** Runs the examples in the running n8n and compares what they say with what the stand-in server received. */
export async function checkDemo(demo: Demo): Promise<number> {
	const checks = new Checks();
	console.log(`\nChecks in n8n ${n8nVersion} at ${demo.n8n.url}`);
	await checks.run('the list example sends one eGift to each good row and sets the bad one apart', async () => await sendToList(demo));
	await checks.run('run again, it sends nobody a second gift', async () => await sendToListAgain(demo));
	await checks.run('the report example lists exactly the open sends', async () => await reportOpenSends(demo));
	await checks.run('the approval example sends after a click on Approve', async () => await approve(demo));
	await checks.run('the approval example sends nothing after a click on Decline', async () => await decline(demo));
	await checkBirthdays(demo, checks);
	await checkCatalogue(demo, checks);
	await checkLeavers(demo, checks);
	// Both wait for a poll of n8n, at the same time.
	const finishDeals = await startDeals(demo, checks);
	await checkOpenConnectors(demo, checks);
	await checkEvents(demo, checks);
	await checkWebhook(demo, checks);
	await finishDeals();
	await checks.run('every request kept to the contract', async () => expectSame('violations', demo.standIn.control.violations(), []));
	printSends(demo);
	return checks.close();
}

async function sendToList(demo: Demo): Promise<void> {
	const execution = await runByHand(demo, 'send-egift-to-list', 'Start by hand');
	expectSame('rows sent', itemsOf(execution, 'Sent').map(({ email }) => email), people);
	expectSame('rows not sent', itemsOf(execution, 'Not sent').length, 1);
	const codes = itemsOf(execution, 'Sent').map((item) => item.tracking_code);
	const received = people.flatMap((email) => sendsTo(demo, email).map((send) => send.tracking_code));
	expectSame('tracking codes in n8n and at the server', codes, received);
}

async function sendToListAgain(demo: Demo): Promise<void> {
	const execution = await runByHand(demo, 'send-egift-to-list', 'Start by hand');
	expectSame('rows sent', itemsOf(execution, 'Sent').length, 0);
	expectSame('rows left out', itemsOf(execution, 'Had one already').map(({ email }) => email), people);
	expectSame('sends at the server', people.map((email) => sendsTo(demo, email).length), [1, 1]);
}

async function reportOpenSends(demo: Demo): Promise<void> {
	const execution = await runByHand(demo, 'report-unredeemed-sends', 'Start by hand');
	const open = itemsOf(execution, 'Count').flatMap((item) => listOf(item.open)).map((send) => String(dig(send, 'send_gid')));
	expectSame('open sends', [...open].sort(), openSends(demo).sort());
	const [report] = itemsOf(execution, 'Report as HTML');
	if (!String(report?.html).includes('<table')) throw new PlainFailure('the HTML has no table');
}

async function approve(demo: Demo): Promise<void> {
	const { client } = demo;
	const workflow = workflowNamed(demo, 'approve-before-sending');
	const executionId = await client.run(workflow, 'Try it with an example');
	const { execution } = await decide(demo, executionId, 'Approve');
	const [item] = itemsOf(execution, 'Send the gift');
	const received = sendsTo(demo, approved).map((send) => [send.tracking_code, send.send_gid]);
	expectSame('tracking code and send_gid', [[item?.tracking_code, dig(item, 'sendoso', 'matchedSend', 'send_gid')]], received);
}

async function decline(demo: Demo): Promise<void> {
	const workflow = workflowNamed(demo, 'approve-before-sending');
	await demo.client.publish(workflow);
	const [before] = await demo.client.listExecutions(workflow.id, 1);
	const answer = await fetch(`${demo.n8n.url}/webhook/sendoso-gift-request`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ recipientName: 'Tom Baker', recipientEmail: declined, reason: 'Asked twice' }),
	});
	expectSame('answer of the webhook', answer.status, 200);
	// n8n answers the webhook a moment before it lists the execution.
	const started = await waitFor('The execution of the webhook', 30_000, async () => {
		const [newest] = await demo.client.listExecutions(workflow.id, 1);
		return newest?.id === before?.id ? undefined : newest;
	});
	const { execution } = await decide(demo, started.id, 'Decline');
	expectSame('the node "Nothing is sent" was reached', wasRun(execution, 'Nothing is sent'), true);
	expectSame('sends at the server', sendsTo(demo, declined).length, 0);
}

/** What the report must show, worked out from the server's own records. */
function openSends({ standIn }: Demo): string[] {
	const { control } = standIn;
	const since = control.clock.now() - 90 * 86_400_000;
	return control.sends
		.list()
		.filter(({ status, created_at }) => !finalStatuses.includes(status) && Date.parse(created_at) >= since)
		.map(({ send_gid }) => send_gid);
}

function printSends({ standIn, touch }: Demo): void {
	const sends = standIn.control.sends.list({ createdByRequest: true }).reverse();
	console.log(`\nWhat the stand-in server received from campaign "${touch.name}" (touch ${touch.id})`);
	for (const { recipient, tracking_code, send_gid, status } of sends) {
		console.log(`  ${String(recipient.email).padEnd(30)} tracking code ${tracking_code}  send_gid ${send_gid}  ${status}`);
	}
	console.log('');
}

const finalStatuses = [
	'Used',
	'Delivered',
	'Expired',
	'Expired and Credited',
	'Bounced and Credited',
	'Refunded',
	'Cancelled',
	'Address Confirmation - Cancelled',
	'Undeliverable',
	'Failed',
];
