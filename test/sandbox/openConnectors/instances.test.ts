import axios from 'axios';
import { demoOpenConnectors, type Sandbox } from '../../../sandbox';
import { stopAll } from '../support';
import { connectorClient, headerOf, open } from './support';

afterEach(stopAll);

const { instanceId, oauthApiKey, oauthApiSecret } = demoOpenConnectors;
const callbackUrl = 'https://flows.example.org/cb?kept=1';
const configuration = { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret, 'oauth.callback.url': callbackUrl };
const body = (code?: string, more: object = {}) => ({ element: { key: 'sendoso' }, providerData: { code }, configuration, name: 'Gifting EMEA', tags: ['automation'], ...more });

/** Goes through the consent page like a person with a browser, and gives the address that it returns to. */
async function decide(sandbox: Sandbox, decision: 'approve' | 'refuse', state?: string): Promise<URL> {
	const client = connectorClient(sandbox);
	const { data } = await client.get('/elements/sendoso/oauth/url', { params: { apiKey: oauthApiKey, apiSecret: oauthApiSecret, callbackUrl, state } });
	expect(data.element).toBe('sendoso');
	const page = await axios.get(data.oauthUrl);
	expect(sandbox.url).toBe(new URL(data.oauthUrl).origin);
	const [, href = ''] = new RegExp(`id="${decision}" href="([^"]+)"`).exec(String(page.data)) ?? [];
	const link = href.replace(/&#(\d+);/g, (_all, sign: string) => String.fromCharCode(Number(sign)));
	const answer = await axios.get(link, { maxRedirects: 0, validateStatus: () => true });
	expect(answer.status).toBe(302);
	return new URL(String(answer.headers.location));
}

describe('the consent', () => {
	it('comes back with a code and the state', async () => {
		const { sandbox } = await open();
		const address = await decide(sandbox, 'approve', 'mine & "yours"');
		expect(`${address.origin}${address.pathname}`).toBe('https://flows.example.org/cb');
		expect(Object.fromEntries(address.searchParams)).toEqual({ kept: '1', code: expect.stringMatching(/^grant-/), state: 'mine & "yours"' });
	});

	it('comes back with an error when it was refused, and with the connector as state', async () => {
		const { sandbox } = await open();
		expect(Object.fromEntries((await decide(sandbox, 'refuse')).searchParams)).toEqual({ kept: '1', error: 'access_denied', state: 'sendoso' });
	});

	it('never returns to what is no web address', async () => {
		const { sandbox } = await open();
		const status = async (path: string) => (await axios.get(`${sandbox.url}/connector-consent${path}`, { validateStatus: () => true })).status;
		expect([await status('?callbackUrl=javascript:alert(1)'), await status('/approve?callbackUrl=javascript:alert(1)'), await status('')]).toEqual([400, 400, 400]);
	});

	it('is not asked for with wrong secrets, an unknown connector or no callback', async () => {
		const { client } = await open();
		const ask = async (key: string, params: object) => (await client.get(`/elements/${key}/oauth/url`, { params: { apiKey: oauthApiKey, apiSecret: oauthApiSecret, callbackUrl, ...params } })).status;
		expect([await ask('sendoso', { apiSecret: 'x' }), await ask('salesforce', {}), await ask('sendoso', { callbackUrl: undefined }), await ask('5180', {})]).toEqual([400, 404, 400, 200]);
	});
});

describe('an instance', () => {
	it('is made of a code, once, and works at once', async () => {
		const { sandbox, client } = await open();
		const code = (await decide(sandbox, 'approve')).searchParams.get('code') ?? '';
		const made = await client.post('/instances', body(code, { retrieveObjectsAfterInstantiation: true }));
		expect(made.data).toMatchObject({ name: 'Gifting EMEA', tags: ['automation'], valid: true, disabled: false, eventsEnabled: false, user: { id: expect.any(Number) }, element: { key: 'sendoso' }, objects: expect.arrayContaining(['touches']) });
		expect((await connectorClient(sandbox, headerOf(made.data.token)).get('/me')).status).toBe(200);
		expect((await client.post('/instances', body(code))).status).toBe(400);
	});

	test.each([
		['no code', undefined, {}],
		['an invented code', 'grant-1', {}],
		['another callback', 'real', { configuration: { ...configuration, 'oauth.callback.url': 'https://other.example.org' } }],
		['another secret', 'real', { configuration: { ...configuration, 'oauth.api.secret': 'x' } }],
		['no name', 'real', { name: undefined }],
	])('is not made with %s', async (_name, code, more) => {
		const { sandbox, client } = await open();
		const real = code === 'real' ? ((await decide(sandbox, 'approve')).searchParams.get('code') ?? '') : code;
		expect((await client.post('/instances', body(real, more))).status).toBe(400);
		expect(sandbox.control.openConnectors.instances()).toHaveLength(2);
	});

	it('of another connector can be listed, but not made', async () => {
		const { sandbox, client } = await open();
		const keys = (await client.get('/instances')).data.map(({ element }: { element: { key: string } }) => element.key);
		expect(keys).toEqual(['sendoso', 'hubspotcrm']);
		expect((await client.post('/instances', body(sandbox.control.openConnectors.issueCode(), { element: { key: 'salesforce' } }))).status).toBe(404);
	});

	it('is found by name and by tags; nothing found is a 404', async () => {
		const { sandbox, client } = await open();
		await client.post('/instances', body(sandbox.control.openConnectors.issueCode(), { tags: ['a', 'b'] }));
		const count = async (query: string) => {
			const { status, data } = await client.get(`/instances?${query}`);
			return status === 200 ? data.length : status;
		};
		expect([await count('searchText=gifting'), await count('tags[]=a'), await count('tags[]=a&tags[]=b')]).toEqual([1, 1, 1]);
		expect([await count('searchText=none'), await count('tags[]=a&tags[]=c')]).toEqual([404, 404]);
	});

	it('is read back with masked secrets', async () => {
		const { client } = await open();
		const { data } = await client.get(`/instances/${instanceId}`);
		expect(data.configuration).toMatchObject({ 'oauth.api.key': '********', 'oauth.api.secret': '********', 'oauth.callback.url': 'https://auth.cloudelements.io/oauth' });
		const listed = await client.get('/instances');
		const entries = await client.get(`/instances/${instanceId}/configuration`);
		for (const answer of [data, listed.data, entries.data]) expect(JSON.stringify(answer)).not.toContain(oauthApiSecret);
	});

	it('changes what is given and nothing else', async () => {
		const { sandbox, client } = await open();
		const key = 'event.notification.callback.url';
		const { data } = await client.patch(`/instances/${instanceId}`, { name: 'New', configuration: { [key]: 'https://flows.example.org/oc', 'event.notification.enabled': true } });
		expect(data).toMatchObject({ name: 'New', eventsEnabled: true, configuration: { [key]: 'https://flows.example.org/oc', 'oauth.api.secret': '********' } });
		const entry = (await client.get(`/instances/${instanceId}/configuration`)).data.find((candidate: { key: string }) => candidate.key === key);
		const patched = await client.patch(`/instances/${instanceId}/configuration/${entry.id}`, { ...entry, propertyValue: 'https://b.example.org' });
		expect(patched.data).toEqual({ ...entry, propertyValue: 'https://b.example.org' });
		expect(sandbox.control.openConnectors.instances()[0]?.configuration).toMatchObject({ [key]: 'https://b.example.org', 'oauth.api.secret': oauthApiSecret });
		expect((await client.patch(`/instances/${instanceId}/configuration/1`, entry)).status).toBe(404);
	});

	it('is replaced with a new consent under the same id and token', async () => {
		const { sandbox, client } = await open();
		const put = await client.put(`/instances/${instanceId}`, body(sandbox.control.openConnectors.issueCode()));
		expect(put.data).toMatchObject({ id: instanceId, name: 'Gifting EMEA', token: demoOpenConnectors.elementToken });
		expect((await client.put(`/instances/${instanceId}`, body())).status).toBe(400);
	});

	it('is switched off and on, by id and by the header, and deleted for good', async () => {
		const { client } = await open();
		const status = async () => (await client.get('/me')).status;
		await client.delete(`/instances/${instanceId}/enabled`);
		expect(await status()).toBe(403);
		await client.put('/instances/enabled');
		expect(await status()).toBe(200);
		await client.delete('/instances/enabled');
		expect(await status()).toBe(403);
		await client.put(`/instances/${instanceId}/enabled`);
		expect(await status()).toBe(200);
		await client.delete(`/instances/${instanceId}`);
		expect(await status()).toBe(401);
		expect((await client.get(`/instances/${instanceId}`)).status).toBe(404);
	});
});
