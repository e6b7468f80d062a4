import type { INodeParameters, INodeType } from 'n8n-workflow';
import { registerType, runNode, storedCredential } from '../../test/support/engine';
import type { SteeredServer } from '../standIn/steered';
import type { PaceFigures, PacePayload } from './payload';

/** Requests per second, as the credential has it by default. */
export const PACE = 8;

/** Name under which n8n lets a node use any credential. */
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** A node of several versions, as n8n's own packages export them. */
interface VersionedNode {
	currentVersion: number;
	getNodeType(version?: number): INodeType;
}

/** Sends gifts to people, one item for each. */
export async function measure(payload: PacePayload): Promise<PaceFigures | undefined> {
	if (payload.step === 'load') {
		registerHttpRequest();
		return undefined;
	}
	const { contender, people, server } = payload;
	const items = Array.from({ length: people }, (_, index) => ({ email: `person${index}@example.com` }));
	const credential = storedCredential(server.url, server.token, { requestsPerSecond: PACE });
	const run = contender === 'sendoso' ? { parameters: giftOf(server, people) } : { parameters: postOf(server), type: HTTP_REQUEST, settings: { typeVersion: newestVersion, onError: 'continueRegularOutput' as const } };
	const { error, items: out } = await runNode({ credential, items, mode: 'trigger', ...run });
	const failed = out.filter(({ json }) => json.error !== undefined);
	return { sent: out.length - failed.length, error: error?.message ?? (failed[0] && JSON.stringify(failed[0].json.error)) };
}

/** One gift for an item, with the duplicate check as it is by default. */
function giftOf({ touchId }: SteeredServer, people: number): INodeParameters {
	return { resource: 'send', operation: 'createEgift', touchId: { __rl: true, mode: 'id', value: String(touchId) }, recipientEmail: '={{ $json.email }}', options: { maximumSends: people } };
}

/** The same request by n8n's HTTP Request node, in batches of the same pace. */
function postOf({ url, touchId }: SteeredServer): INodeParameters {
	return {
		method: 'POST',
		url: `${url}/api/v3/send`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'sendosoOAuth2Api',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ { send: { via: 'single_email_address', via_from: 'n8n', touch_id: ${touchId}, email: $json.email } } }}`,
		options: { batching: { batch: { batchSize: PACE, batchInterval: 1_000 } } },
	};
}

let newestVersion = 1;

function registerHttpRequest() {
	// eslint-disable-next-line @typescript-eslint/no-require-imports, @n8n/community-nodes/no-restricted-imports -- it is there in a measured process only
	const { HttpRequest } = require('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node') as { HttpRequest: new () => VersionedNode };
	const node = new HttpRequest();
	newestVersion = node.currentVersion;
	registerType(HTTP_REQUEST, node.getNodeType(newestVersion));
}
