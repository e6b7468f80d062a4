/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests run the engine on a desk, never inside n8n */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'sendoso-engine-'));
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests-only';
process.env.N8N_LOG_LEVEL ??= 'silent';

import * as core from 'n8n-core';
import {
	type IContextObject,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	NodeConnectionTypes,
	NodeHelpers,
	NodeOperationError,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { SendosoOAuth2Api } from '../../credentials/SendosoOAuth2Api.credentials.ts';
import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials.ts';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node.ts';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node.ts';

/** Whether the tests run on the oldest supported engine, whose `run` takes separate arguments. */
export const isOldestEngine = core.WorkflowExecute.prototype.run.length > 1;

/** Whether the engine ends a node in continue mode at an item that it refuses itself, as n8n 2 did up to 2.39.5, and gives the input of the node out. */
export const endsNodeAtRefusal = ((): boolean => {
	const { version } = JSON.parse(readFileSync(join(dirname(require.resolve('n8n-core')), '..', 'package.json'), 'utf8')) as { version: string };
	return version.startsWith('2.') && version.localeCompare('2.39.4', 'en', { numeric: true }) < 0;
})();

/** What an error says of its cause to n8n; nothing on engines whose n8n-workflow does not keep that, such as those of n8n 1.123 and 2.20. */
export function failureKept(failure: Record<string, unknown>): { failure?: Record<string, unknown> } {
	return 'failure' in new NodeOperationError(mockNode, 'An error', { failure: { cause: 'configuration-invalid' } }) ? { failure } : {};
}

/** Gives the input items that a test wants. */
class Feeder implements INodeType {
	description = {
		displayName: 'Feeder',
		name: 'feeder',
		group: ['transform'] as const,
		version: 1,
		description: 'Feeds items',
		defaults: { name: 'Feeder' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: '[]' }],
	} as unknown as INodeType['description'];

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = JSON.parse(String(this.getNodeParameter('items', 0))) as INodeExecutionData['json'][];
		return [items.map((json, item) => ({ json, pairedItem: { item } }))];
	}
}

/** Prepares a declarative node the way n8n's loader does. */
function prepare(type: INodeType): INodeType {
	if (type.execute === undefined && type.poll === undefined) {
		core.DirectoryLoader.applyDeclarativeNodeOptionParameters(type);
		type.execute = async function (this: IExecuteFunctions) {
			return (await new core.RoutingNode(this as never, type).runNode()) ?? [[]];
		};
	}
	return type;
}

const types: Record<string, INodeType> = {
	'test.feeder': new Feeder(),
	'n8n-nodes-sendoso.sendoso': prepare(new Sendoso()),
	'n8n-nodes-sendoso.sendosoTool': prepare(new Sendoso()),
	'n8n-nodes-sendoso.sendosoOpenConnectors': prepare(new SendosoOpenConnectors()),
	'n8n-nodes-sendoso.sendosoOpenConnectorsTool': prepare(new SendosoOpenConnectors()),
};

/** Adds a node type, such as a trigger, for the tests of one file. */
export function registerType(name: string, type: INodeType) {
	types[name] = prepare(type);
}

export const nodeTypes: INodeTypes = {
	getByName: (name) => types[name] as INodeType,
	getByNameAndVersion: (name) => types[name] as INodeType,
	getKnownTypes: () => ({}),
};

/** A stored credential that tests can read and change, as n8n's database would. */
export interface StoredCredential {
	id: string;
	data: ICredentialDataDecryptedObject;
	/** Times that n8n stored a renewed token. */
	renewals: number;
	/** Waited for before n8n hands the credential out for the n-th time, counted from 1. */
	beforeReading?: (nth: number) => Promise<void>;
	/** Credential type; the OAuth2 one unless it says otherwise. */
	type?: 'sendosoOAuth2Api' | 'sendosoOpenConnectorsApi';
}

/** A connected `sendosoOAuth2Api` credential for the stand-in server. */
export function storedCredential(
	baseUrl: string,
	token: { access_token: string; refresh_token: string },
	more: ICredentialDataDecryptedObject = {},
): StoredCredential {
	const data = {
		environment: 'custom',
		baseUrl,
		clientId: 'sandbox-client',
		clientSecret: 'sandbox-client-secret',
		requestsPerSecond: 100,
		oauthTokenData: { ...token, token_type: 'bearer' },
		...more,
	};
	return { id: 'credential-1', data, renewals: 0 };
}

/** A `sendosoOpenConnectorsApi` credential for the stand-in server. */
export function storedTenant(baseUrl: string, secrets: ICredentialDataDecryptedObject): StoredCredential {
	const data = { region: 'custom', baseUrl, connectorKey: 'sendoso', requestsPerSecond: 100, ...secrets };
	return { id: 'credential-2', data, renewals: 0, type: 'sendosoOpenConnectorsApi' };
}

/** Resolves a credential the way n8n does: defaults, then expressions over the credential's own fields. */
function decrypt(properties: INodeProperties[], data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
	const inherited: INodeProperties[] = [{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' }];
	const merged = NodeHelpers.getNodeParameters([...inherited, ...properties], data as INodeParameters, true, false, null as never, null as never);
	const values = { ...data, ...merged } as ICredentialDataDecryptedObject;
	const workflow = new Workflow({ nodes: [mockNode], connections: {}, active: false, nodeTypes });
	const resolved = workflow.expression.getComplexParameterValue(mockNode, values as INodeParameters, 'internal', {}, undefined, undefined, values as never);
	return { ...(resolved as ICredentialDataDecryptedObject), ...(data.oauthTokenData ? { oauthTokenData: data.oauthTokenData } : {}) };
}

const mockNode: INode = { id: 'mock', name: 'Mock', type: 'test.feeder', typeVersion: 1, position: [0, 0], parameters: {} };

function credentialsHelper(credential: StoredCredential): ICredentialsHelper {
	const tenant = credential.type === 'sendosoOpenConnectorsApi' ? new SendosoOpenConnectorsApi() : undefined;
	const { properties } = tenant ?? new SendosoOAuth2Api();
	let readings = 0;
	const helper = {
		getParentTypes: () => (tenant ? [] : ['oAuth2Api']),
		getDecrypted: async () => {
			await credential.beforeReading?.(++readings);
			return decrypt(properties, structuredClone(credential.data));
		},
		getCredentials: async () => ({}),
		getCredentialsProperties: () => properties,
		isCredentialUsableByNode: async () => true,
		updateCredentials: async () => undefined,
		updateCredentialsOauthTokenData: async (_node: unknown, _type: string, data: ICredentialDataDecryptedObject) => {
			credential.data = { ...credential.data, oauthTokenData: structuredClone(data.oauthTokenData) as never };
			credential.renewals += 1;
		},
		runPreAuthentication: async () => undefined,
		preAuthentication: async () => undefined,
		authenticate: async (data: ICredentialDataDecryptedObject, _type: string, options: IHttpRequestOptions) =>
			tenant ? await tenant.authenticate(data, options) : options,
		applyDefaultsAndOverwrites: async (_a: unknown, data: ICredentialDataDecryptedObject) => data,
	};
	return helper as unknown as ICredentialsHelper;
}

let executions = 0;

/** What n8n hands to every execution. */
export function additionalData(credential: StoredCredential, mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
	const executionId = `execution-${++executions}`;
	const workflowData = { id: 'workflow-1', name: 'Test', nodes: [], connections: {}, active: false };
	return {
		credentialsHelper: credentialsHelper(credential),
		hooks: new core.ExecutionLifecycleHooks(mode, executionId, workflowData as never),
		executionId,
		executeWorkflow: async () => ({}) as never,
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		setExecutionStatus: () => undefined,
		currentNodeParameters: undefined,
		executionTimeoutTimestamp: undefined,
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** One run of the node in a workflow: feeder, then the Sendoso node. */
export interface NodeRunRequest {
	credential: StoredCredential;
	parameters: INodeParameters;
	items?: Array<Record<string, unknown>>;
	/** Items of each run of the node in the one execution, in the place of `items`: as from a loop. */
	turns?: Array<Array<Record<string, unknown>>>;
	/** Settings of the node, such as `onError` or `retryOnFail`. */
	settings?: Partial<INode>;
	mode?: WorkflowExecuteMode;
	timezone?: string;
	type?: string;
	/** The execution that is gone on with: its id, and what n8n kept of the node. */
	execution?: { id: string; nodeContext: IContextObject };
	/** Other nodes like it in the same workflow, as far as they differ; each gets the same items. */
	beside?: Array<Partial<INode> & Pick<INode, 'name'>>;
}

/** What a run gave. */
export interface NodeRunResult {
	run: IRun;
	/** Items of each output. */
	outputs: INodeExecutionData[][];
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Items of the first output of each run of the node in the execution. */
	turns: INodeExecutionData[][];
	/** The error that the node failed with. */
	error: (Error & { description?: string; httpCode?: string; context?: Record<string, unknown>; failure?: unknown }) | undefined;
	/** Everything that n8n would store of the execution, as text. */
	stored: string;
}

/** The node that uses a credential. */
export function nodeTypeOf({ type }: StoredCredential): string {
	return type === 'sendosoOpenConnectorsApi' ? 'n8n-nodes-sendoso.sendosoOpenConnectors' : 'n8n-nodes-sendoso.sendoso';
}

/** A started execution that can be cancelled. */
export function startNode(request: NodeRunRequest) {
	const { credential, parameters, items = [{}], turns = [items], settings = {}, mode = 'manual', timezone = 'UTC' } = request;
	const node: INode = {
		id: 'sendoso-node',
		name: 'Sendoso',
		type: request.type ?? nodeTypeOf(credential),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { [credential.type ?? 'sendosoOAuth2Api']: { id: credential.id, name: 'Sendoso' } },
		...settings,
	};
	const feeders = turns.map((rows, turn): INode => ({ ...mockNode, id: `feeder-${turn}`, name: `Feeder ${turn}`, position: [0, turn * 100], parameters: { items: JSON.stringify(rows) } }));
	const feeder: INode = { ...mockNode, id: 'feeder', name: 'Feeder', parameters: { items: '[{}]' } };
	const to = (names: string[]) => ({ main: [names.map((name) => ({ node: name, type: NodeConnectionTypes.Main, index: 0 }))] });
	const fed = [node, ...(request.beside ?? []).map((other): INode => ({ ...node, ...other }))];
	const toAll = to(fed.map(({ name }) => name));
	const connections = { Feeder: to(feeders.map(({ name }) => name)), ...Object.fromEntries(feeders.map(({ name }) => [name, toAll])) };
	const workflow = new Workflow({ id: 'workflow-1', nodes: [feeder, ...feeders, ...fed], connections, active: false, nodeTypes, settings: { executionOrder: 'v1', timezone } });
	const data = additionalData(credential, mode);
	const engine = new core.WorkflowExecute(data, mode);
	if (request.execution) resume(engine, data, request.execution);
	const startAt = workflow.getNode('Feeder') as INode;
	const started = isOldestEngine
		? (engine.run as unknown as (workflow: Workflow, start: INode) => ReturnType<typeof engine.run>)(workflow, startAt)
		: engine.run({ workflow, startNode: startAt } as never);
	const finished = Promise.resolve(started).then(toResult);
	return { finished, cancel: () => started.cancel() };
}

/** Lets an execution find what n8n kept of the node, as after a Wait node. */
function resume(engine: core.WorkflowExecute, data: IWorkflowExecuteAdditionalData, { id, nodeContext }: NonNullable<NodeRunRequest['execution']>) {
	data.executionId = id;
	const begin = engine.processRunExecutionData.bind(engine);
	engine.processRunExecutionData = (workflow) => {
		const { executionData } = Reflect.get(engine, 'runExecutionData') as IRun['data'];
		if (executionData) executionData.contextData['node:Sendoso'] = nodeContext;
		return begin(workflow);
	};
}

/** Runs the node to its end. */
export async function runNode(request: NodeRunRequest): Promise<NodeRunResult> {
	return await startNode(request).finished;
}

function toResult(run: IRun): NodeRunResult {
	const runs = run.data.resultData.runData.Sendoso ?? [];
	const last = runs[runs.length - 1];
	const outputs = (last?.data?.main ?? []).map((output) => output ?? []);
	const error = (last?.error ?? run.data.resultData.error) as NodeRunResult['error'];
	const turns = runs.map(({ data }) => data?.main?.[0] ?? []);
	return { run, outputs, items: outputs[0] ?? [], turns, error, stored: JSON.stringify(run) };
}
