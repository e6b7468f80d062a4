import type { ICredentialsDecrypted, ICredentialTestFunctions } from 'n8n-workflow';
import { SendosoWebhookApi } from '../../credentials/SendosoWebhookApi.credentials';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';
import { setScene, stopAll } from './support';

afterEach(stopAll);

const GOOD = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const node = new SendosoWebhookTrigger();

const testOf = async (data: Record<string, string>) =>
	await node.methods.credentialTest.testSigningSecrets.call({} as ICredentialTestFunctions, { id: '1', name: 'Signing', type: 'sendosoWebhookApi', data } as ICredentialsDecrypted);

test('n8n finds the test of the credential at the node', () => {
	expect(node.description.credentials?.find(({ name }) => name === new SendosoWebhookApi().name)?.testedBy).toBe('testSigningSecrets');
});

test('the test says that it knows the form alone', async () => {
	expect(await testOf({ signingSecret: GOOD, previousSigningSecret: '' })).toEqual({ status: 'OK', message: expect.stringContaining('Sendoso was not asked') });
	expect(await testOf({ signingSecret: GOOD.slice(6), previousSigningSecret: ` ${GOOD} ` })).toMatchObject({ status: 'OK' });
});

const unreadable: Array<[string, Record<string, string>, string]> = [
	['empty', { signingSecret: '' }, "'Signing Secret' of the credential is empty"],
	['blank', { signingSecret: '  ' }, "'Signing Secret' of the credential is empty"],
	['too short', { signingSecret: 'whsec_abcdefgh' }, "'Signing Secret' of the credential is not a signing secret"],
	['no base64', { signingSecret: `whsec_${'?'.repeat(40)}` }, "'Signing Secret' of the credential is not a signing secret"],
	['a public key', { signingSecret: `whpk_${Buffer.alloc(32).toString('base64')}` }, "'Signing Secret' of the credential is not a signing secret"],
	['far too long', { signingSecret: `whsec_${'A'.repeat(5_000)}` }, "'Signing Secret' of the credential is not a signing secret"],
	['a wrong previous one', { signingSecret: GOOD, previousSigningSecret: 'old' }, "'Previous Signing Secret' of the credential is not a signing secret"],
];

test.each(unreadable)('%s: the test names the field and what belongs there, and never the secret', async (_name, data, words) => {
	const { status, message } = await testOf(data);
	expect([status, message]).toEqual(['Error', expect.stringContaining(words)]);
	for (const secret of Object.values(data).filter((value) => value.trim() !== '')) expect(message).not.toContain(secret);
});

test.each(unreadable)('%s: a delivery fails with an error that says so, and is not lost', async (_name, secrets, words) => {
	const scene = await setScene({ secrets });
	scene.control.webhooks.fire('send.sent');
	expect(await scene.items()).toEqual([]);
	expect(scene.receiver.errors.map(({ message }) => message)).toEqual([words]);
	expect(scene.statuses()).toEqual([500]);
	scene.receiver.setSecrets({ signingSecret: scene.endpoint.secret });
	scene.control.clock.advance(6_000, { moveSends: false });
	expect(await scene.items()).toHaveLength(1);
});

test('no secret is in an item, an answer, the log, an error or the stored data', async () => {
	const scene = await setScene({ parameters: { eventLabel: 'send.sent' } });
	const { webhooks } = scene.control;
	webhooks.fire('send.sent');
	const items = await scene.items();
	const next = webhooks.rotateSecret(scene.endpoint.id, 0).secret;
	webhooks.fire('send.sent');
	await webhooks.settle();
	scene.receiver.setSecrets({ signingSecret: `${next}!` });
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(items).toHaveLength(1);
	expect(scene.receiver.errors).toHaveLength(1);
	const { answers, log, errors, database } = scene.receiver;
	const told = JSON.stringify([items, answers, log, database, errors.map((error) => [error.message, error.stack, JSON.stringify(error)])]);
	for (const secret of [scene.endpoint.secret, next]) {
		expect(told).not.toContain(secret.slice('whsec_'.length));
		expect(told).not.toContain(secret.slice('whsec_'.length, 20));
	}
	expect(webhooks.attempts().map(({ note }) => note).join()).not.toMatch(/whsec_/);
});
