/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run a server on a desk, never inside n8n */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import * as core from 'n8n-core';
import { type ICredentialDataDecryptedObject, type IDataObject, type INode, type INodeParameters, type IWorkflowExecuteAdditionalData, NodeHelpers, sleep, Workflow } from 'n8n-workflow';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node.ts';
import { additionalData, nodeTypes, registerType, type StoredCredential } from '../support/engine';

const TYPE = 'n8n-nodes-sendoso.sendosoWebhookTrigger';
registerType(TYPE, new SendosoWebhookTrigger());

/** What a receiver is made of; without `oauth` the node has no credential of Sendoso's API. */
export interface ReceiverOptions {
	secrets: ICredentialDataDecryptedObject;
	parameters?: INodeParameters;
	oauth?: StoredCredential;
	/** The node as it was saved, in the place of `parameters`. */
	saved?: INode;
}

let receivers = 0;

/**
 * The webhook trigger in a published workflow, behind a server that does what n8n 2.40 does with a request: it keeps the
 * bytes, parses JSON, loads the static data, runs the node with n8n's own context, starts an execution, saves the static data
 * if they changed, and answers last.
 */
export class Receiver {
	/** Items of the executions that were started. */
	readonly items: IDataObject[] = [];

	/** Errors with which the node failed. */
	readonly errors: Error[] = [];

	/** Texts of all answers. */
	readonly answers: string[] = [];

	/** What n8n wrote into its log. */
	readonly log: string[] = [];

	/** Executions that n8n will not be able to start. */
	startsToFail = 0;

	/** Static data as the database holds them. */
	database = '{}';

	/** Whether n8n keeps the bytes of a body. */
	keepsBytes = true;

	private readonly node: INode;

	private readonly workflowId = `webhook-workflow-${++receivers}`;

	private server: Server | undefined;

	constructor(private readonly options: ReceiverOptions) {
		const { parameters = {}, oauth, saved } = options;
		this.node = {
			id: 'webhook-node',
			name: 'Sendoso Webhook Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'd5d7a1c2-0000-4000-8000-000000000001',
			parameters: { fetchSend: oauth !== undefined, ...parameters },
			credentials: { sendosoWebhookApi: { id: 'signing', name: 'Signing' }, ...(oauth ? { sendosoOAuth2Api: { id: oauth.id, name: 'Sendoso' } } : {}) },
			...saved,
		};
	}

	/** Changes the secrets of the credential, as a person would. */
	setSecrets(secrets: ICredentialDataDecryptedObject) {
		this.options.secrets = secrets;
	}

	/** What n8n's next process does not have: everything that the node kept in memory. */
	restart() {
		this.node.id += '+';
	}

	async start(): Promise<void> {
		const app = express();
		app.use(express.raw({ type: () => true, limit: '16mb' }));
		app.post('/webhook{-test}/*path', async (request, response) => {
			const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
			const { status, body } = await this.handle(request, response, bytes);
			if (response.headersSent) return;
			this.answers.push(JSON.stringify(body));
			response.status(status).json(body);
		});
		await new Promise<void>((resolve) => {
			this.server = app.listen(0, '127.0.0.1', () => resolve());
		});
	}

	async stop(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
	}

	/** The address of the published workflow, or the one for tests. */
	url(path: 'webhook' | 'webhook-test' = 'webhook'): string {
		return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/${path}/${this.node.webhookId}/webhook`;
	}

	private async handle(request: express.Request, response: express.Response, bytes: Buffer): Promise<{ status: number; body: unknown }> {
		const isTest = request.path.startsWith('/webhook-test');
		const workflow = new Workflow({ id: this.workflowId, nodes: [structuredClone(this.node)], connections: {}, active: true, nodeTypes, settings: { timezone: 'UTC' }, staticData: JSON.parse(this.database) as IDataObject });
		try {
			if (request.is('application/json')) request.body = JSON.parse(bytes.toString('utf8')) as unknown;
		} catch {
			return { status: 422, body: { message: 'Failed to parse request body' } };
		}
		if (this.keepsBytes) Object.assign(request, { rawBody: bytes });
		const result = await this.runNode(workflow, request, response, isTest ? 'manual' : 'webhook').catch((error: Error) => {
			this.errors.push(error);
			return undefined;
		});
		if (result === undefined) return { status: 500, body: { message: 'Workflow Webhook Error: Workflow could not be started!' } };
		const { workflowData } = result;
		if (workflowData !== undefined) {
			if (this.startsToFail > 0) {
				this.startsToFail -= 1;
				return { status: 500, body: { message: 'There was a problem executing the workflow' } };
			}
			this.items.push(...(workflowData[0] ?? []).map(({ json }) => json));
			// To start an execution n8n makes a second workflow over the same data, which takes them for unchanged.
			new Workflow({ id: this.workflowId, nodes: [structuredClone(this.node)], connections: {}, active: true, nodeTypes, settings: {}, staticData: workflow.staticData });
			for (let turn = 0; turn < 40 && workflow.staticData.__dataChanged !== true; turn++) await sleep(1);
		}
		// n8n saves nothing after a call for a test.
		if (!isTest && workflow.staticData.__dataChanged === true) this.database = JSON.stringify(workflow.staticData);
		return { status: 200, body: workflowData === undefined ? (result.webhookResponse as unknown) : { message: 'Workflow was started' } };
	}

	private async runNode(workflow: Workflow, request: express.Request, response: express.Response, mode: 'webhook' | 'manual') {
		const [webhookDescription] = nodeTypes.getByNameAndVersion(TYPE).description.webhooks ?? [];
		const data = { ...this.additionalData(mode), httpRequest: request, httpResponse: response } as IWorkflowExecuteAdditionalData;
		const node = workflow.getNode(this.node.name) as INode;
		const webhookData = { webhookDescription, isTest: mode === 'manual' } as never;
		const context = new core.WebhookContext(workflow, node, data, mode, webhookData, [], null);
		const note = (message: string) => void this.log.push(message);
		Object.defineProperty(context, 'logger', { value: { debug: note, info: note, warn: note, error: note } });
		return await nodeTypes.getByNameAndVersion(TYPE).webhook?.call(context);
	}

	private additionalData(mode: 'webhook' | 'manual'): IWorkflowExecuteAdditionalData {
		const data = additionalData(this.options.oauth ?? { id: 'none', data: {}, renewals: 0 }, mode);
		const { credentialsHelper: helper } = data;
		const getDecrypted = helper.getDecrypted.bind(helper);
		helper.getDecrypted = async (...call) => (call[2] === 'sendosoWebhookApi' ? structuredClone(this.options.secrets) : await getDecrypted(...call));
		return data;
	}
}

/** Whether the editor would show these parameters, and n8n accept them. */
export function isComplete(parameters: INodeParameters): boolean {
	const { description } = nodeTypes.getByNameAndVersion(TYPE);
	const node = { id: 'node', name: 'Node', type: TYPE, typeVersion: 1, position: [0, 0], parameters } as INode;
	return NodeHelpers.getNodeParametersIssues(description.properties, node, description) === null;
}
