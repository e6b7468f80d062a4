import { demoOpenConnectors } from '../../../sandbox';
import { locator, openDesk, sampleInstance } from '../support';

const desk = openDesk();
const instance = { resource: 'connectorInstance' };
const { oauthApiKey, oauthApiSecret } = demoOpenConnectors;

test('the address for a person’s consent comes without the secret that was needed for it', async () => {
	const { items, stored } = await desk.run({ ...instance, operation: 'getOAuthUrl', additionalFields: { state: 'mine' } }, { credential: desk.credential({ elementToken: '' }) });
	const address = new URL(String(items[0]?.json.oauthUrl));
	expect(Object.fromEntries(address.searchParams)).toEqual({ callbackUrl: 'https://auth.cloudelements.io/oauth', state: 'mine' });
	expect(desk.seen()[0]).toMatchObject({ path: '/elements/sendoso/oauth/url', query: { callbackUrl: 'https://auth.cloudelements.io/oauth', state: 'mine' } });
	expect(stored).not.toContain(oauthApiSecret);
});

test('an instance is created with what the credential holds, and shows its token once', async () => {
	const code = desk.control.openConnectors.issueCode();
	const fields = { eventCallbackUrl: 'https://n8n.example.org/events', eventObjects: ['groups', 'touches'], eventRefreshInterval: 30, tags: 'gifts, n8n' };
	const { items, stored } = await desk.run(
		{ ...instance, operation: 'create', code, name: 'From n8n', additionalFields: fields },
		{ credential: desk.credential({ elementToken: '', eventSignatureKey: 'sign-events-with-this' }) },
	);
	const created = desk.control.openConnectors.instances().find(({ name }) => name === 'From n8n');
	expect(items[0]?.json).toMatchObject({ id: created?.id, name: 'From n8n', token: created?.token, tags: ['gifts', 'n8n'] });
	expect(created?.configuration).toMatchObject({
		'oauth.api.key': oauthApiKey,
		'oauth.api.secret': oauthApiSecret,
		'oauth.callback.url': 'https://auth.cloudelements.io/oauth',
		'event.notification.enabled': true,
		'event.vendor.type': 'polling',
		'event.notification.callback.url': 'https://n8n.example.org/events',
		'event.notification.signature.key': 'sign-events-with-this',
		'event.poller.refresh_interval': '30',
	});
	// Both ways to say what is polled go out; this platform takes one of them (fact 95).
	const { configuration: asked } = desk.seen().find(({ method }) => method === 'POST')?.body as { configuration: Record<string, string> };
	expect(asked['event.objects']).toBe('groups,touches');
	const pollers = JSON.parse(asked['event.poller.configuration'] ?? '') as Record<string, Record<string, unknown>>;
	expect(Object.keys(pollers)).toEqual(['groups', 'touches']);
	expect(pollers.touches).toMatchObject({ url: "/hubs/rewards/touches?where=updated_at>'${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'", idField: 'id', datesConfiguration: { updatedDateField: 'updated_at', createdDateField: 'created_at' } });
	expect(Object.keys(items[0]?.json.configuration as object).filter((name) => name.startsWith('event.'))).toContain('event.poller.configuration');
	expect(items[0]?.json.configuration).not.toHaveProperty('event.objects');
	for (const secret of [oauthApiKey, oauthApiSecret, 'sign-events-with-this', '****']) expect(stored).not.toContain(secret);
});

test('a code is used once, whatever n8n tries', async () => {
	desk.control.fault({ match: { method: 'POST' }, times: 'always', action: { kind: 'status', status: 502, body: { message: 'gateway' }, stage: 'before' } });
	const { error } = await desk.run({ ...instance, operation: 'create', code: 'grant-1', name: 'x' }, { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } });
	expect(error?.message).toMatch(/^Outcome unknown: gateway/);
	expect(error?.description).toContain("'Connector Instance' > 'Get Many'");
	expect(desk.seen().filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('a code that was used is refused in the platform’s words, and is not tried again', async () => {
	const { error } = await desk.run({ ...instance, operation: 'create', code: 'grant-used', name: 'x' }, { settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } });
	expect(error?.message).toMatch(/^Refused: Failed to validate element instance/);
	expect(desk.seen()).toHaveLength(1);
});

test('instances are shown without tokens and secrets, and only those of the connector', async () => {
	const many = await desk.run({ ...instance, operation: 'getAll', returnAll: true });
	expect(many.items.map(({ json }) => json.name)).toEqual(['Sendoso sandbox', 'Another']);
	const one = await desk.run({ ...instance, operation: 'get', connectorInstanceId: locator(sampleInstance) });
	expect(one.items[0]?.json).toMatchObject({ id: sampleInstance, configuration: { 'oauth.callback.url': 'https://auth.cloudelements.io/oauth' } });
	for (const { stored } of [many, one]) for (const secret of [demoOpenConnectors.elementToken, oauthApiKey, '****']) expect(stored).not.toContain(secret);
	const foreign = await desk.run({ ...instance, operation: 'get', connectorInstanceId: locator(600_322) });
	expect(foreign.error?.message).toBe('The instance does not belong to the connector sendoso');
});

test('a tenant without instances has none', async () => {
	const stop = desk.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith('/instances')) Object.assign(pending, { status: 404, answer: { requestId: 'request-1', message: 'No element instances found' } });
	});
	const { items, error } = await desk.run({ ...instance, operation: 'getAll' });
	stop();
	expect([items, error]).toEqual([[], undefined]);
});

test('settings are changed one by one, and never those of another connector', async () => {
	const change = { ...instance, operation: 'update', configuration: '{"filter.response.nulls":"false"}' };
	const { items } = await desk.run({ ...change, connectorInstanceId: locator(sampleInstance) });
	expect(items[0]?.json).not.toHaveProperty('token');
	expect(desk.seen().at(-1)).toMatchObject({ method: 'PATCH', body: { configuration: { 'filter.response.nulls': 'false' } } });
	const foreign = await desk.run({ ...change, connectorInstanceId: locator(600_322) });
	expect(foreign.error?.message).toBe('Not sent: The instance does not belong to the connector sendoso');
	expect(desk.seen().filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test.each(['{"oauth.api.secret":"********"}', '{"oauth.api.secret":"mine"}', '{"a":"***"}', '{"a":{"b":[{"c":"********"}]}}', '{"a":[{"key":"oauth.api.secret","propertyValue":"x"}]}', '{"a":{"db.password":"x"}}', '{}', 'x'])('the configuration %s is not written', async (configuration) => {
	const { error } = await desk.run({ ...instance, operation: 'update', connectorInstanceId: locator(sampleInstance), configuration });
	expect(error?.message).toMatch(/^Not sent: 'Configuration' /);
	expect(error?.message).not.toContain('*');
	expect(desk.seen()).toEqual([]);
});

test('an instance is deleted, and its token with it', async () => {
	const { id, token } = desk.control.openConnectors.createInstance('To delete');
	await desk.run({ ...instance, operation: 'delete', connectorInstanceId: locator(id) });
	expect(desk.control.openConnectors.instances().some((known) => known.id === id)).toBe(false);
	const { error } = await desk.run({ resource: 'user', operation: 'getCurrent' }, { credential: desk.credential({ elementToken: token }) });
	expect(error?.httpCode).toBe('401');
	expect(error?.description).toContain("'Element Token'");
});

test('a disabled instance says what to do', async () => {
	const { id, token } = desk.control.openConnectors.createInstance('Disabled');
	desk.control.openConnectors.disableInstance(id);
	const { error } = await desk.run({ resource: 'touch', operation: 'getAll' }, { credential: desk.credential({ elementToken: token }) });
	expect(error?.httpCode).toBe('403');
	expect(error?.description).toContain('Enable the instance in SAP Open Connectors');
});

test('without a token nothing is asked of an instance', async () => {
	const { error } = await desk.run({ resource: 'touch', operation: 'getAll' }, { credential: desk.credential({ elementToken: ' ' }) });
	expect(error?.message).toContain("The credential has no 'Element Token'");
	expect(desk.seen()).toEqual([]);
});

test('pasted blanks around a secret do not matter', async () => {
	const { items } = await desk.run({ resource: 'user', operation: 'getCurrent' }, { credential: desk.credential({ userSecret: ` ${demoOpenConnectors.userSecret}\n` }) });
	expect(items).toHaveLength(1);
});

test('an agent that creates two instances gets two, each with its own code', async () => {
	const codes = [desk.control.openConnectors.issueCode(), desk.control.openConnectors.issueCode()];
	const { items } = await desk.run({ ...instance, operation: 'create', code: '={{ $json.code }}', name: 'x' }, { type: 'n8n-nodes-sendoso.sendosoOpenConnectorsTool', items: codes.map((code) => ({ code })) });
	expect(desk.seen()).toHaveLength(2);
	expect(new Set(items.map(({ json }) => json.token)).size).toBe(2);
});

test.each([
	{ eventObjects: ['groups'] },
	{ eventRefreshInterval: 15 },
	{ eventCallbackUrl: 'n8n.example.org/events' },
	{ eventCallbackUrl: 'https://n8n.example.org/events', eventRefreshInterval: 0.5 },
])('settings for events that are no whole leave the code unused: %j', async (additionalFields) => {
	const { error } = await desk.run({ ...instance, operation: 'create', code: 'grant', name: 'x', additionalFields });
	expect(error?.message).toMatch(/^Not sent: 'Event /);
	expect(desk.seen()).toEqual([]);
});

test('a connector key that leads elsewhere sends no secret anywhere', async () => {
	const { error } = await desk.run({ ...instance, operation: 'getOAuthUrl' }, { credential: desk.credential({ connectorKey: '..' }) });
	expect(error?.message).toBe("'Connector Key' is not the key of a connector");
	expect(desk.seen()).toEqual([]);
});

test.each(['enabled', 'polling-disabled', '05', '5.0', '1/enabled', '+5'])('an instance named %s is never written: the platform means something else by it', async (id) => {
	for (const more of [{ operation: 'delete' }, { operation: 'reauthorize', code: 'grant' }, { operation: 'update', configuration: '{"a":"b"}' }]) {
		const { error } = await desk.run({ ...instance, ...more, connectorInstanceId: locator(id) });
		expect(error?.message).toBe("Not sent: 'Instance' is not a valid ID");
	}
	expect(desk.seen()).toEqual([]);
});

describe('an instance whose grant has ended', () => {
	const begin = () => {
		const made = desk.control.openConnectors.createInstance('Ended', 'sendoso', { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret });
		desk.control.openConnectors.endGrant(made.id);
		return made;
	};
	const again = (id: unknown, code: string) => ({ ...instance, operation: 'reauthorize', connectorInstanceId: locator(id), code });

	test('says how to let it in again, and works with the same token afterwards', async () => {
		const { id, token } = begin();
		const whoAmI = async () => await desk.run({ resource: 'user', operation: 'getCurrent' }, { credential: desk.credential({ elementToken: token }) });
		expect((await whoAmI()).error?.description).toContain("'Connector Instance' > 'Reauthorize'");
		const { items, error, stored } = await desk.run(again(id, desk.control.openConnectors.issueCode()));
		expect([error, items.map(({ json }) => json.id)]).toEqual([undefined, [id]]);
		expect(desk.seen().at(-1)).toMatchObject({ method: 'PATCH', path: `/instances/${id}`, body: { providerData: { code: expect.any(String) as string } } });
		for (const secret of [token, oauthApiSecret, '****']) expect(stored).not.toContain(secret);
		expect((await whoAmI()).items).toHaveLength(1);
	});

	test('of another connector is left alone', async () => {
		const { error } = await desk.run(again(600_322, 'grant'));
		expect(error?.message).toBe('Not sent: The instance does not belong to the connector sendoso');
		expect(desk.seen().filter(({ method }) => method === 'PATCH')).toEqual([]);
	});

	test.each<[string, number, RegExp]>([
		['an answer that is lost', 502, /^Outcome unknown: gateway/],
		['a refusal', 400, /^Refused: gateway/],
	])('gives its code out once, after %s, too', async (_name, status, message) => {
		const { id } = begin();
		desk.control.fault({ match: { method: 'PATCH' }, times: 'always', action: { kind: 'status', status, body: { message: 'gateway' }, stage: 'before' } });
		const { error } = await desk.run(again(id, 'grant-1'), { settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } });
		expect(error?.message).toMatch(message);
		expect(desk.seen().filter(({ method }) => method === 'PATCH')).toHaveLength(1);
		if (status === 502) expect(error?.description).toContain('this one works once');
	});
});

describe('what the error of a change says of the run', () => {
	const remove = { ...instance, operation: 'delete', connectorInstanceId: locator('={{ $json.id }}') };

	test.each<[string, number, string]>([
		['was refused', 400, 'No change of this run was made.'],
		['may have been made', 502, 'No change of this run is known to have been made. Outcome unknown: item 0.'],
	])('a deletion that %s: its request went out, and nothing else is claimed', async (_name, status, words) => {
		const { id } = desk.control.openConnectors.createInstance('To delete');
		desk.control.fault({ match: { method: 'DELETE' }, action: { kind: 'status', status, body: { message: 'no' }, stage: 'before' } });
		const { error } = await desk.run(remove, { items: [{ id }] });
		expect(error?.description).toContain(words);
		expect(error?.description).not.toMatch(/request of this run|send of this run/);
	});

	test('one that was made before it is told', async () => {
		const remaining = { resource: 'touch', operation: 'delete', touchId: locator('={{ $json.id }}') };
		const { error } = await desk.run(remaining, { items: [{ id: 220145 }, { id: 999999 }] });
		expect(error?.description).toContain('1 change of this run was made: item 0.');
	});
});
