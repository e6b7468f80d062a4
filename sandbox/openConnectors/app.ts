import { randomUUID } from 'node:crypto';
import { type ErrorRequestHandler, Router } from 'express';
import { authorize } from './authorize';
import { bulkRoutes } from './bulk';
import { connectorContract } from './contract';
import { Refusal } from './errors';
import { giftRoutes, refuseMissing } from './gifts';
import { groupRoutes } from './groups';
import { objectRoutes } from './objects';
import { platformRoutes } from './platform';
import { resourceDesks } from './resources';
import type { Tenant } from './tenant';

/** SAP Open Connectors with its Sendoso connector, below `/elements/api-v2`. */
export function openConnectorsApp(tenant: Tenant, consentAddress: () => string): Router {
	const desks = resourceDesks(tenant);
	const router = Router();
	router.use((request, response, next) => {
		response.setHeader('Elements-Request-Id', randomUUID());
		response.setHeader('Elements-Element-Instance-Id', '600321');
		// The name of the hub is optional and not checked (fact 4).
		for (const member of ['url', 'originalUrl'] as const) request[member] = request[member].replace(/\/hubs\/[^/?]+(?=\/)/, '');
		next();
	});
	router.use(authorize(tenant));
	router.use((request, _response, next) => {
		refuseMissing(tenant, request);
		next();
	});
	router.use(connectorContract(tenant.context));
	router.use(platformRoutes(tenant, consentAddress), giftRoutes(tenant), groupRoutes(tenant), bulkRoutes(tenant, desks), objectRoutes(tenant, desks));
	router.use((request) => {
		throw new Refusal(404, `No API was found for ${request.method} ${request.path}`);
	});
	router.use(answerRefusals(tenant));
	return router;
}

/** Errors in the platform's form (fact 55). */
function answerRefusals(tenant: Tenant): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		if (response.headersSent) return next(error);
		const requestId = String(response.getHeader('Elements-Request-Id'));
		if (error instanceof Refusal) {
			response.status(error.status).json({ requestId, message: error.message, ...(error.providerMessage === undefined ? {} : { providerMessage: error.providerMessage }) });
			return;
		}
		const message = error instanceof Error ? error.message : String(error);
		tenant.context.log.violations.push({ sequence: 0, method: request.method, path: request.originalUrl.split('?')[0] ?? '', direction: 'request', message });
		response.status(400).json({ requestId, message });
	};
}
