import * as core from 'n8n-core';
/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- sample secrets of a server that exists on this machine only */
import type { INodeParameters } from 'n8n-workflow';
import { demoOpenConnectors } from '../../sandbox';
import { resources } from '../../nodes/SendosoOpenConnectors/resources';
import { locator, openDesk, sampleInstance } from './support';

const desk = openDesk();
const canaries = Object.entries({ ...demoOpenConnectors, eventSignatureKey: 'sign-events-with-this/+=' })
	.filter(([name]) => !['instanceId', 'connectorKey'].includes(name))
	.map(([, secret]) => String(secret));

/** Every operation of the connection, filled in so that it reaches the server. */
const everything: INodeParameters = {
	touchId: locator(220_145),
	groupId: locator(907),
	userId: locator(48_001),
	templateId: locator(510),
	touchStyleId: locator(31),
	objectName: 'touches',
	objectId: '220145',
	childObjectName: 'members',
	connectorInstanceId: locator(sampleInstance),
	bulkJobId: '20417',
	trackingCode: 'abc',
	recipientEmail: 'rowan@example.org',
	recipientEmails: 'rowan@example.org',
	email: 'rowan@example.org',
	emails: 'rowan@example.org',
	touchIds: '220145',
	numberOfGifts: 1,
	balance: '5',
	code: 'grant-canary-code',
	name: 'n8n',
	configuration: '{"filter.response.nulls":"false"}',
	duplicateCheck: 'off',
};

const operations = resources.flatMap(({ option, operations: all }) =>
	all.map(({ option: { value }, fields }): [string, INodeParameters] => {
		const names = fields.map(({ name }) => name);
		const own = Object.fromEntries(Object.entries(everything).filter(([name]) => names.includes(name)));
		const written = names.includes('additionalFields') && option.value !== 'connectorInstance' && option.value !== 'send' ? { additionalFields: { name: 'x' } } : {};
		return [`${String(option.value)}.${String(value)}`, { resource: String(option.value), operation: String(value), ...own, ...(fields.some(({ name }) => name === 'objectName' && option.value === 'object') ? { objectName: locator('touches') } : {}), ...written }];
	}),
);

/** What the server answers: it repeats everything that it was told, or leads elsewhere. */
const echo = { requestId: 'request-1', message: `wrong: ${canaries.join(' ')}`, providerMessage: canaries.map(encodeURIComponent).join(' '), details: { all: canaries } };
type Action = Parameters<typeof desk.control.fault>[0]['action'];

/** After these an operation may try again and again, which takes seconds each: some operations stand for all. */
const some = operations.filter(([name]) => ['object.getAll', 'send.create', 'connectorInstance.create', 'connectorInstance.getOAuthUrl'].includes(name));

const troubles: Array<[string, Action, typeof operations]> = [
	['a refusal that repeats the secrets', { kind: 'status', status: 400, body: echo, stage: 'before' }, operations],
	['a failure that repeats the secrets', { kind: 'status', status: 500, body: echo, stage: 'before' }, operations],
	['a page that repeats the secrets', { kind: 'status', status: 502, body: `<html>${canaries.join('<br>')}</html>`, stage: 'before' }, some],
	['an answer that says no and repeats the secrets', { kind: 'status', status: 200, body: { success: false, ...echo }, stage: 'before' }, operations],
	['a redirect to another host', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/elsewhere', stage: 'before' }, some],
];

describe.each(troubles)('%s', (_name, action, concerned) => {
	test.each(concerned)('%s keeps them to itself', async (_operation, parameters) => {
		desk.control.fault({ times: 'always', action });
		const { stored, error } = await desk.run(parameters, { credential: desk.credential({ elementToken: demoOpenConnectors.elementToken, eventSignatureKey: 'sign-events-with-this/+=' }) });
		expect(error?.message).toBeDefined();
		for (const canary of canaries) {
			expect(stored.includes(canary) || stored.includes(encodeURIComponent(canary))).toBe(false);
			expect(`${error?.message} ${error?.description} ${error?.stack}`).not.toContain(canary);
		}
	});
});

test('every operation is among them', () => {
	expect(operations.length).toBe(resources.flatMap(({ operations: all }) => all).length);
});

describe('when all goes well', () => {
	/** Everything that the node writes into n8n's log. */
	let lines: unknown[];
	beforeEach(() => {
		lines = [];
		const note = (...words: unknown[]) => void lines.push(words);
		jest.spyOn(ownerOfLogger() as { logger: unknown }, 'logger', 'get').mockReturnValue({ warn: note, debug: note, info: note, error: note });
	});
	afterEach(() => jest.restoreAllMocks());

	test.each(operations)('%s shows no secret, real or masked', async (_operation, parameters) => {
		const { stored, run } = await desk.run(parameters, { credential: desk.credential({ elementToken: demoOpenConnectors.elementToken, eventSignatureKey: 'sign-events-with-this/+=' }) });
		expect(run.data.resultData.runData.Sendoso).toHaveLength(1);
		for (const secret of [...canaries, '****']) expect(`${stored} ${JSON.stringify(lines)}`).not.toContain(secret);
	});

	test.each(operations.filter(([name]) => name.endsWith('.getAll') && name !== 'connectorInstance.getAll'))('%s keeps secrets out of the log when the platform warns with them', async (_operation, parameters) => {
		desk.control.fault({ times: 'always', action: { kind: 'status', status: 200, body: [], headers: { 'Elements-Error': echo.message }, stage: 'before' } });
		const { stored } = await desk.run(parameters, { credential: desk.credential({ elementToken: demoOpenConnectors.elementToken }) });
		expect(JSON.stringify(lines)).toContain('wrong: (secret)');
		for (const secret of canaries.filter((canary) => canary !== 'sign-events-with-this/+=')) expect(`${stored} ${JSON.stringify(lines)}`).not.toContain(secret);
	});

	test('the token of a new instance is shown in one place', async () => {
		const { items, stored } = await desk.run({ resource: 'connectorInstance', operation: 'create', code: desk.control.openConnectors.issueCode(), name: 'New' });
		const token = desk.control.openConnectors.instances().find(({ name }) => name === 'New')?.token ?? '';
		expect(items.map(({ json }) => json.token)).toEqual([token]);
		expect([stored.split(token).length - 1, JSON.stringify(lines).includes(token)]).toEqual([1, false]);
	});
});

/** Prototype on which n8n's contexts have their logger. */
function ownerOfLogger(): object {
	for (let type: object | null = core.ExecuteSingleContext.prototype as object; type !== null; type = Object.getPrototypeOf(type) as object | null) {
		if (Object.hasOwn(type, 'logger')) return type;
	}
	throw new Error("n8n's contexts have no logger");
}
