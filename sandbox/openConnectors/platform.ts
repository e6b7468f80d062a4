import { Router } from 'express';
import { Refusal } from './errors';
import { maskedConfiguration, maskedInstance } from './instances';
import { demoOpenConnectors } from './options';
import type { Tenant } from './tenant';

interface InstanceBody {
	name: string;
	element: { key?: string };
	providerData?: { code?: string };
	configuration: Record<string, unknown>;
	tags?: string[];
}

/** Catalogue, grant addresses and instances. */
export function platformRoutes(tenant: Tenant, consentAddress: () => string): Router {
	const { instances } = tenant;
	const router = Router();

	router.get('/elements/:key/oauth/url', (request, response) => {
		const { apiKey, apiSecret, callbackUrl, state } = request.query;
		if (request.params.key !== 'sendoso') throw new Refusal(404, `No element found with key ${request.params.key}`);
		if (apiKey !== demoOpenConnectors.oauthApiKey || apiSecret !== demoOpenConnectors.oauthApiSecret) {
			// The platform repeats what it was given, which a client must not pass on.
			throw new Refusal(400, `Invalid OAuth API key ${String(apiKey)} or secret ${String(apiSecret)}`);
		}
		const query = new URLSearchParams({ callbackUrl: String(callbackUrl), state: String(state ?? 'sendoso') });
		response.json({ oauthUrl: `${consentAddress()}?${query.toString()}`, element: 'sendoso' });
	});

	router.get('/elements/:key', (request, response) => {
		if (request.params.key !== 'sendoso') throw new Refusal(404, `No element found with key ${request.params.key}`);
		response.json({ id: 5180, key: 'sendoso', name: 'Sendoso', hub: 'rewards', active: true, configuration: [], authentication: { type: 'oauth2' } });
	});

	router.get('/instances', (request, response) => {
		const text = String(request.query.searchText ?? '').toLowerCase();
		const found = instances.list().filter(({ name }) => name.toLowerCase().includes(text));
		if (found.length === 0) throw new Refusal(404, 'No element instances found');
		response.json(found.map(maskedInstance));
	});

	router.post('/instances', (request, response) => {
		const { name, element, providerData, configuration, tags }: InstanceBody = request.body;
		const instance = instances.create({ name, key: element.key ?? '', code: providerData?.code, configuration, tags });
		response.json(instance);
	});

	router.get('/instances/:id', (request, response) => {
		response.json(maskedInstance(instances.get(request.params.id)));
	});

	router.patch('/instances/:id', (request, response) => {
		response.json(maskedInstance(instances.update(request.params.id, request.body)));
	});

	router.delete('/instances/:id', (request, response) => {
		instances.remove(request.params.id);
		response.send('');
	});

	router.get('/instances/:id/configuration', (request, response) => {
		const masked = maskedConfiguration(instances.get(request.params.id).configuration);
		response.json(Object.entries(masked).map(([key, propertyValue], index) => ({ id: 90_400 + index, key, propertyValue: String(propertyValue) })));
	});

	router.put('/instances/:id/enabled', (request, response) => {
		instances.get(request.params.id).disabled = false;
		response.send('');
	});

	router.delete('/instances/:id/enabled', (request, response) => {
		instances.get(request.params.id).disabled = true;
		response.send('');
	});

	router.get('/ping', (_request, response) => {
		response.json({ dateTime: tenant.now(), endpoint: 'sendoso', valid: true });
	});

	return router;
}

/** The page on which a person lets the connector in; it sends the browser back with a code, or with an error. */
export function connectorConsent(tenant: Tenant): Router {
	const router = Router();
	const back = (callbackUrl: unknown, members: Record<string, string>): string => {
		const address = new URL(String(callbackUrl));
		for (const [name, value] of Object.entries(members)) address.searchParams.set(name, value);
		return address.toString();
	};
	router.get('/connector-consent', (request, response) => {
		const { callbackUrl, state } = request.query;
		const given = String(state);
		const allow = back(callbackUrl, { code: tenant.instances.issueCode(), state: given });
		const refuse = back(callbackUrl, { error: 'access_denied', state: given });
		response.type('html').send(`<!doctype html><html lang="en"><title>Sendoso stand-in</title><h1>Let SAP Open Connectors use Sendoso?</h1>
<p><a id="approve" href="${escapeHtml(allow)}">Allow</a> <a id="refuse" href="${escapeHtml(refuse)}">Refuse</a></p></html>`);
	});
	return router;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
