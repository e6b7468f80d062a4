import { demoOpenConnectors } from '../../../sandbox';
import { locator, openDesk, sampleInstance } from '../support';

const desk = openDesk();
const instance = { resource: 'connectorInstance' };
const { userSecret, oauthApiKey, oauthApiSecret } = demoOpenConnectors;

/** Ways in which a server may repeat a secret. */
const forms: Array<[string, (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['as part of an address', encodeURIComponent],
	['as part of an address in small letters', (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
	['as a form that was decoded', (secret) => secret.replace(/\+/g, ' ')],
];

test.each(forms)('a secret that an answer repeats %s is not shown', async (_name, form) => {
	const repeated = [userSecret, oauthApiSecret, oauthApiKey].map(form);
	for (const [status, body] of [[400, {}], [200, { success: false }]] as const) {
		desk.control.fault({ times: 'always', action: { kind: 'status', status, body: { ...body, message: `no: ${repeated.join(' ')}` }, stage: 'before' } });
		const { stored, error } = await desk.run({ ...instance, operation: 'getOAuthUrl' });
		expect(error?.message).toBe('no: (secret) (secret) (secret)');
		for (const secret of repeated) expect(stored).not.toContain(secret);
	}
});

test('a secret that was pasted in two lines is one to an answer, too', async () => {
	const [first, second] = [userSecret.slice(0, 10), userSecret.slice(10)];
	desk.control.fault({ action: { kind: 'status', status: 400, body: { message: `unknown user ${userSecret}` }, stage: 'before' } });
	const { error } = await desk.run({ ...instance, operation: 'getAll' }, { credential: desk.credential({ userSecret: `${first}\n${second}` }) });
	expect(error?.message).toBe('unknown user (secret)');
});

test('the address of the consent names the application, and never its secret', async () => {
	const address = (secret: string) => `https://app.sendoso.com/oauth/authorize?client_id=${encodeURIComponent(oauthApiKey)}&hint=${encodeURIComponent(secret)}`;
	desk.control.fault({ action: { kind: 'status', status: 200, body: { oauthUrl: address(oauthApiSecret), element: 'sendoso' }, stage: 'before' } });
	const { items } = await desk.run({ ...instance, operation: 'getOAuthUrl' });
	expect(items[0]?.json).toEqual({ oauthUrl: address('(secret)').replace('%28secret%29', '(secret)'), element: 'sendoso' });
});

test('secrets of a configuration are left out, in whichever form it comes', async () => {
	const stop = desk.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith(`/instances/${sampleInstance}`)) {
			Object.assign(pending.answer as object, {
				configuration: { 'db.pw': '********', 'event.notification.signature.key': 'canary-a', 'x.y': 'shown' },
				settings: [{ key: 'oauth.api.secret', propertyValue: 'canary-b' }, { key: 'x.y', propertyValue: 'shown' }, { token: 'canary-c' }, '********'],
				providerData: { code: 'canary-d' },
			});
		}
	});
	const { items, stored } = await desk.run({ ...instance, operation: 'get', connectorInstanceId: locator(sampleInstance) });
	stop();
	expect(items[0]?.json).toMatchObject({ configuration: { 'x.y': 'shown' }, settings: [{ key: 'x.y', propertyValue: 'shown' }, {}] });
	for (const canary of ['canary-a', 'canary-b', 'canary-c', 'canary-d', '****']) expect(stored).not.toContain(canary);
});
