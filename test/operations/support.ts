import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { demoScimClient, startSandbox, type Sandbox, type SandboxOptions, type SendView } from '../../sandbox';
import { type Forwarded, forward } from '../support/forward';
import { type NodeRunRequest, type NodeRunResult, runNode, type StoredCredential, storedCredential } from '../support/engine';

/** What a test looks at in a request. */
export interface SeenRequest {
	method: string;
	path: string;
	query: Record<string, unknown>;
	body: unknown;
}

/** The stand-in server of one test file, and the node running against it. */
export interface Desk {
	readonly control: Sandbox['control'];
	readonly url: string;
	/** A connected credential whose pace nobody shares; of the usual client application unless another one is named. */
	credential(clientId?: string): StoredCredential;
	/** Lets later credentials meet a node that remembers nothing, as after a restart of n8n. It is done before every test, too. */
	restart(): Promise<void>;
	/** Runs the node with these parameters. */
	run(parameters: INodeParameters, more?: Partial<Omit<NodeRunRequest, 'parameters'>>): Promise<NodeRunResult>;
	/** Requests to the API since the test began. */
	seen(): SeenRequest[];
}

let clients = 0;

/** Starts a stand-in server for the tests of one file; data, faults and log are fresh for every test. */
export function openDesk(options: SandboxOptions = {}): Desk {
	let sandbox: Sandbox;
	let address: Forwarded | undefined;
	const restart = async () => {
		address?.stop();
		address = await forward(sandbox.url);
	};
	beforeAll(async () => {
		sandbox = await startSandbox({ validateResponses: true, throttle: false, ...options });
	});
	afterAll(async () => {
		address?.stop();
		await sandbox.stop();
	});
	beforeEach(async () => {
		await restart();
		sandbox.control.reset(options.seed ?? 'demo');
		sandbox.control.setOrder(options.order ?? 'descending');
		sandbox.control.setMaxPerPage(options.maxPerPage ?? null);
	});
	afterEach(() => expect(sandbox.control.violations()).toEqual([]));
	const credential = (clientId?: string) => {
		const made = storedCredential(address?.url ?? sandbox.url, sandbox.control.issueToken({ clientId }));
		return { ...made, data: { ...made.data, clientId: `desk-${++clients}` } };
	};
	return {
		get control() {
			return sandbox.control;
		},
		get url() {
			return sandbox.url;
		},
		credential,
		restart,
		run: async (parameters, more = {}) => await runNode({ credential: credential(parameters.resource === 'scimUser' ? demoScimClient.id : undefined), parameters, ...more }),
		seen: () =>
			sandbox.control
				.requests()
				.filter(({ path }) => path.startsWith('/api/'))
				.map(({ method, path, query, body }) => ({ method, path, query, body })),
	};
}

/** A resource locator's value. */
export function locator(value: unknown, mode: 'id' | 'list' = 'id'): INodeParameters {
	return { __rl: true, mode, value: value as string };
}

/** A campaign that can be sent from today. */
export function openTouch({ control }: Desk, deliveryType: 'email' | 'mail') {
	return control.touches.add({ delivery_type: deliveryType });
}

/** Expects that a run failed with these words about this item, and that the advice ends in the item. */
export function expectError({ error }: NodeRunResult, message: string, advice: string, itemIndex = 0) {
	expect(error?.message).toBe(message);
	expect(error?.description).toContain(advice);
	expect(error?.description).toContain(`[item ${itemIndex}]`);
	expect(error?.description?.endsWith(`[item ${itemIndex}]`)).toBe(true);
	expect(error?.context?.itemIndex).toBe(itemIndex);
}

/** Messages and pairing of the items of a run's error output. */
export function failedItems({ outputs }: NodeRunResult) {
	return (outputs[1] ?? []).map(({ json, pairedItem }) => ({ error: json.error, pairedItem }));
}

/** Numbers from 0 on. */
export function upTo(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index);
}

/** A copy of a record without some members. */
export function without(record: object, ...names: string[]): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))) as IDataObject;
}

/** What the node says of a send that nobody read the campaign of. */
export function sendFacts(outcome: string, touchId: number, recipientEmail: string, deliveryType: 'email' | 'mail', more: object = {}) {
	const wasSent = outcome === 'sent' || outcome === 'reconciled';
	return { outcome, wasSent, recipientEmail, touchId, touchName: null, deliveryType, currency: null, price: null, warnings: [], ...more };
}

/** Every send as Sendoso lists it, newest first. */
export function listedSends({ control }: Desk) {
	return control.sends.list().map((send) => without(send, 'tracking_code', 'kind', 'created_by_request') as unknown as SendView);
}
