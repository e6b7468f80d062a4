import * as core from 'n8n-core';
import { type IDataObject, type INode, type INodeParameters, Workflow } from 'n8n-workflow';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node.ts';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node.ts';
import { demoOpenConnectors, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { additionalData, nodeTypes, registerType, storedCredential, type StoredCredential, storedTenant } from '../support/engine';

const DIRECT = 'n8n-nodes-sendoso.sendosoTrigger';
const CONNECTOR = 'n8n-nodes-sendoso.sendosoOpenConnectorsTrigger';
registerType(DIRECT, new SendosoTrigger());
registerType(CONNECTOR, new SendosoOpenConnectorsTrigger());

/** A trigger node in a workflow whose static data lives on between polls. */
export class TriggerBench {
	readonly workflow: Workflow;

	constructor(
		readonly credential: StoredCredential,
		parameters: INodeParameters,
		readonly id = `workflow-${Math.random()}`,
	) {
		const node: INode = {
			id: 'trigger-node',
			name: 'Sendoso Trigger',
			type: credential.type === 'sendosoOpenConnectorsApi' ? CONNECTOR : DIRECT,
			typeVersion: 1,
			position: [0, 0],
			parameters,
			credentials: { [credential.type ?? 'sendosoOAuth2Api']: { id: credential.id, name: 'Sendoso' } },
		};
		this.workflow = new Workflow({ id, nodes: [node], connections: {}, active: true, nodeTypes, settings: { timezone: 'UTC' } });
	}

	get node(): INode {
		return this.workflow.getNode('Sendoso Trigger') as INode;
	}

	/** Changes parameters, as a person would in the editor. */
	change(parameters: INodeParameters) {
		Object.assign(this.node.parameters, parameters);
	}

	/** What n8n wrote into its log. */
	readonly warnings: string[] = [];

	/** One tick; the items, or null. */
	async poll(mode: 'trigger' | 'manual' = 'trigger', budget?: number): Promise<IDataObject[] | null> {
		const context = new core.PollContext(this.workflow, this.node, additionalData(this.credential, mode), mode, 'activate');
		// All contexts share n8n's logger.
		const { logger } = context;
		const log = logger.warn.bind(logger);
		logger.warn = (message, meta) => {
			this.warnings.push(message);
			log(message, meta);
		};
		if (budget !== undefined) Object.assign(context, { getPollBudgetMs: () => budget });
		const type = nodeTypes.getByNameAndVersion(this.node.type);
		try {
			const result = await type.poll?.call(context);
			return result?.[0]?.map(({ json }) => json) ?? null;
		} finally {
			logger.warn = log;
		}
	}

	/** The node's own part of the static data, as n8n would store it. */
	get state(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.getStaticData('node', this.node))) as IDataObject;
	}

	/** What n8n does with durable cursors to the state of the poll made at publishing. */
	dropState() {
		const data = this.workflow.getStaticData('node', this.node);
		for (const key of Object.keys(data)) delete data[key];
	}

	/** A bench on the same data after n8n was started again. */
	restarted(): TriggerBench {
		const next = new TriggerBench(this.credential, this.node.parameters, this.id);
		Object.assign(next.workflow.getStaticData('node', next.node), this.state);
		return next;
	}
}

const running: Sandbox[] = [];

/** Starts a stand-in server without limits and with answers checked against the contract. */
export async function start(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ seed: 'empty', throttle: false, validateResponses: true, ...options });
	running.push(sandbox);
	return sandbox;
}

/** Ends every server that was started. */
export async function stopAll() {
	await Promise.all(running.splice(0).map(async (sandbox) => await sandbox.stop()));
}

/** A trigger connected to a stand-in server. */
export function bench(sandbox: Sandbox, parameters: INodeParameters): TriggerBench {
	return new TriggerBench(storedCredential(sandbox.url, sandbox.control.issueToken()), parameters);
}

/** A trigger connected through SAP Open Connectors, to an instance of its own. */
export function connectorBench(sandbox: Sandbox, parameters: INodeParameters): TriggerBench {
	const { userSecret, organizationSecret } = demoOpenConnectors;
	const elementToken = sandbox.control.openConnectors.createInstance().token;
	return new TriggerBench(storedTenant(sandbox.openConnectorsUrl, { userSecret, organizationSecret, elementToken }), parameters);
}

export { eventsOf } from './eventValues';

/** The type of each event with the record it is about. */
export function told(items: IDataObject[] | null): string[] {
	return (items ?? []).map(({ sendosoEvent, id, send_gid }) => {
		const { type, status } = sendosoEvent as IDataObject;
		return [type, send_gid ?? id, status].filter((part) => part !== undefined).join(' ');
	});
}

/** Paths and pages asked for since the log was cleared. */
export function asked({ control }: Sandbox): string[] {
	return control.requests().map(({ path, query }) => `${path}${query.page === undefined ? '' : ` ${String(query.page)}`}`);
}

/** Runs changes right before the answer to the n-th request for a list, counted from 1. */
export function between({ control }: Sandbox, nth: number, change: () => void): () => void {
	let count = 0;
	return control.beforeAnswer(() => {
		count += 1;
		if (count === nth) change();
	});
}
