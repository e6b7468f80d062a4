import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../nodes/Sendoso/resources';
import { type FaultAction, type Sandbox, startSandbox } from '../../sandbox';
import { locator } from '../operations/support';
import { runNode, storedCredential, type StoredCredential } from '../support/engine';
import { client, collectLog, found } from '../support/foundSecrets';
import { egiftParameters, egiftTouch, people } from './support';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false, clients: [client] });
});
afterAll(async () => await sandbox.stop());

const log = collectLog();
beforeEach(() => sandbox.control.reset());

let credentials = 0;
function connect(): StoredCredential {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken({ clientId: client.id }), { clientSecret: client.secret });
	return { ...credential, id: `credential ${++credentials}` };
}

/** What n8n has of a failed or finished run: what it stores, the error itself, and its log. */
function everythingOf({ stored, error }: Awaited<ReturnType<typeof runNode>>): string {
	return [stored, JSON.stringify(log.lines), error?.message, error?.description, error?.stack, JSON.stringify(error), JSON.stringify(error?.context)].join('\n');
}

const parametersOf = (): Array<[string, INodeParameters]> => {
	const [touch, group, send] = [egiftTouch(sandbox), sandbox.control.groups.list()[0], sandbox.control.sends.list()[0]];
	const recipient = { recipientEmail: '={{ $json.email }}', recipientFirstName: 'Rowan', recipientLastName: 'Ash' };
	const given: Record<string, INodeParameters> = {
		'touch.get': { touchId: locator(touch.id) },
		'group.getMembers': { groupId: locator(group?.id) },
		'user.invite': { email: 'rowan@example.org', firstName: 'Rowan', lastName: 'Ash', groupId: locator(group?.id), role: 'regular' },
		'send.get': { sendGid: String(send?.send_gid) },
		'send.getStatus': { trackingCode: String(send?.tracking_code) },
		'send.createEgift': { touchId: locator(touch.id), recipientEmail: '={{ $json.email }}' },
		'send.createEgiftLinks': { touchId: locator(touch.id), recipientEmails: '={{ $json.email }}' },
		'send.createWithAddressCollection': { touchId: locator(sandbox.control.touches.add({ delivery_type: 'mail' }).id), recipientEmail: '={{ $json.email }}', recipientName: 'Rowan' },
		'product.send': { variantId: locator('var-5000-green'), ...recipient },
		'recommendation.getAll': recipient,
		'recommendation.send': recipient,
		'scimUser.create': { userName: 'rowan@example.org', givenName: 'Rowan', familyName: 'Ash', division: group?.name ?? '' },
		'scimUser.get': { userId: locator(sandbox.control.users.list()[0]?.id) },
		'scimUser.update': { userId: locator(sandbox.control.users.list()[0]?.id), updateFields: { active: false } },
	};
	return resources.flatMap(({ option: { value: resource }, operations }) =>
		operations.flatMap(({ option: { value: operation } }): Array<[string, INodeParameters]> => {
			const name = `${String(resource)}.${String(operation)}`;
			const own = given[name] ?? (/\.(?:getAll|getCurrent)$/.test(name) ? {} : undefined);
			return own === undefined ? [] : [[name, { resource: String(resource), operation: String(operation), ...own }]];
		}),
	);
};
const names = ['touch.get', 'touch.getAll', 'group.getAll', 'group.getMembers', 'user.getAll', 'user.getCurrent', 'user.invite', 'send.get', 'send.getAll', 'send.getStatus', 'send.createEgift', 'send.createEgiftLinks', 'send.createWithAddressCollection', 'product.getAll', 'product.send', 'recommendation.getAll', 'recommendation.send', 'scimUser.create', 'scimUser.get', 'scimUser.getAll', 'scimUser.update'];
const parameters = (name: string): INodeParameters => Object.fromEntries(parametersOf())[name] ?? {};

test('the operations below are all but one', () => {
	expect(parametersOf().map(([name]) => name).sort()).toEqual([...names].sort());
	expect(resources.flatMap(({ operations }) => operations)).toHaveLength(names.length + 1);
});

const refusals: Array<[string, FaultAction]> = [
	['a refusal', { kind: 'repeatSecrets', status: 422 }],
	['a refusal for the whole account', { kind: 'repeatSecrets', status: 403 }],
	['a good status that says no', { kind: 'repeatSecrets', status: 200 }],
	['a failure', { kind: 'repeatSecrets', status: 409 }],
];

describe.each(refusals)('%s that repeats the secrets', (_name, action) => {
	test.each(names)('%s tells it without them', async (name) => {
		const credential = connect();
		sandbox.control.fault({ times: 'always', match: { path: '/api/*' }, action });
		const result = await runNode({ credential, items: people(1), parameters: parameters(name) });
		expect(`${result.error?.message}`).toContain('(secret)');
		expect(found(credential, everythingOf(result))).toEqual([]);
	});
});

test.each(['send.createEgift', 'user.getCurrent'])('%s tells a failure of the server without them, on the error output, too', async (name) => {
	const credential = connect();
	sandbox.control.fault({ times: 'always', match: name.startsWith('send') ? { method: 'POST' } : { path: '/api/*' }, action: { kind: 'repeatSecrets', status: 500 } });
	const result = await runNode({ credential, items: people(1), parameters: { ...parameters(name), duplicateCheck: 'off' }, settings: { onError: 'continueErrorOutput' } });
	expect(JSON.stringify(result.outputs[1])).toContain('(secret)');
	expect(found(credential, everythingOf(result))).toEqual([]);
}, 60_000);

test.each(names)('%s leaves them out of its items', async (name) => {
	const credential = connect();
	const asked = parameters(name);
	sandbox.control.fault({ times: 'always', match: { path: '/api/*' }, action: { kind: 'repeatSecrets', status: 200, stage: 'after' } });
	const result = await runNode({ credential, items: people(1), parameters: { ...asked, ...('recipientEmail' in asked ? { findSend: true } : {}), simplify: false } });
	expect(result.error).toBeUndefined();
	// A link is an item of the node's own making.
	if (name !== 'send.createEgiftLinks') expect(JSON.stringify(result.items)).toContain('(secret)');
	expect(result.items.length).toBeGreaterThan(0);
	expect(found(credential, everythingOf(result))).toEqual([]);
});

test.each([0, 1, 2])('a list of three pages of which page %d alone repeats one leaves it out', async (dirty) => {
	const credential = connect();
	const { access_token: token } = credential.data.oauthTokenData as unknown as Record<string, string>;
	sandbox.control.sends.addMany(300 - sandbox.control.sends.list({ limit: 1_000 }).length);
	const stop = sandbox.control.beforeAnswer(({ request, answer }) => {
		const [send] = (answer as { sends?: object[] }).sends ?? [];
		if (send && Number(request.query.page) === dirty + 1) Object.assign(send, { note: `a ${token} b` });
	});
	const result = await runNode({ credential, parameters: { ...parameters('send.getAll'), returnAll: true, simplify: false } });
	stop();
	expect(result.items.map(({ json }) => json.note).filter((note) => note !== undefined)).toEqual(['a (secret) b']);
	expect(found(credential, everythingOf(result))).toEqual([]);
});

test('what was sent is shown without them, though all that was read before held none', async () => {
	const credential = connect();
	sandbox.control.fault({ times: 'always', match: { method: 'POST' }, action: { kind: 'repeatSecrets', status: 200, stage: 'after' } });
	const result = await runNode({ credential, items: people(1), parameters: parameters('send.createEgift') });
	expect(JSON.stringify(result.items)).toContain('(secret)');
	expect(found(credential, everythingOf(result))).toEqual([]);
});

test('a secret that Sendoso wrote into a record is out of the error that sums up a run', async () => {
	const credential = connect();
	const { access_token: token } = credential.data.oauthTokenData as unknown as Record<string, string>;
	const stop = sandbox.control.beforeAnswer((pending) => {
		if (pending.request.method === 'POST') Object.assign(pending.answer as object, { tracking_code: `code-${token}` });
	});
	sandbox.control.fault({ match: { method: 'POST', nth: 2 }, action: { kind: 'status', status: 422 } });
	const result = await runNode({ credential, items: people(2), parameters: egiftParameters(egiftTouch(sandbox).id) });
	stop();
	expect(result.error?.description).toContain('item 0 (tracking code code-(secret))');
	expect(found(credential, everythingOf(result))).toEqual([]);
});

test('what is compared is as it came', async () => {
	const credential = connect();
	const { access_token: token } = credential.data.oauthTokenData as unknown as Record<string, string>;
	const stop = sandbox.control.beforeAnswer(({ answer }) => {
		for (const [place, send] of (answer as { sends: object[] }).sends.entries()) Object.assign(send, { send_gid: `${token}${place}` });
	});
	const result = await runNode({ credential, parameters: { ...parameters('send.get'), sendGid: `${token}7` } });
	stop();
	expect(result.items.map(({ json }) => json.send_gid)).toEqual(['(secret)7']);
});

describe('a token that is renewed in mid-run', () => {
	test.each<[string, FaultAction]>([
		['a refusal', { kind: 'repeatSecrets', status: 422 }],
		['an answer', { kind: 'repeatSecrets', status: 200, stage: 'after' }],
	])('is not told either when %s repeats it', async (_name, action) => {
		const credential = connect();
		const old = structuredClone(credential);
		sandbox.control.expireTokens();
		// The first call meets the token that has ended, the second one has the new one.
		sandbox.control.fault({ times: 'always', match: { path: '/api/*', nth: 2 }, action });
		const result = await runNode({ credential, items: people(1), parameters: parameters('user.getCurrent') });
		expect(credential.renewals).toBe(1);
		expect(`${result.error?.message} ${JSON.stringify(result.items)}`).toContain('(secret)');
		expect([...found(credential, everythingOf(result)), ...found(old, everythingOf(result))]).toEqual([]);
	});
});
