import { demoClient } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { connect, connectWith, egiftBody, start, stopAll } from './support';

afterEach(stopAll);

const redirectUri = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const credentials = { client_id: demoClient.id, client_secret: demoClient.secret };

async function approve(sandbox: Sandbox, decision = 'approve'): Promise<URL> {
	const form = new URLSearchParams({ client_id: demoClient.id, redirect_uri: redirectUri, response_type: 'code', scope: 'public write', state: 's1', decision });
	const answer = await connectWith(sandbox).post('/oauth/authorize', form);
	return new URL(String(answer.headers.location));
}

describe('consent', () => {
	it('shows a page with both buttons and escapes what it is given', async () => {
		const sandbox = await start();
		const page = await connectWith(sandbox).get('/oauth/authorize', {
			params: { client_id: demoClient.id, redirect_uri: redirectUri, response_type: 'code', scope: 'public', state: '"><script>' },
		});
		expect(page.status).toBe(200);
		expect(page.data).toContain('Approve');
		expect(page.data).toContain('Decline');
		expect(page.data).not.toContain('<script>');
	});

	it.each([
		[{ client_id: 'someone-else' }],
		[{ redirect_uri: 'javascript:alert(1)' }],
		[{ redirect_uri: 'ftp://example.org/callback' }],
	])('refuses %j without a redirect', async (wrong) => {
		const sandbox = await start();
		const params = { client_id: demoClient.id, redirect_uri: redirectUri, response_type: 'code', ...wrong };
		expect((await connectWith(sandbox).get('/oauth/authorize', { params })).status).toBe(400);
	});

	it('tells the application about a scope it may not have, and about a refusal', async () => {
		const sandbox = await start();
		const params = { client_id: demoClient.id, redirect_uri: redirectUri, response_type: 'code', scope: 'scim' };
		const answer = await connectWith(sandbox).get('/oauth/authorize', { params });
		expect(answer.headers.location).toContain('error=invalid_scope');
		expect((await approve(sandbox, 'decline')).searchParams.get('error')).toBe('access_denied');
	});
});

describe('tokens', () => {
	it('exchanges a code once, as form and as JSON', async () => {
		const sandbox = await start();
		const client = connectWith(sandbox);
		for (const encode of [(body: Record<string, string>) => new URLSearchParams(body), (body: Record<string, string>) => body]) {
			const callback = await approve(sandbox);
			expect(callback.searchParams.get('state')).toBe('s1');
			const body = { grant_type: 'authorization_code', code: callback.searchParams.get('code') ?? '', redirect_uri: redirectUri, ...credentials };
			const first = await client.post('/oauth/token', encode(body));
			const second = await client.post('/oauth/token', encode(body));
			expect(first.data).toMatchObject({ token_type: 'bearer', expires_in: 7200, scope: 'public write' });
			expect([second.status, second.data.error]).toEqual([400, 'invalid_grant']);
			expect((await connectWith(sandbox, first.data.access_token).get('/api/v3/me')).status).toBe(200);
		}
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('spends a refresh token by its one use', async () => {
		const sandbox = await start();
		const old = sandbox.control.issueToken();
		const refresh = (token: string) =>
			connectWith(sandbox).post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, ...credentials });
		const fresh = await refresh(old.refresh_token);
		expect(fresh.status).toBe(200);
		expect(fresh.data.refresh_token).not.toBe(old.refresh_token);
		expect((await refresh(old.refresh_token)).data.error).toBe('invalid_grant');
		expect((await refresh(fresh.data.refresh_token)).status).toBe(200);
		expect(sandbox.control.tokenStatistics()).toMatchObject({ refreshes: 2, refusedRefreshes: 1, reusedRefreshTokens: 1 });
	});

	it('can revoke the whole family when a spent refresh token comes back', async () => {
		const sandbox = await start({ revokeFamilyOnReuse: true });
		const old = sandbox.control.issueToken();
		const body = { grant_type: 'refresh_token', refresh_token: old.refresh_token, ...credentials };
		const fresh = await connectWith(sandbox).post('/oauth/token', body);
		await connectWith(sandbox).post('/oauth/token', body);
		expect((await connectWith(sandbox, fresh.data.access_token).get('/api/v3/me')).status).toBe(401);
	});

	it('refuses refreshes while told to, and a wrong secret', async () => {
		const sandbox = await start();
		const body = { grant_type: 'refresh_token', refresh_token: sandbox.control.issueToken().refresh_token, ...credentials };
		sandbox.control.refuseRefresh(true);
		expect((await connectWith(sandbox).post('/oauth/token', body)).data.error).toBe('invalid_grant');
		sandbox.control.refuseRefresh(false);
		const wrong = await connectWith(sandbox).post('/oauth/token', { ...body, client_secret: 'wrong' });
		expect([wrong.status, wrong.data.error]).toEqual([401, 'invalid_client']);
		expect((await connectWith(sandbox).post('/oauth/token', body)).status).toBe(200);
	});

	it('run out by the virtual clock, in both documented forms of 401', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		sandbox.control.clock.advance(7_199_000);
		expect((await client.get('/api/v3/me')).status).toBe(200);
		sandbox.control.clock.advance(2_000);
		const read = await client.get('/api/v3/me');
		const egift = await client.post('/api/v3/send', egiftBody(1));
		expect([read.status, read.data]).toEqual([401, { success: false, message: expect.any(String) }]);
		expect([egift.status, egift.data]).toEqual([401, { success: false, description: expect.any(String), expired: true }]);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('run out after so many requests each, and can be refreshed', async () => {
		const sandbox = await start();
		sandbox.control.endTokensAfter(2);
		const pair = sandbox.control.issueToken();
		const statusesOf = async (token: string) => {
			const client = connectWith(sandbox, token);
			return [(await client.get('/api/v3/me')).status, (await client.get('/api/v3/me')).status, (await client.get('/api/v3/me')).status];
		};
		expect(await statusesOf(pair.access_token)).toEqual([200, 200, 401]);
		const fresh = await connectWith(sandbox).post('/oauth/token', { grant_type: 'refresh_token', refresh_token: pair.refresh_token, ...credentials });
		expect(await statusesOf(fresh.data.access_token)).toEqual([200, 200, 401]);
		sandbox.control.endTokensAfter(null);
		expect(await statusesOf(sandbox.control.issueToken().access_token)).toEqual([200, 200, 200]);
	});

	it('can be revoked without their refresh tokens', async () => {
		const sandbox = await start();
		const pair = sandbox.control.issueToken();
		expect(sandbox.control.revokeAccessTokens()).toBe(1);
		expect((await connectWith(sandbox, pair.access_token).post('/api/v3/send', egiftBody(1))).data).toMatchObject({ expired: false });
		const body = { grant_type: 'refresh_token', refresh_token: pair.refresh_token, ...credentials };
		expect((await connectWith(sandbox).post('/oauth/token', body)).status).toBe(200);
	});

	it('are revoked with Basic authentication and the token in the query', async () => {
		const sandbox = await start();
		const { access_token } = sandbox.control.issueToken();
		const client = connectWith(sandbox);
		const auth = { username: demoClient.id, password: demoClient.secret };
		const wrong = await client.post('/oauth/revoke', null, { params: { token: access_token }, auth: { ...auth, password: 'wrong' } });
		expect(wrong.status).toBe(401);
		expect((await client.post('/oauth/revoke', null, { params: { token: access_token }, auth })).status).toBe(200);
		expect((await connectWith(sandbox, access_token).get('/api/v3/me')).status).toBe(401);
	});

	it('open only what their scope names', async () => {
		const sandbox = await start({ seed: { groups: 1 } });
		const touchId = sandbox.control.touches.add().id;
		const reader = connect(sandbox, 'public');
		expect((await reader.get('/api/v3/touches')).status).toBe(200);
		expect((await reader.post('/api/v3/send', egiftBody(touchId))).status).toBe(403);
		const invitation = { user: { first_name: 'A', last_name: 'B', email: 'a@example.org', role: 'regular', team_group_id: 907 } };
		expect((await connect(sandbox, 'public write').post('/api/v3/users', invitation)).status).toBe(403);
		expect((await connect(sandbox).get('/api/scim/v2/Users')).status).toBe(403);
		expect(sandbox.control.sends.count()).toBe(0);
	});
});
