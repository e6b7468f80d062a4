/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- tests run on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import type { Method } from 'axios';
import { CORE_SCHEMA, load } from 'js-yaml';
import { demoOpenConnectors } from '../../../sandbox';
import { stopAll } from '../support';
import { open } from './support';

afterAll(stopAll);

const { instanceId, oauthApiKey, oauthApiSecret } = demoOpenConnectors;
const contract = load(readFileSync(join(__dirname, '..', '..', '..', 'contract', 'open-connectors.openapi.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as { paths: Record<string, object> };
const operations = Object.entries(contract.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
/** What asks a list for the number of its rows, where the operation takes it. */
const asksForCount = (path: string, method: string) => (JSON.stringify((contract.paths[path] as Record<string, object> | undefined)?.[method]).includes('parameters/ReturnCount') ? { returnCount: true } : {});
const configuration = { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret };

/** Bodies by operation; `{…}` in a path are filled from what the server has. */
const bodies: Record<string, unknown> = {
	'post /instances': { element: { key: 'sendoso' }, providerData: { code: '{code}' }, configuration, name: 'x' },
	'put /instances/{instanceId}': { element: { id: 5180 }, providerData: { code: '{code}' }, configuration, name: 'x' },
	'patch /instances/{instanceId}': { tags: ['x'] },
	'patch /instances/{instanceId}/configuration/{configurationId}': { key: 'oauth.api.key', propertyValue: oauthApiKey },
	'patch /accounts/{accountId}/settings': { 'notification.webhook.failure.policy': 'queue' },
	'post /gifts': { send: { touch_id: '{touchId}', email: 'a@example.org' } },
	'post /bulk-gifts': { send: { via: 'bulk_email_addresses', touch_id: '{touchId}', recipient_users: [{ email: 'a@example.org' }] } },
	'post /egift-links': { send: { via: 'generate_egift_links', touch_id: '{touchId}', number_of_gifts: 1 } },
	'post /touches': { touch: { name: 'x' } },
	'patch /touches/{touchId}': { touch: { name: 'x' } },
	'put /touches/{touchId}': { touch: { name: 'x' } },
	'post /groups': { group: { name: 'x' } },
	'put /groups/{groupId}': { group: { name: 'x' } },
	'put /groups/{groupId}/group-limits': { group: { rollover: true } },
	'put /groups/{groupId}/touches': { id: 5 },
	'put /groups/{groupId}/members': { email: 'a@example.org' },
	'post /users': { user: { email: 'a@example.org' } },
	'put /users/{userId}': { user: { first_name: 'x' } },
	'post /users/{userId}/add-balance': { balance: '5' },
	'post /return-addresses': { return_address: { zip: '00501' } },
	'post /user-custom-templates': { custom_template: { name: 'x' } },
	'put /user-custom-templates/{templateId}': { custom_template: { name: 'x' } },
	'post /bulk/download': { objectName: 'touches', format: 'application/json' },
	...Object.fromEntries(['post /{objectName}', 'put /{objectName}/{objectId}', 'patch /{objectName}/{objectId}', 'post /{objectName}/{objectId}/{childObjectName}'].map((name) => [name, { name: 'x' }])),
};

const queries: Record<string, object> = {
	'get /elements/{keyOrId}/oauth/url': { apiKey: oauthApiKey, apiSecret: oauthApiSecret, callbackUrl: 'https://flows.example.org/cb' },
	'delete /groups/{groupId}/members': { email: '{email}' },
	'post /bulk/query': { q: 'select * from touches' },
};

let opened: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
	opened = await open({ seed: 'demo' });
});
beforeEach(() => opened.sandbox.control.reset());

/** Fresh data with every doubtful thing switched on, and values for what stands in braces. */
async function wholeServer() {
	const { control } = opened.sandbox;
	const connector = control.openConnectors;
	for (const name of ['journals', 'payments', 'purchase-orders', 'tax-rates', 'gift-preview']) connector.setMissing(name, false);
	connector.setMethodNotAllowed('touches', 'PUT', false);
	for (const name of ['groups/id', 'gifts/id']) connector.setMethodNotAllowed(name, 'GET', false);
	connector.setObject('things', [{ id: 1, name: 'x' }]);
	connector.setObject('things/1/parts', [{ id: 1 }]);
	const created = await opened.client.post('/bulk/download', { objectName: 'touches', format: 'application/json' });
	const jobId: string = created.data.id;
	await connector.fireEvent(instanceId, [{ objectType: 'touches', objectId: 1, eventType: 'UPDATED' }]).catch(() => []);
	const events = await opened.client.get(`/instances/${instanceId}/events`);
	const group = control.groups.list().find(({ id, active }) => active && control.members.list(id).length > 0);
	const values: Record<string, unknown> = {
		keyOrId: 'sendoso',
		instanceId,
		configurationId: 90_400,
		accountId: 1,
		eventId: events.data[0]?.id,
		code: connector.issueCode(),
		objectName: 'things',
		objectId: '1',
		childObjectName: 'parts',
		touchId: control.touches.add().id,
		giftId: 12,
		trackingCode: control.sends.list({ limit: 1 })[0]?.tracking_code,
		touchStyleId: 31,
		groupId: group?.id,
		email: control.members.list(group?.id ?? 0)[0]?.email,
		userId: control.users.list()[0]?.id,
		templateId: 510,
		jobId,
	};
	const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
	return { connector, jobId, fill };
}

const notOffered = ['post /bulk/{objectName}'];
const withoutContent = /^(delete|put \/instances\/(enabled|\{instanceId\}\/enabled))/;

describe('every operation of the contract', () => {
	test.each(operations.filter((name) => !notOffered.includes(name)))('%s answers as it says', async (name) => {
		const { sandbox, client } = opened;
		const { connector, jobId, fill } = await wholeServer();
		const [method = '', path = ''] = name.split(' ');
		const isResult = name === 'get /bulk/{jobId}/{objectName}';
		if (isResult) connector.stepBulkJob(jobId, 'COMPLETED');
		const answer = await client.request({
			method: method as Method,
			url: isResult ? `/bulk/${jobId}/touches` : fill(path),
			data: bodies[name] === undefined ? undefined : JSON.parse(fill(JSON.stringify(bodies[name]))),
			params: { ...asksForCount(path, method), ...JSON.parse(fill(JSON.stringify(queries[name] ?? {}))) },
			headers: { Accept: 'application/json' },
		});
		expect([answer.status, answer.data, sandbox.control.violations()]).toEqual([200, withoutContent.test(name) ? '' : expect.any(Object), []]);
		if (Array.isArray(answer.data) && !isResult && 'elements-returned-count' in answer.headers) expect(answer.headers['elements-total-count']).toBeDefined();
	});
});

describe('what breaks the contract', () => {
	it('is refused and recorded', async () => {
		const { sandbox, client } = opened;
		const answers = [
			await client.get('/touches?perPage=5'),
			await client.get('/groups?orderBy=name'),
			await client.post('/touches', { name: 'x' }),
			await client.patch('/groups/907', { group: {} }),
			await client.get('/instances/x'),
		];
		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 405, 400]);
		for (const { data, headers } of answers) expect(data).toEqual({ requestId: headers['elements-request-id'], message: expect.any(String) });
		const sequences = sandbox.control.requests().map(({ sequence }) => sequence);
		expect(sandbox.control.violations().map(({ sequence, direction }) => [sequence, direction])).toEqual(sequences.map((sequence) => [sequence, 'request']));
	});

	it('in an answer is a 500', async () => {
		const { sandbox, client } = opened;
		sandbox.control.openConnectors.returnAddresses.add({ zip: 4101 });
		expect((await client.get('/return-addresses')).status).toBe(500);
		expect(sandbox.control.violations()).toEqual([expect.objectContaining({ direction: 'response' })]);
	});
});

describe('the control API', () => {
	it('reaches the connector', async () => {
		const { sandbox, client } = opened;
		const call = async (name: string, ...values: unknown[]) => (await axios.post(`${sandbox.controlUrl}/control/openConnectors.${name}`, { arguments: values })).data.result;
		await call('setObject', 'things', [{ id: 7 }]);
		await call('setPaging', 'page');
		expect((await client.get('/things')).data).toEqual([{ id: 7 }]);
		expect(await call('instances')).toHaveLength(2);
		await call('disableInstance', instanceId);
		expect((await client.get('/things')).status).toBe(403);
	});
});
