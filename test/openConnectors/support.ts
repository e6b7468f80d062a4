import type { INodeParameters } from 'n8n-workflow';
import { demoOpenConnectors, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { type NodeRunRequest, type NodeRunResult, runNode, type StoredCredential, storedTenant } from '../support/engine';

/** What a test looks at in a request; the path is the one behind the fixed part. */
export interface SeenRequest {
	method: string;
	path: string;
	query: Record<string, unknown>;
	body: unknown;
}

/** The stand-in server of one test file, and the node running against its Open Connectors. */
export interface Desk {
	readonly sandbox: Sandbox;
	readonly control: Sandbox['control'];
	/** A credential of the sample tenant. */
	credential(more?: Record<string, string>): StoredCredential;
	/** Runs the node over SAP Open Connectors with these parameters. */
	run(parameters: INodeParameters, more?: Partial<Omit<NodeRunRequest, 'parameters'>>): Promise<NodeRunResult>;
	/** Requests since the test began. */
	seen(): SeenRequest[];
}

const { instanceId, ...secrets } = demoOpenConnectors;

/** The ID of the instance that exists from the start. */
export const sampleInstance = instanceId;

/** Starts a stand-in server for the tests of one file; data and behaviour are fresh for every test. */
export function openDesk(options: SandboxOptions = {}): Desk {
	let sandbox: Sandbox;
	// The process remembers what it sent per instance: every test brings an instance of its own.
	let token = '';
	beforeAll(async () => {
		sandbox = await startSandbox({ validateResponses: true, throttle: false, ...options });
	});
	afterAll(async () => await sandbox.stop());
	beforeEach(() => {
		sandbox.control.reset(options.seed ?? 'demo');
		token = sandbox.control.openConnectors.createInstance().token;
	});
	afterEach(() => expect(sandbox.control.violations()).toEqual([]));
	const credential = (more: Record<string, string> = {}) =>
		storedTenant(sandbox.openConnectorsUrl, { ...secrets, elementToken: token, oauthCallbackUrl: 'https://auth.cloudelements.io/oauth', ...more });
	return {
		get sandbox() {
			return sandbox;
		},
		get control() {
			return sandbox.control;
		},
		credential,
		run: async (parameters, more = {}) =>
			await runNode({ credential: credential(), parameters, ...more }),
		seen: () =>
			sandbox.control
				.requests()
				.filter(({ path }) => path.startsWith('/elements/api-v2'))
				.map(({ method, path, query, body }) => ({ method, path: path.slice('/elements/api-v2'.length), query, body })),
	};
}

/** A resource locator's value. */
export const locator = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: value as string });
