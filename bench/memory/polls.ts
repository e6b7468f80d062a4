import * as core from 'n8n-core';
import { type IDataObject, type INode, Workflow } from 'n8n-workflow';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node.ts';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node.ts';
import { additionalData, nodeTypes, registerType, type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import { eventsOf } from '../../test/trigger/eventValues';
import { steer } from '../standIn/steered';
import { passTime } from './acceleratedTime';
import type { Way } from './way';

const RECORDS = eventsOf('touch', ['created', 'updated', 'removed']);
/** SAP Open Connectors has no events of sends. */
const EVENTS = { sendosoOAuth2Api: ['sendCreated', 'sendStatusChanged', ...RECORDS], sendosoOpenConnectorsApi: RECORDS };

/** How often something happens, in polls: a new gift, a changed campaign, a poll that fails, tokens that end. */
const EVERY = { gift: 10, change: 25, failure: 40, tokens: 45 };

/** Refuses every reading for longer than anybody waits for it. */
const FAULT = { match: { method: 'GET' }, times: 'always', action: { kind: 'status', status: 503, headers: { 'Retry-After': '3600' } } };

/** What one trigger told, by type of event. */
type Told = Map<string, number>;

interface PollingTrigger {
	poll(): Promise<IDataObject[]>;
	told: Told;
	/** Types of events that it has to tell each change of. */
	tells: Array<'created' | 'updated'>;
}

/** Both triggers poll, while gifts and campaigns change and some polls fail. */
export const polls: Way = async ({ url, token, openConnectorsUrl, tenant, controlUrl, touchId }) => {
	const direct = pollOf('n8n-nodes-sendoso.sendosoTrigger', new SendosoTrigger(), storedCredential(url, token));
	const connector = pollOf('n8n-nodes-sendoso.sendosoOpenConnectorsTrigger', new SendosoOpenConnectorsTrigger(), storedTenant(openConnectorsUrl, tenant));
	const triggers: PollingTrigger[] = [
		{ poll: direct, told: new Map(), tells: ['created', 'updated'] },
		{ poll: connector, told: new Map(), tells: ['updated'] },
	];
	const done = { polls: 0, created: 0, updated: 0 };
	await pollAll(triggers);
	for (const { told } of triggers) told.clear();
	return async (count, stepMs) => {
		for (let nth = 0; nth < count; nth++) {
			done.polls += 1;
			await passTime(controlUrl, stepMs);
			if (done.polls % EVERY.tokens === 0) await steer(controlUrl, 'expireTokens');
			if (done.polls % EVERY.gift === 0) {
				await steer(controlUrl, 'sends.add', { recipientEmail: `person${done.polls}@example.com`, touchId });
				done.created += 1;
			}
			if (done.polls % EVERY.change === 0) {
				await steer(controlUrl, 'touches.update', touchId, { name: `Campaign ${done.polls}` });
				done.updated += 1;
			}
			if (done.polls % EVERY.failure === 0) await failAll(triggers, controlUrl);
			else await pollAll(triggers);
			await steer(controlUrl, 'clearRequests');
		}
		// The last one may have failed.
		await pollAll(triggers);
		for (const { told, tells } of triggers) {
			for (const type of tells) if ((told.get(type) ?? 0) !== done[type]) throw new Error(`A trigger told ${told.get(type) ?? 0} of ${done[type]} events '${type}'`);
		}
	};
};

/** Polls once with each trigger, and counts what it told. */
async function pollAll(triggers: PollingTrigger[]) {
	for (const { poll, told } of triggers) {
		for (const { sendosoEvent } of await poll()) {
			const type = String((sendosoEvent as IDataObject).type);
			told.set(type, (told.get(type) ?? 0) + 1);
		}
	}
}

/** Polls once with each trigger while the server fails. */
async function failAll(triggers: PollingTrigger[], controlUrl: string) {
	await steer(controlUrl, 'faults.add', FAULT);
	const endings = await Promise.allSettled(triggers.map(async ({ poll }) => await poll()));
	await steer(controlUrl, 'faults.clear');
	if (endings.some(({ status }) => status === 'fulfilled')) throw new Error('A poll of a server that fails ended well');
}

/** A trigger in a published workflow; what it gives polls once. */
function pollOf(type: string, trigger: SendosoTrigger | SendosoOpenConnectorsTrigger, credential: StoredCredential): () => Promise<IDataObject[]> {
	registerType(type, trigger);
	const credentialType = credential.type ?? 'sendosoOAuth2Api';
	const node: INode = {
		id: 'trigger-node',
		name: 'Sendoso Trigger',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: { events: EVENTS[credentialType] },
		credentials: { [credentialType]: { id: credential.id, name: 'Sendoso' } },
	};
	const workflow = new Workflow({ id: `workflow-of-${type}`, nodes: [node], connections: {}, active: true, nodeTypes, settings: { timezone: 'UTC' } });
	return async () => {
		const context = new core.PollContext(workflow, node, additionalData(credential, 'trigger'), 'trigger', 'activate');
		const result = await nodeTypes.getByNameAndVersion(type).poll?.call(context);
		return result?.[0]?.map(({ json }) => json) ?? [];
	};
}
