import { demoClient, demoOpenConnectors, demoScimClient, startSandbox } from '../../sandbox/index';
import type { Sandbox, Touch } from '../../sandbox/index';
import { PlainFailure } from './failure';

export type { Sandbox, Touch, WebhookEndpoint } from '../../sandbox/index';

/** The key with which the connector signs events, in the demo. */
export const eventSigningKey = 'demo-event-signing-key';

const lifeCycleMilliseconds = 25_000;

/** Starts the stand-in for Sendoso; `alive` moves recent sends on from time to time, as recipients would. */
export async function startStandIn(port: number, controlPort: number, alive: boolean): Promise<Sandbox> {
	return await startSandbox({
		port,
		controlPort,
		seed: 'demo',
		autoLifeCycle: alive ? { everyMilliseconds: lifeCycleMilliseconds } : false,
	});
}

/** The content of a credential that is connected to the stand-in, as after clicking "Connect". */
export function connectedCredential({ url, control }: Sandbox): Record<string, unknown> {
	return {
		environment: 'custom',
		baseUrl: url,
		clientId: demoClient.id,
		clientSecret: demoClient.secret,
		oauthTokenData: control.issueToken(),
	};
}

/** The content of a credential of the client application that provisions users. */
export function provisioningCredential({ url, control }: Sandbox): Record<string, unknown> {
	const { id: clientId, secret: clientSecret } = demoScimClient;
	return { environment: 'custom', baseUrl: url, clientId, clientSecret, customScopes: true, enabledScopes: 'scim', oauthTokenData: control.issueToken({ clientId }) };
}

/** The content of a credential of the stand-in's tenant, whose callback is the example workflow that provisions. */
export function tenantCredential({ openConnectorsUrl }: Sandbox, n8nUrl: string, elementToken = ''): Record<string, unknown> {
	const { userSecret, organizationSecret, oauthApiKey, oauthApiSecret, connectorKey } = demoOpenConnectors;
	return {
		region: 'custom',
		baseUrl: openConnectorsUrl,
		userSecret,
		organizationSecret,
		elementToken,
		connectorKey,
		oauthApiKey,
		oauthApiSecret,
		oauthCallbackUrl: `${n8nUrl}/webhook/sendoso-callback`,
	};
}

/** The first campaign from which an eGift can be sent today. */
export function firstEgiftTouch({ control }: Sandbox): Touch {
	const now = control.clock.now();
	const touch = control.touches.list().find((candidate) => {
		const { delivery_type, status, start_date, end_date } = candidate;
		const hasStarted = Date.parse(start_date) <= now;
		const isOver = end_date !== null && Date.parse(end_date) < now;
		return delivery_type === 'email' && status === 'Active' && hasStarted && !isOver;
	});
	if (touch === undefined) throw new PlainFailure('The stand-in server has no active eGift campaign in its sample data.');
	return touch;
}
