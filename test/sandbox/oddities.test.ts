/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads files on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { demoOpenConnectors, demoScimClient, startSandbox, type Sandbox } from '../../sandbox';

const { userSecret, organizationSecret, elementToken } = demoOpenConnectors;
const anyStatus = { validateStatus: () => true };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ seed: { touches: 45, groups: 3, users: 3, sends: 45 }, throttle: false });
});
afterAll(async () => await sandbox.stop());

const names = listNames();

/** Names have to be known before any server runs. */
function listNames(): string[] {
	const readme = readFileSync(join(__dirname, '..', '..', 'sandbox', 'README.md'), 'utf8');
	return [...readme.matchAll(/^\| `(\w+)` \| [A-Z]/gm)].map(([, name = '']) => name);
}

/** What clients see of a server: two pages, one behind the end, and what else the switches change. */
async function look(): Promise<unknown[]> {
	const seen: unknown[] = [];
	const { access_token, refresh_token } = sandbox.control.issueToken();
	const direct = async (path: string) => {
		const { status, data, headers } = await axios.get(`${sandbox.url}${path}`, { ...anyStatus, headers: { Authorization: `Bearer ${access_token}` } });
		const hours = Math.round((Date.parse(String(headers.date)) - sandbox.control.clock.now()) / 3_600_000);
		seen.push([path, status, data, hours]);
	};
	for (const path of ['/api/v3/touches?per_page=20', '/api/v3/touches?page=2&per_page=20', '/api/v3/touches?page=9&per_page=20', '/api/v3/send?per_page=20']) await direct(path);
	const catalogue = await axios.get(`${sandbox.url}/api/v3/marketplace/products?after=${Buffer.from('{"start":80}').toString('base64url')}`, { ...anyStatus, headers: { Authorization: `Bearer ${access_token}` } });
	seen.push(catalogue.data, String(catalogue.headers['x-rate-limit-reset']).length);
	const scim = { ...anyStatus, headers: { Authorization: `Bearer ${sandbox.control.issueToken({ clientId: demoScimClient.id }).access_token}` } };
	const users = await axios.get<{ schemas: unknown; Resources: Array<{ id: string }> }>(`${sandbox.url}/api/scim/v2/Users`, scim);
	seen.push(users.data.schemas, (await axios.get(`${sandbox.url}/api/scim/v2/Users/${users.data.Resources[0]?.id}`, scim)).status);
	const refreshed = await axios.post(`${sandbox.url}/oauth/token`, new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id: 'sandbox-client', client_secret: 'sandbox-client-secret' }), anyStatus);
	seen.push(refreshed.status);
	const client = axios.create({ ...anyStatus, baseURL: sandbox.openConnectorsUrl, headers: { Authorization: `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}` } });
	const over = async (path: string, headersToo = true) => {
		const { status, data, headers } = await client.get(path);
		const told = ['elements-next-page-token', 'elements-total-count', 'elements-error'].map((name) => (headersToo ? headers[name] : undefined));
		// Numbers of requests differ each time.
		seen.push([path, status, status < 300 ? data : 'refused', told]);
		return headers;
	};
	let { 'elements-next-page-token': next } = await over('/touches?pageSize=21&returnCount=true');
	for (let pages = 0; pages < 4 && next !== undefined; pages++) ({ 'elements-next-page-token': next } = await over(`/touches?pageSize=21&returnCount=true&nextPage=${encodeURIComponent(String(next))}`));
	for (const path of ['/touches?pageSize=21&page=2', '/touches?pageSize=21&page=9', `/touches?where=${encodeURIComponent("name='none'")}`, '/sent-gifts?pageSize=3', '/bulk/jobs']) await over(path);
	const job = sandbox.control.openConnectors.createBulkJob('groups');
	for (const state of ['RUNNING', 'COMPLETED']) sandbox.control.openConnectors.stepBulkJob(job.id, state);
	await over(`/bulk/${job.id}/status`);
	await over(`/bulk/${job.id}/groups`);
	// Sample data end now, whenever that is.
	return JSON.parse(JSON.stringify(seen).replaceAll(`"${job.id}"`, '"job"').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?/g, 'moment').replace(/\d{4}-\d\d-\d\d/g, 'day')) as unknown[];
}

test('the list of the server, its page and its README name the same', () => {
	expect(sandbox.control.oddities().map(({ name }) => name)).toEqual(names);
	expect(names.length).toBeGreaterThan(30);
});

describe.each(names)('%s', (name) => {
	test('is off at first, changes what clients see, and leaves nothing behind', async () => {
		sandbox.control.reset();
		sandbox.control.setOrder('descending');
		const isOn = () => sandbox.control.oddities().find((odd) => odd.name === name)?.isOn;
		const before = await look();
		expect(isOn()).toBe(false);
		sandbox.control.setOddity(name, true);
		expect(isOn()).toBe(true);
		expect(await look()).not.toEqual(before);
		sandbox.control.setOddity(name, false);
		expect(isOn()).toBe(false);
		sandbox.control.reset();
		expect(await look()).toEqual(before);
	});
});

test('one that is off already ends no other of the same setting', () => {
	sandbox.control.reset();
	sandbox.control.setOddity('onePageForEver', true);
	sandbox.control.setOddity('numberedPages', false);
	expect(sandbox.control.oddities().flatMap(({ name, isOn }) => (isOn ? [name] : []))).toEqual(['onePageForEver']);
	sandbox.control.reset();
});

test('one that is unknown is refused', () => {
	expect(() => sandbox.control.setOddity('politeness')).toThrow('There is no oddity politeness');
});
