import { Router } from 'express';
import { Refusal } from '../errors';
import { demoOpenConnectors, sendosoElementId } from '../options';
import type { Row } from '../row';
import { consentPath } from './consent';
import { swagger } from './documents';

const connectorKey = demoOpenConnectors.connectorKey;

const configuration: Row[] = [
	{ key: 'oauth.api.key', type: 'TEXTFIELD_32', required: true },
	{ key: 'oauth.api.secret', type: 'PASSWORD', required: true },
	{ key: 'oauth.callback.url', type: 'TEXTFIELD_1000', required: true, defaultValue: 'https://auth.cloudelements.io/oauth' },
	{ key: 'event.notification.enabled', type: 'BOOLEAN', required: false, defaultValue: 'false' },
	{ key: 'event.vendor.type', type: 'TEXTFIELD_32', required: false, defaultValue: 'polling' },
	{ key: 'event.notification.callback.url', type: 'TEXTFIELD_1000', required: false },
	{ key: 'event.notification.signature.key', type: 'PASSWORD', required: false },
	{ key: 'event.poller.refresh_interval', type: 'TEXTFIELD_32', required: false, defaultValue: '15' },
	{ key: 'event.poller.configuration', type: 'TEXTAREA', required: false },
	{ key: 'filter.response.nulls', type: 'BOOLEAN', required: false, defaultValue: 'true' },
];

/** What of a configuration this connector knows; everything else is dropped without a word. */
export function knownConfiguration(given: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(given).filter(([name]) => configuration.some(({ key }) => key === name)));
}

/** Fails for every connector but Sendoso's, which is known by key and by number. */
export function requireSendoso(keyOrId: unknown): void {
	if (keyOrId === connectorKey || String(keyOrId) === String(sendosoElementId)) return;
	throw new Refusal(404, `No element found with key ${String(keyOrId)}`);
}

/** The connector in the catalogue, and the address at which a person lets it into Sendoso (facts 15 to 17). */
export function connectorRoutes(consentOrigin: () => string): Router {
	const router = Router();

	router.get('/elements/:key/oauth/url', (request, response) => {
		const { apiKey, apiSecret, callbackUrl, state } = request.query;
		requireSendoso(request.params.key);
		if (apiKey !== demoOpenConnectors.oauthApiKey || apiSecret !== demoOpenConnectors.oauthApiSecret) {
			// The platform repeats what it was given, which a client must not pass on.
			throw new Refusal(400, `Invalid OAuth API key ${String(apiKey)} or secret ${String(apiSecret)}`);
		}
		const query = new URLSearchParams({ callbackUrl: String(callbackUrl), state: String(state ?? connectorKey) });
		response.json({ oauthUrl: `${consentOrigin()}${consentPath}?${query.toString()}`, element: connectorKey });
	});

	router.get('/elements/:key', (request, response) => {
		requireSendoso(request.params.key);
		response.json({
			id: sendosoElementId,
			key: connectorKey,
			name: 'Sendoso',
			hub: 'rewards',
			active: true,
			configuration,
			bulkDownloadEnabled: false,
			bulkUploadEnabled: false,
			authentication: { type: 'oauth2' },
		});
	});

	router.get('/elements/:key/metadata', (request, response) => {
		requireSendoso(request.params.key);
		const polling = Object.fromEntries(['groups', 'return-addresses', 'touches'].map((name) => [name, { url: `/hubs/rewards/${name}`, idField: 'id' }]));
		response.json({ id: sendosoElementId, key: connectorKey, name: 'Sendoso', events: { supported: true, methods: ['polling'], polling } });
	});

	router.get('/elements/:key/docs', (request, response) => {
		requireSendoso(request.params.key);
		response.json(swagger());
	});

	return router;
}
