import { PlainFailure } from './failure';
import { parseExecution } from './execution';
import type { Execution } from './execution';
import { dig, isRecord, listOf } from './json';
import type { Json } from './json';
import { RestSession } from './restSession';
import { waitFor } from './waiting';
import type { Workflow, WorkflowNode } from './workflow';

/** The person who signs in. */
export interface Owner {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

/** How a node names a credential. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** A workflow as n8n keeps it; `versionId` moves with each change of the draft. */
export interface StoredWorkflow extends Workflow {
	id: string;
	versionId: string;
}

/** One row of the list of executions. */
export interface ExecutionSummary {
	id: string;
	status: string;
	workflowId: string;
}

const publishMilliseconds = 10_000;
const executionMilliseconds = 60_000;
const restingStatuses = ['success', 'error', 'crashed', 'canceled'];

/** Drives one n8n over the REST interface of its own editor. */
export class N8nClient {
	private readonly session: RestSession;

	constructor(readonly url: string) {
		this.session = new RestSession(url);
	}

	/** Makes the owner of a fresh n8n and is signed in afterwards. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.session.post('/owner/setup', owner);
	}

	/** Signs in, for instance after a restart on the same data. */
	async signIn({ email, password }: Owner): Promise<void> {
		await this.session.post('/login', { emailOrLdapLoginId: email, password });
	}

	async createCredential(name: string, type: string, data: Record<string, unknown>): Promise<CredentialReference> {
		const { id } = await this.session.post('/credentials', { name, type, data });
		return { id: String(id), name };
	}

	/** What n8n's own test of a credential says, as its button in the editor does. */
	async testCredential({ id, name }: CredentialReference, type: string, data: Record<string, unknown>): Promise<string> {
		const { status, message } = await this.session.post('/credentials/test', { credentials: { id, name, type, data } });
		return status === 'OK' ? 'OK' : String(message);
	}

	/** Replaces what a credential holds, as saving it in the editor does. */
	async updateCredential({ id, name }: CredentialReference, type: string, data: Record<string, unknown>): Promise<void> {
		await this.session.patch(`/credentials/${id}`, { name, type, data });
	}

	async deleteCredential({ id }: CredentialReference): Promise<void> {
		await this.session.delete(`/credentials/${id}`);
	}

	async createWorkflow(workflow: Workflow): Promise<StoredWorkflow> {
		// n8n 1.123 does not take a workflow that says nothing of being active.
		return stored(await this.session.post('/workflows', { active: false, settings: { executionOrder: 'v1' }, ...workflow }));
	}

	/** Changes the draft; publish again to make it count. */
	async updateWorkflow(id: string, versionId: string, workflow: Partial<Workflow>): Promise<StoredWorkflow> {
		return stored(await this.session.patch(`/workflows/${id}`, { ...workflow, versionId }));
	}

	async getWorkflow(id: string): Promise<StoredWorkflow> {
		return stored(await this.session.get(`/workflows/${id}`));
	}

	/** Publishes a version and waits until its triggers listen, which n8n 2 does only after it answered the request. */
	async publish({ id, versionId }: Pick<StoredWorkflow, 'id' | 'versionId'>): Promise<void> {
		await this.session.post(`/workflows/${id}/activate`, { versionId });
		await waitFor(`Publishing workflow ${id}`, publishMilliseconds, async () => {
			const answer = await this.session.getIfThere(`/workflows/${id}/publication-status`);
			// n8n 1.123 has no such status: there the triggers listen when it answers.
			return answer === undefined || answer.status === 'published' ? true : undefined;
		});
	}

	async unpublish(id: string): Promise<void> {
		await this.session.post(`/workflows/${id}/deactivate`, {});
	}

	/** Starts the workflow at one of its triggers, as the button in the editor does; gives the id of the execution. */
	async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
		const { executionId } = await this.session.post(`/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger },
			// n8n 1.123 needs the whole workflow, later versions ignore it.
			workflowData: workflow,
		});
		if (typeof executionId === 'string') return executionId;
		throw new PlainFailure(`n8n did not start the workflow at "${trigger}": open it in the editor to see what is missing.`);
	}

	/**
	 * Retries an execution that failed, as the menu "Retry" in the list of executions does, and waits for its end.
	 *
	 * @param loadWorkflow whether the workflow is taken as it is saved now, and not as it was then
	 * @returns the id of the new execution
	 */
	async retryExecution(id: string, loadWorkflow: boolean): Promise<string> {
		const { id: retryId } = await this.session.post(`/executions/${id}/retry`, { loadWorkflow });
		return String(retryId);
	}

	async getExecution(id: string): Promise<Execution> {
		return parseExecution(await this.session.get(`/executions/${id}`));
	}

	/** Waits until the execution has ended, or stands at one of the given statuses. */
	async waitForExecution(
		id: string,
		statuses: readonly string[] = restingStatuses,
		timeoutMilliseconds = executionMilliseconds,
	): Promise<Execution> {
		return await waitFor(`The end of execution ${id}`, timeoutMilliseconds, async () => {
			const execution = await this.getExecution(id);
			return statuses.includes(execution.status) ? execution : undefined;
		});
	}

	/** The rows that a field with a list shows for what was typed into it. */
	async searchList(node: WorkflowNode, methodName: string, path: string, filter?: string): Promise<Json[]> {
		const { type: name, typeVersion: version, parameters: currentNodeParameters, credentials } = node;
		const question = { path: `parameters.${path}`, nodeTypeAndVersion: { name, version }, methodName, currentNodeParameters, credentials, filter };
		const { results } = await this.session.post('/dynamic-node-parameters/resource-locator-results', question);
		return listOf(results).filter(isRecord);
	}

	/** The descriptions that the editor gets of all nodes, or of all credentials. */
	async descriptions(of: 'nodes' | 'credentials'): Promise<Json[]> {
		return listOf(await this.session.getFile(`/types/${of}.json`)).filter(isRecord);
	}

	/** The rows of a data table of the owner's own project. */
	async rowsOfTable(name: string): Promise<Json[]> {
		const { id: project } = await this.session.get('/projects/personal');
		const tables = `/projects/${String(project)}/data-tables`;
		const found = await this.session.get(`${tables}?filter=${encodeURIComponent(JSON.stringify({ name }))}`);
		const { data: rows } = await this.session.get(`${tables}/${String(dig(found, 'data', 0, 'id'))}/rows`);
		return listOf(rows).filter(isRecord);
	}

	/** Says something in a chat that n8n serves to those who are signed in; gives the id of the execution that it starts. */
	async chat(webhookId: string, sessionId: string, chatInput: string): Promise<string> {
		const answer = await this.session.postTo(`/webhook/${webhookId}/chat`, { action: 'sendMessage', sessionId, chatInput });
		if (typeof answer.executionId === 'string') return answer.executionId;
		throw new PlainFailure('n8n took what was said in the chat, and started nothing: does its trigger answer by nodes?');
	}

	/** Newest first. */
	async listExecutions(workflowId: string, limit = 20): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.session.get(`/executions?limit=${limit}&filter=${filter}`);
		if (!Array.isArray(results)) return [];
		return results
			.filter(isRecord)
			.map((row) => ({ id: String(row.id), status: String(row.status), workflowId: String(row.workflowId) }));
	}
}

function stored(answer: Record<string, unknown>): StoredWorkflow {
	const { id, versionId, name, nodes, connections } = answer;
	if (typeof id !== 'string' || typeof versionId !== 'string' || !Array.isArray(nodes) || !isRecord(connections)) {
		throw new PlainFailure('n8n answered with something that is not a workflow: is this n8n 1.123 or n8n 2?');
	}
	return { id, versionId, name: String(name), nodes, connections, settings: answer.settings };
}
