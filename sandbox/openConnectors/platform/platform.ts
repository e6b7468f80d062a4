import { type Request, Router } from 'express';
import { Refusal } from '../errors';
import { answerList } from '../lists/lists';
import type { Tenant } from '../tenant';
import { knownConfiguration, requireSendoso } from './connector';
import { swagger } from './documents';
import { type Instance, isSecretKey, maskedConfiguration, maskedInstance } from './instances';

interface InstanceBody {
	name: string;
	element: { key?: string; id?: number };
	providerData?: { code?: string };
	configuration: Record<string, unknown>;
	tags?: string[];
	retrieveObjectsAfterInstantiation?: boolean;
	externalAuthentication?: string;
}

interface Entry {
	id: number;
	key: string;
	propertyValue: string;
}

const firstEntry = 90_400;

/** The tenant itself: its instances and what they are set to. */
export function platformRoutes(tenant: Tenant, objectNames: () => string[]): Router {
	const { instances } = tenant;
	const router = Router();

	/** What a body asks for, after the consent that it brings was spent. */
	const readParts = (body: InstanceBody) => {
		requireSendoso(body.element.key ?? body.element.id);
		if (body.externalAuthentication !== 'initial') instances.redeem(body.providerData?.code, body.configuration);
		return { name: body.name, key: 'sendoso', configuration: knownConfiguration(body.configuration), tags: body.tags };
	};

	router.get('/instances', (request, response) => {
		const text = String(request.query.searchText ?? '').toLowerCase();
		const tags = tagsOf(request);
		const found = instances.list().filter(({ name, tags: own }) => name.toLowerCase().includes(text) && tags.every((tag) => own.includes(tag)));
		if (found.length === 0) throw new Refusal(404, 'No element instances found');
		// The configuration is left out where it is not wanted (fact 93).
		const shown = found.map(maskedInstance).map(({ configuration, ...rest }) => (String(request.query.hydrate) === 'false' ? rest : { ...rest, configuration }));
		answerList(tenant, request, response, 'instances', shown);
	});

	router.post('/instances', (request, response) => {
		const body: InstanceBody = request.body;
		const instance = instances.create(readParts(body));
		response.json({ ...instance, ...(body.retrieveObjectsAfterInstantiation === true && { objects: objectNames() }) });
	});

	router.get('/instances/polling-disabled', (_request, response) => {
		response.json([]);
	});

	const switchOn = (enabled: boolean, instance: Instance | undefined): void => {
		if (instance !== undefined) instance.disabled = !enabled;
	};
	for (const [method, enabled] of [['put', true], ['delete', false]] as const) {
		router[method]('/instances/enabled', (request, response) => {
			switchOn(enabled, tenant.instanceOf(request));
			response.send('');
		});
		router[method]('/instances/:id/enabled', (request, response) => {
			switchOn(enabled, instances.get(request.params.id));
			response.send('');
		});
	}

	router.get('/instances/:id', (request, response) => {
		response.json(maskedInstance(instances.get(request.params.id)));
	});

	router.patch('/instances/:id', (request, response) => {
		response.json(maskedInstance(instances.update(request.params.id, request.body)));
	});

	router.put('/instances/:id', (request, response) => {
		instances.get(request.params.id);
		response.json(maskedInstance(instances.replace(request.params.id, readParts(request.body))));
	});

	router.delete('/instances/:id', (request, response) => {
		instances.remove(request.params.id);
		response.send('');
	});

	router.get('/instances/:id/configuration', (request, response) => {
		response.json(entriesOf(instances.get(request.params.id)));
	});

	router.patch('/instances/:id/configuration/:entry', (request, response) => {
		const { id, entry } = request.params;
		const { key, propertyValue }: { key: string; propertyValue?: string | null } = request.body;
		const known = entriesOf(instances.get(id)).find((candidate) => String(candidate.id) === entry);
		if (known?.key !== key) throw new Refusal(404, `No configuration found with ID ${entry}`);
		instances.update(id, { configuration: { [key]: propertyValue } });
		response.json({ ...known, propertyValue: isSecretKey(key) ? '********' : String(propertyValue) });
	});

	router.get('/instances/:id/docs', (request, response) => {
		instances.get(request.params.id);
		response.json(swagger());
	});

	router.get('/instances/:id/events', (request, response) => {
		answerList(tenant, request, response, 'events', tenant.events.of(instances.get(request.params.id).id));
	});

	router.get('/instances/:id/events/:event', (request, response) => {
		const event = tenant.events.of(instances.get(request.params.id).id).find(({ id }) => id === request.params.event);
		if (event === undefined) throw new Refusal(404, `No event found with ID ${request.params.event}`);
		response.json(event);
	});

	router.patch('/accounts/:id/settings', (request, response) => {
		response.json(request.body);
	});

	router.get('/ping', (_request, response) => {
		response.json({ dateTime: tenant.now(), endpoint: 'Sendoso', valid: true });
	});

	return router;
}

/** Tags to look for; from the address itself, because the validator joins several to one. */
function tagsOf({ url }: Request): string[] {
	return new URLSearchParams(url.split('?')[1]).getAll('tags[]');
}

function entriesOf({ configuration }: Instance): Entry[] {
	return Object.entries(maskedConfiguration(configuration)).map(([key, value], index) => ({ id: firstEntry + index, key, propertyValue: String(value) }));
}
