import type { IDataObject, INode } from 'n8n-workflow';
import { demoOpenConnectors, demoScimClient, type Sandbox } from '../../sandbox';
import { type Forwarded, forward } from '../support/forward';
import { runNode, type StoredCredential, storedCredential, storedTenant } from '../support/engine';
import { TriggerBench } from '../trigger/support';
import { Receiver } from '../webhook/receiver';
import { membersOf, nodeOf, type SavedItem, type SavedRequest, type Variant } from './format';
import { filled, happenings, type Placeholders, seenBy, setWorld, withPlaceholders } from './world';

/** What a saved workflow does now. */
export interface Deed extends Omit<Variant, 'workflow'> {
	/** Of the node, or of the API that is asked. */
	errors: string[];
}

/** A removal is told when a second complete reading confirms it. */
const POLLS = 3;

let runs = 0;

/** Runs a saved workflow through n8n's engine, against a stand-in with the records that it names. */
export async function runSaved(sandbox: Sandbox, subject: string, variant: Pick<Variant, 'workflow'>, prepare?: (sandbox: Sandbox) => void): Promise<Deed> {
	const { userSecret, organizationSecret, elementToken } = demoOpenConnectors;
	const placeholders = await setWorld(sandbox, `User ${userSecret}, Organization ${organizationSecret}, Element ${elementToken}`);
	prepare?.(sandbox);
	const node = filled(nodeOf(variant), placeholders);
	// The process remembers what it sent per host and per instance: every run brings its own.
	const address = await forward(sandbox.url);
	const overSap = 'sendosoOpenConnectorsApi' in (node.credentials ?? {});
	const scene: Scene = { sandbox, address, node, placeholders, credential: overSap ? tenantOf(sandbox) : directOf(sandbox, address, node) };
	try {
		const items = Object.values(variant.workflow.pinData)[0]?.map(({ json }) => json) ?? [{}];
		const kind = /Webhook/.test(node.type) ? receive : /Trigger$/.test(node.type) ? poll : execute;
		const deed = await kind(scene, subject, filled(items, placeholders));
		return { ...deed, errors: [...deed.errors, ...sandbox.control.violations().map((violation) => JSON.stringify(violation))] };
	} finally {
		address.stop();
	}
}

interface Scene {
	sandbox: Sandbox;
	address: Forwarded;
	node: INode;
	placeholders: Placeholders;
	credential: StoredCredential;
}

function tenantOf({ openConnectorsUrl, control }: Sandbox): StoredCredential {
	const { userSecret, organizationSecret, oauthApiKey, oauthApiSecret } = demoOpenConnectors;
	const elementToken = control.openConnectors.createInstance().token;
	return storedTenant(openConnectorsUrl, { userSecret, organizationSecret, oauthApiKey, oauthApiSecret, elementToken, oauthCallbackUrl: 'https://auth.cloudelements.io/oauth' });
}

function directOf({ control }: Sandbox, { url }: Forwarded, { parameters }: INode): StoredCredential {
	const made = storedCredential(url, control.issueToken({ clientId: parameters.resource === 'scimUser' ? demoScimClient.id : undefined }));
	return { ...made, data: { ...made.data, clientId: `saved-${++runs}` } };
}

async function execute({ sandbox, node, placeholders, credential }: Scene, _subject: string, items: IDataObject[]): Promise<Deed> {
	const result = await runNode({ credential, parameters: node.parameters, items, type: node.type, settings: { ...node, name: 'Sendoso' } });
	const requests = seenBy(sandbox).map(({ method, path, query, body }): SavedRequest => ({
		method,
		path,
		...(Object.keys(query).length > 0 ? { query } : {}),
		...(body === null ? {} : { body }),
	}));
	const output = namesIn(result.items.map(({ json, binary }) => ({ ...json, ...(binary ? { binary: Object.keys(binary) } : {}) })));
	const made = withPlaceholders(result.items.map((item) => ({ pairedItem: item.pairedItem, ...ownOf(item.json) })), placeholders);
	return { requests: withPlaceholders(requests, placeholders), output, items: made, errors: result.error ? [`${result.error.message} ${result.error.description ?? ''}`] : [] };
}

async function poll({ sandbox, node, placeholders, credential }: Scene, subject: string): Promise<Deed> {
	const bench = new TriggerBench(credential, node.parameters, `saved-${++runs}`);
	const told = (await bench.poll()) ?? [];
	happenings[subject]?.(sandbox, placeholders);
	for (let polls = 1; polls < POLLS && (polls === 1 || told.length === 0); polls++) told.push(...((await bench.poll()) ?? []));
	const lines = new Set(seenBy(sandbox).map(({ method, path }) => `${method} ${path}`));
	const requests = [...lines].sort().map((line) => ({ method: line.split(' ')[0] ?? '', path: line.split(' ')[1] ?? '' }));
	const events = told.map(({ sendosoEvent }) => String((sendosoEvent as IDataObject).type));
	return { requests: withPlaceholders(requests, placeholders), output: namesIn(told), items: withPlaceholders(told.map(ownOf), placeholders), events, errors: bench.node.type === node.type ? [] : [`${node.type} is not a known trigger`] };
}

async function receive({ sandbox, node, placeholders, credential }: Scene): Promise<Deed> {
	const receiver = new Receiver({ secrets: {}, saved: node, oauth: 'sendosoOAuth2Api' in (node.credentials ?? {}) ? credential : undefined });
	await receiver.start();
	try {
		const { webhooks, sends } = sandbox.control;
		receiver.setSecrets({ signingSecret: webhooks.add({ url: receiver.url() }).secret });
		sends.advance(placeholders['<sendGid>'], 'Used');
		await webhooks.settle();
		const [message] = webhooks.attempts();
		if (message) webhooks.resend(message.messageId);
		await webhooks.settle();
		const requests = seenBy(sandbox).map(({ method, path }) => ({ method, path }));
		return { requests, output: namesIn(receiver.items), items: withPlaceholders(receiver.items.map(ownOf), placeholders), events: receiver.items.map(() => 'delivery'), errors: receiver.errors.map(({ message: text }) => text) };
	} finally {
		await receiver.stop();
	}
}

/** Members of `sendosoEvent` and of a delivery that do not differ from run to run. */
const STEADY = ['type', 'resource', 'status', 'previousStatus', 'eventLabel', 'repeat', 'outOfOrder', 'sendLookup', 'send_gid'];

/** What the node itself says in an item, beside Sendoso's record. */
function ownOf({ sendoso, sendosoEvent, ...delivery }: IDataObject): SavedItem {
	const said = Object.entries((sendoso ?? sendosoEvent ?? ('eventLabel' in delivery ? delivery : {})) as IDataObject);
	const own = said.filter(([name, value]) => (sendoso === undefined ? STEADY.includes(name) : typeof value !== 'object' || value === null));
	return own.length === 0 ? {} : { own: Object.fromEntries(own) };
}

function namesIn(items: object[]): string[] {
	return [...new Set(items.flatMap((item) => membersOf(item)))].sort();
}
