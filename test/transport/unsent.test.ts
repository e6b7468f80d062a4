import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { egiftParameters, egiftTouch, people } from '../money/support';
import { runNode, storedCredential } from '../support/engine';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.control.reset());

/** What keeps n8n from making a request, and what the node says of it. */
const cases: Array<[name: string, data: () => ICredentialDataDecryptedObject, reason: RegExp, advice: string]> = [
	['no access token', () => ({ oauthTokenData: { token_type: 'bearer' } }), /n8n did not make the request: Unable to sign without access token/, 'connected'],
	['a host that is not allowed', () => ({ allowedHttpRequestDomains: 'domains', allowedDomains: 'example.com' }), /n8n did not make the request: Domain not allowed/, 'Allowed HTTP Request Domains'],
	['a host that does not speak https', () => ({ baseUrl: sandbox.url.replace('http:', 'https:') }), /the host does not speak https/, 'host in the credential'],
];

describe.each(cases)('%s', (_name, data, reason, advice) => {
	test('is told as not sent with its reason, for all rows, and nothing goes out', async () => {
		const credential = storedCredential(sandbox.url, sandbox.control.issueToken(), data());
		const parameters = egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' });
		const { outputs } = await runNode({ credential, items: people(3), parameters, settings: { onError: 'continueErrorOutput' } });
		const messages = (outputs[1] ?? []).map(({ json }) => String(json.error));
		expect(messages).toHaveLength(3);
		for (const message of messages) {
			expect(message).toMatch(/^Not sent: /);
			expect(message).toMatch(reason);
		}
		expect(sandbox.control.requests()).toEqual([]);
	});

	test('is told to a reader', async () => {
		const credential = storedCredential(sandbox.url, sandbox.control.issueToken(), data());
		const parameters: INodeParameters = { resource: 'user', operation: 'getCurrent' };
		const { error } = await runNode({ credential, parameters });
		expect(error?.message).toMatch(reason);
		expect(error?.description).toContain(advice);
	});
});

test('a host that refuses connections is told as not sent, after some tries', async () => {
	const credential = storedCredential('http://127.0.0.1:9', sandbox.control.issueToken());
	const parameters = egiftParameters(1, { duplicateCheck: 'off' });
	const { error } = await runNode({ credential, items: people(2), parameters });
	expect(error?.message).toMatch(/^Not sent: Sendoso could not be reached: the host refused the connection/);
});
