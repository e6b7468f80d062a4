import { demoOpenConnectors } from '../../../sandbox';
import { stopAll } from '../support';
import { connectorClient, headerOf, open } from './support';

afterEach(stopAll);

const { userSecret, organizationSecret, elementToken, instanceId } = demoOpenConnectors;
const user = `User ${userSecret}`;
const organization = `Organization ${organizationSecret}`;
const element = `Element ${elementToken}`;

describe('the header', () => {
	const cases: Array<[string, string, number, number, number]> = [
		// What is sent; the status of a platform call, of an instance call, and of /ping.
		['nothing', '', 401, 401, 401],
		['all three', `${user}, ${organization}, ${element}`, 200, 200, 200],
		['all three in another order', `${element}, ${user}, ${organization}`, 200, 200, 200],
		['without the organisation', `${user}, ${element}`, 401, 200, 200],
		['the platform alone', `${user}, ${organization}`, 200, 401, 200],
		['without the user', `${organization}, ${element}`, 401, 401, 401],
		['a wrong user', `User x, ${organization}, ${element}`, 401, 401, 401],
		['a wrong organisation', `${user}, Organization x, ${element}`, 401, 401, 401],
		['a wrong token', `${user}, ${organization}, Element x`, 200, 401, 401],
		['secrets that were encoded', `User ${encodeURIComponent(userSecret)}, ${organization}, ${element}`, 401, 401, 401],
		['another scheme', `Bearer ${userSecret}`, 401, 401, 401],
	];
	test.each(cases)('%s', async (_name, header, platform, instance, ping) => {
		const { sandbox } = await open();
		const client = connectorClient(sandbox, header);
		expect([(await client.get('/instances')).status, (await client.get('/me')).status, (await client.get('/ping')).status]).toEqual([platform, instance, ping]);
	});

	it('holds secrets with signs that mean something in addresses', () => {
		expect([userSecret, organizationSecret, elementToken].join('')).toEqual(expect.stringMatching(/\+[^]*\/[^]*=/));
	});

	it('names the instance that answers', async () => {
		const { sandbox, client } = await open();
		const other = sandbox.control.openConnectors.createInstance();
		expect((await client.get('/me')).headers['elements-element-instance-id']).toBe(String(instanceId));
		const answer = await connectorClient(sandbox, headerOf(other.token)).get('/me');
		expect(answer.headers['elements-element-instance-id']).toBe(String(other.id));
	});

	it('of another connector reaches nothing of Sendoso', async () => {
		const { sandbox } = await open();
		const crm = sandbox.control.openConnectors.instances().find(({ element: { key } }) => key !== 'sendoso');
		expect((await connectorClient(sandbox, headerOf(crm?.token)).get('/touches')).status).toBe(404);
	});
});

describe('an instance that is', () => {
	it('disabled answers 403, but for its list of objects', async () => {
		const { sandbox, client } = await open();
		sandbox.control.openConnectors.disableInstance(instanceId);
		expect((await client.get('/touches')).status).toBe(403);
		expect((await client.get('/ping')).status).toBe(403);
		expect((await client.get('/objects')).status).toBe(200);
		sandbox.control.openConnectors.enableInstance(instanceId);
		expect((await client.get('/touches')).status).toBe(200);
	});

	it('deleted answers 401, and is there again after a reset', async () => {
		const { sandbox, client } = await open();
		sandbox.control.openConnectors.deleteInstance(instanceId);
		expect((await client.get('/objects')).status).toBe(401);
		sandbox.control.reset();
		expect((await client.get('/objects')).status).toBe(200);
	});
});

describe('answers', () => {
	it('carry a request id, and repeat it in an error', async () => {
		const { client } = await open();
		const good = await client.get('/me');
		const bad = await client.get('/nowhere');
		expect(good.headers['elements-request-id']).toMatch(/^[\w-]{36}$/);
		expect(bad.status).toBe(404);
		expect(bad.data).toEqual({ requestId: bad.headers['elements-request-id'], message: expect.stringContaining('nowhere') });
		expect((await connectorClient((await open()).sandbox, '').get('/me')).data.requestId).toMatch(/^[\w-]{36}$/);
	});

	it('tell what Sendoso itself said', async () => {
		const { client } = await open();
		const { data, status } = await client.post('/gifts', { send: { touch_id: 1, email: 'a@example.org' } });
		expect([status, data.providerMessage]).toEqual([404, 'Touch not found']);
	});

	it('are the same with any hub in the address', async () => {
		const { client } = await open({ seed: 'demo' });
		for (const hub of ['rewards', 'nonsense']) expect((await client.get(`/hubs/${hub}/touches`)).data).toEqual((await client.get('/touches')).data);
		expect((await client.get("/touches?where=name = '/hubs/x/y'")).data).toEqual([]);
	});

	it('have no null members, unless the instance wants them', async () => {
		const { sandbox, client } = await open({ validateResponses: false });
		sandbox.control.touches.add({ end_date: null });
		expect((await client.get('/touches')).data[0]).not.toHaveProperty('end_date');
		await client.patch(`/instances/${instanceId}`, { configuration: { 'filter.response.nulls': 'false' } });
		expect((await client.get('/touches')).data[0]).toHaveProperty('end_date', null);
	});
});

describe('a limit of its own', () => {
	it('refuses what is above it, and is off at first', async () => {
		const { sandbox, client } = await open({ throttle: { requestsPerSecond: 1 } });
		expect([(await client.get('/me')).status, (await client.get('/me')).status]).toEqual([200, 200]);
		sandbox.control.openConnectors.setThrottle({ requestsPerSecond: 1 });
		expect([(await client.get('/me')).status, (await client.get('/me')).status]).toEqual([200, 429]);
		expect([sandbox.control.openConnectors.tooManyRequests(), sandbox.control.tooManyRequests()]).toEqual([1, 0]);
		sandbox.control.reset();
		expect([(await client.get('/me')).status, (await client.get('/me')).status]).toEqual([200, 200]);
	});
});

describe('the request log', () => {
	it('holds fingerprints in place of secrets', async () => {
		const { sandbox, client } = await open();
		const { oauthApiKey, oauthApiSecret } = demoOpenConnectors;
		await client.get('/elements/sendoso/oauth/url', { params: { apiKey: oauthApiKey, apiSecret: oauthApiSecret, callbackUrl: 'https://flows.example.org/cb' } });
		await client.patch(`/instances/${instanceId}`, { configuration: { 'oauth.api.secret': oauthApiSecret, 'event.notification.signature.key': 'sign-key' } });
		await client.patch(`/instances/${instanceId}/configuration/90401`, { key: 'oauth.api.secret', propertyValue: oauthApiSecret });
		await connectorClient(sandbox, userSecret).get('/me');

		const requests = sandbox.control.requests();
		const text = JSON.stringify(requests);
		for (const secret of [userSecret, organizationSecret, elementToken, oauthApiKey, oauthApiSecret, 'sign-key']) expect(text).not.toContain(secret);
		expect(requests.map(({ path }) => path)).toEqual(Array(4).fill(expect.stringMatching(/^\/elements\/api-v2\//)));
		expect(requests[0]?.headers.authorization).toMatch(/^User #\w{8}, Organization #\w{8}, Element #\w{8}$/);
	});
});

describe('faults and hooks', () => {
	it('reach the connector, too', async () => {
		const { sandbox, client } = await open({ seed: 'demo' });
		const touchId = sandbox.control.touches.add().id;
		sandbox.control.fault({ match: { path: '/elements/api-v2/gifts' }, action: { kind: 'unsuccessful', stage: 'after' } });
		const answer = await client.post('/gifts', { send: { touch_id: touchId, email: 'a@example.org' } });
		expect([answer.status, answer.data.success]).toEqual([200, false]);
		expect(sandbox.control.sends.list({ createdByRequest: true })).toHaveLength(1);
		const stop = sandbox.control.beforeAnswer((pending) => {
			pending.answer = { id: 'changed' };
		});
		expect((await client.get('/me')).data).toEqual({ id: 'changed' });
		stop();
	});
});
