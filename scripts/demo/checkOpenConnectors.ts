import type { Checks } from './checks';
import { expectSame } from './checks';
import type { Demo } from './demo';
import { requireSuccess } from './exampleRuns';
import { itemsOf } from './execution';
import { PlainFailure } from './failure';
import { packageName } from './packPackage';
import { tenantCredential } from './standIn';
import { waitFor } from './waiting';
import type { WorkflowNode } from './workflow';

const credentialType = 'sendosoOpenConnectorsApi';
/** n8n polls once a minute, and a bit later on a busy machine. */
const pollMilliseconds = 150_000;
const endMilliseconds = 30_000;
const street = '7 Quiet Lane';

/** Goes the way of somebody who connects through SAP Open Connectors, from the first page to the first event. */
export async function checkOpenConnectors(demo: Demo, checks: Checks): Promise<void> {
	let token = '';
	await checks.run('the provisioning example makes an instance and shows its token once', async () => {
		token = await provision(demo);
	});
	await checks.run('no stored execution of it holds the token', async () => {
		const workflow = workflowOf(demo);
		// n8n answers the browser a moment before the execution ends; what counts is what is there afterwards.
		const stored = await waitFor('The end of its executions', endMilliseconds, async () => {
			const listed = await demo.client.listExecutions(workflow.id);
			return listed.some(({ status }) => ['new', 'running'].includes(status)) ? undefined : listed;
		});
		expectSame('stored executions', stored.length, 0);
	});
	await checks.run('a page that was not opened from here creates nothing', async () => {
		const before = demo.standIn.control.openConnectors.instances().length;
		const code = demo.standIn.control.openConnectors.issueCode();
		const answer = await fetch(`${demo.n8n.url}/webhook/sendoso-callback?code=${code}&state=made-up`);
		expectSame('status', answer.status, 400);
		expectSame('instances', demo.standIn.control.openConnectors.instances().length, before);
	});
	await checks.run('a page that another browser comes back to creates nothing', async () => {
		const before = demo.standIn.control.openConnectors.instances().length;
		const first = await fetch(`${demo.n8n.url}/webhook/sendoso-connect`, { redirect: 'manual' });
		const [cookie = ''] = first.headers.getSetCookie();
		const [, state = ''] = /sendoso-state=(\w{32});/.exec(cookie) ?? [];
		expectSame('flags of the cookie', ['HttpOnly', 'SameSite=Lax', 'Max-Age=600'].filter((flag) => !cookie.includes(flag)), []);
		const code = demo.standIn.control.openConnectors.issueCode();
		const answer = await fetch(`${demo.n8n.url}/webhook/sendoso-callback?code=${code}&state=${state}`, { headers: { cookie: 'sendoso-state=another' } });
		expectSame('status', [state.length, answer.status], [32, 400]);
		expectSame('instances', demo.standIn.control.openConnectors.instances().length, before);
	});
	await checks.run("n8n's test of the credential tells right from wrong", async () => {
		const test = async (more: Record<string, unknown>) => {
			const data = { ...tenantCredential(demo.standIn, demo.n8n.url, token), ...more };
			return await demo.client.testCredential(demo.tenant, credentialType, data);
		};
		expectSame('with a token', await test({}), 'OK');
		expectSame('without a token', await test({ elementToken: '' }), 'OK');
		expectSame('a wrong token refused', (await test({ elementToken: 'wrong' })) !== 'OK', true);
		const asked = demo.standIn.control.requests().length;
		expectSame('a bad address refused', (await test({ baseUrl: `${demo.standIn.url}/other` })) !== 'OK', true);
		expectSame('requests to a bad address', demo.standIn.control.requests().length, asked);
	});
	await checks.run('with the token in the credential, a published trigger fires for a return address that a workflow creates', async () => {
		await demo.client.updateCredential(demo.tenant, credentialType, tenantCredential(demo.standIn, demo.n8n.url, token));
		await createAndSee(demo);
	});
}

function workflowOf(demo: Demo) {
	const workflow = demo.workflows.get('provision-open-connectors');
	if (workflow === undefined) throw new PlainFailure('there is no examples/provision-open-connectors.json');
	return workflow;
}

/** Opens the example's first page, allows the access and reads the token off the last page. */
async function provision(demo: Demo): Promise<string> {
	await demo.client.publish(workflowOf(demo));
	const first = await fetch(`${demo.n8n.url}/webhook/sendoso-connect`, { redirect: 'manual' });
	const consent = await (await fetch(String(first.headers.get('location')))).text();
	const [, allow = ''] = /id="approve" href="([^"]+)"/.exec(consent) ?? [];
	if (allow === '') throw new PlainFailure(`the first page led to something without a button (${first.status}): ${consent.slice(0, 200)}`);
	const [cookie = ''] = first.headers.getSetCookie().map((entry) => entry.split(';')[0] ?? '');
	const consented = await fetch(allow.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))), { redirect: 'manual' });
	const back = String(consented.headers.get('location'));
	const last = await (await fetch(back, { headers: { cookie } })).text();
	const [, token = ''] = /id="token">([^<]+)</.exec(last) ?? [];
	const created = demo.standIn.control.openConnectors.instances().find(({ name }) => name === 'n8n');
	expectSame('token on the page', [token !== '', token], [true, created?.token]);
	return token;
}

/** Publishes a trigger, creates a return address with another workflow, and waits for the execution that it starts. */
async function createAndSee(demo: Demo): Promise<void> {
	const { client, tenant } = demo;
	const credentials = { [credentialType]: { ...tenant } };
	const node = (name: string, type: string, position: [number, number], parameters: Record<string, unknown>): WorkflowNode => ({
		name,
		type,
		typeVersion: 1,
		position,
		parameters,
		...(type.startsWith(packageName) ? { credentials } : {}),
	});
	const watching = await client.createWorkflow({
		name: 'Return addresses',
		nodes: [
			node('New address', `${packageName}.sendosoOpenConnectorsTrigger`, [0, 0], {
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				events: ['returnAddressCreated'],
			}),
			node('End', 'n8n-nodes-base.noOp', [220, 0], {}),
		],
		connections: { 'New address': { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
	const creating = await client.createWorkflow({
		name: 'Create a return address',
		nodes: [
			node('Start by hand', 'n8n-nodes-base.manualTrigger', [0, 0], {}),
			node('Create', `${packageName}.sendosoOpenConnectors`, [220, 0], {
				resource: 'returnAddress',
				operation: 'create',
				additionalFields: { address: street, city: 'Holtsville', state: 'NY', zip: '00501' },
			}),
		],
		connections: { 'Start by hand': { main: [[{ node: 'Create', type: 'main', index: 0 }]] } },
	});
	await client.publish(watching);
	const execution = requireSuccess(await client.waitForExecution(await client.run(creating, 'Start by hand')));
	expectSame('zip of the created address', itemsOf(execution, 'Create')[0]?.zip, '00501');
	const started = await waitFor('The execution that the new address starts', pollMilliseconds, async () => (await client.listExecutions(watching.id, 1))[0]);
	// n8n lists an execution before it stores what its nodes gave.
	const fired = requireSuccess(await client.waitForExecution(started.id));
	expectSame('address in the execution', itemsOf(fired, 'New address').map(({ address }) => address), [street]);
	await client.unpublish(watching.id);
}
