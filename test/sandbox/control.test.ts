import axios from 'axios';
import { startSandbox } from '../../sandbox';
import { callableNames, callControl } from '../../sandbox/control/calls';
import { connect, egiftBody, start, stopAll } from './support';

afterEach(stopAll);

const anyStatus = { validateStatus: () => true };

describe('the control API', () => {
	it('can do over HTTP what the object can', async () => {
		const sandbox = await start();
		const call = async (name: string, ...values: unknown[]) =>
			(await axios.post(`${sandbox.controlUrl}/control/${name}`, { arguments: values }, anyStatus)).data.result;
		const touch = await call('touches.add', { name: 'From outside' });
		const send = await call('sends.add', { touchId: touch.id, recipientEmail: 'a@example.org' });
		expect(await call('sends.advance', send.id, 'Clicked')).toMatchObject({ status: 'Clicked', touch: { name: 'From outside' } });
		expect(await call('sends.list', { email: 'a@example.org' })).toHaveLength(1);
		const { access_token } = await call('issueToken', { scope: 'public' });
		expect((await axios.get(`${sandbox.url}/api/v3/me`, { headers: { Authorization: `Bearer ${access_token}` } })).status).toBe(200);
		const requests = await axios.get(`${sandbox.controlUrl}/control/requests`);
		expect(requests.data.result).toHaveLength(1);
	});

	it('names only methods that exist and no others', async () => {
		const sandbox = await start();
		for (const name of ['overview', 'clock.now', 'touches.list', 'faults.list', 'sends.count']) {
			expect(callableNames).toContain(name);
			expect(callControl(sandbox.control, name, [])).toBeDefined();
		}
		const missing = callableNames.filter((name) => {
			const [first = '', second] = name.split('.');
			const owner: unknown = second === undefined ? sandbox.control : Reflect.get(sandbox.control, first);
			return typeof owner !== 'object' || owner === null || typeof Reflect.get(owner, second ?? first) !== 'function';
		});
		expect(missing).toEqual([]);
		for (const name of ['constructor', 'beforeAnswer', '__proto__', 'sends.constructor']) {
			expect((await axios.post(`${sandbox.controlUrl}/control/${name}`, {}, anyStatus)).status).toBe(400);
		}
	});

	it('answers to this machine only', async () => {
		const sandbox = await start();
		const from = async (headers: Record<string, string>) => (await axios.get(`${sandbox.controlUrl}/control`, { ...anyStatus, headers })).status;
		expect(await from({ Host: 'evil.example' })).toBe(403);
		expect(await from({ Origin: 'https://evil.example' })).toBe(403);
		expect(await from({ Origin: 'http://localhost:1' })).toBe(200);
	});

	it('lets no page of another site change anything', async () => {
		const sandbox = await start();
		const touches = sandbox.control.touches.list().length;
		for (const name of callableNames) {
			// An image needs no more than an address.
			const { status } = await axios.get(`${sandbox.controlUrl}/control/${name}`, anyStatus);
			const isReading = /(^|\.)(overview|requests|peakInFlight|peakPerSecond|clients|tooManyRequests|violations|account|invitations|tokenStatistics|now|list|get|count|instances|oddities|attempts|eventTypes)$/.test(name);
			expect([name, status === 405]).toEqual([name, !isReading]);
			for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
				const posted = await axios.post(`${sandbox.controlUrl}/control/${name}`, '{"arguments":[]}', { ...anyStatus, headers: { 'Content-Type': type } });
				expect([name, type, posted.status]).toEqual([name, type, 415]);
			}
		}
		expect(sandbox.control.touches.list()).toHaveLength(touches);
		const call = async (name: string) => await axios.post(`${sandbox.controlUrl}/control/${name}`, {}, anyStatus);
		expect([(await call('touches.add')).status, sandbox.control.touches.list().length]).toEqual([200, touches + 1]);
	});

	it('serves the console page', async () => {
		const sandbox = await start();
		const page = await axios.get(`${sandbox.controlUrl}/`);
		expect(page.data).toContain('<title>Sendoso stand-in</title>');
		expect(page.headers['content-security-policy']).toContain("default-src 'self'");
	});
});

describe('the request log', () => {
	it('never holds a token or a secret', async () => {
		const sandbox = await start();
		const pair = sandbox.control.issueToken();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add().id;
		await client.post('/api/v3/send', egiftBody(touchId));
		await axios.post(`${sandbox.url}/oauth/token`, { grant_type: 'refresh_token', refresh_token: pair.refresh_token, client_id: 'sandbox-client', client_secret: 'sandbox-client-secret' });
		await axios.post(`${sandbox.url}/oauth/revoke?token=${pair.access_token}`, null, { auth: { username: 'sandbox-client', password: 'sandbox-client-secret' } });
		const text = JSON.stringify(sandbox.control.requests());
		const header = String(client.defaults.headers.Authorization ?? '').split(' ')[1];
		for (const secret of [pair.refresh_token, pair.access_token, 'sandbox-client-secret', header]) {
			expect(secret).toBeTruthy();
			expect(text).not.toContain(secret);
		}
		expect(sandbox.control.requests()[0]).toMatchObject({
			method: 'POST',
			path: '/api/v3/send',
			clientId: 'sandbox-client',
			status: 200,
			end: 'answered',
			body: egiftBody(touchId),
			headers: { authorization: expect.stringMatching(/^Bearer #[0-9a-f]{8}$/) },
		});
	});

	it('is emptied by clearRequests and reset', async () => {
		const sandbox = await start({ seed: { touches: 3 } });
		await connect(sandbox).get('/api/v3/nowhere');
		expect(sandbox.control.violations()).toHaveLength(1);
		sandbox.control.touches.add();
		sandbox.control.clock.advance(86_400_000);
		sandbox.control.reset();
		expect([sandbox.control.requests(), sandbox.control.violations()]).toEqual([[], []]);
		expect(sandbox.control.touches.list()).toHaveLength(3);
		expect(Math.abs(sandbox.control.clock.now() - Date.now())).toBeLessThan(1000);
	});
});

describe('the server', () => {
	it('dates its answers by the virtual clock', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		sandbox.control.clock.advance(3_600_000);
		const { headers } = await client.get('/api/v3/me');
		expect(Math.abs(Date.parse(String(headers.date)) - sandbox.control.clock.now())).toBeLessThan(2000);
		expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
	});

	it('can be wrong about the date in the header alone', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const off = -21 * 86_400_000;
		sandbox.control.setDateOffset(off);
		const { headers } = await client.get('/api/v3/me');
		expect(Math.abs(Date.parse(String(headers.date)) - Date.now() - off)).toBeLessThan(2000);
		expect(Math.abs(sandbox.control.clock.now() - Date.now())).toBeLessThan(1000);
		sandbox.control.reset();
		expect(Math.abs(Date.parse(String((await client.get('/api/v3/me')).headers.date)) - Date.now())).toBeLessThan(2000);
	});

	it('says in a sentence that a port is busy', async () => {
		const sandbox = await start();
		const port = Number(new URL(sandbox.url).port);
		await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
		await expect(startSandbox({ controlPort: port })).rejects.toThrow('is in use');
	});
});
