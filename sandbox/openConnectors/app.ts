import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { randomUUID } from 'node:crypto';
import { exchangeOf } from '../http/exchange';
import { authorize } from './authorize';
import { bulkRoutes } from './bulk/routes';
import { connectorContract } from './contract';
import { Refusal } from './errors';
import { refuseMissing } from './lists/missing';
import { dropNulls } from './lists/nulls';
import { connectorRoutes } from './platform/connector';
import { platformRoutes } from './platform/platform';
import { giftRoutes } from './resources/gifts';
import { groupRoutes } from './resources/groups';
import { objectRoutes } from './resources/objects';
import { objectNames, resourceDesks } from './resources/resources';
import type { Tenant } from './tenant';

/** SAP Open Connectors with its Sendoso connector, below `/elements/api-v2`. */
export function openConnectorsApp(tenant: Tenant, consentOrigin: () => string): Router {
	const desks = resourceDesks(tenant);
	const router = Router();
	router.use(openAnswer, authorize(tenant), refuseMissing(tenant), connectorContract(tenant.context), dropNulls(tenant));
	router.use(connectorRoutes(consentOrigin), platformRoutes(tenant, () => objectNames(tenant, desks)));
	router.use(giftRoutes(tenant), groupRoutes(tenant, desks), bulkRoutes(tenant, desks), objectRoutes(tenant, desks));
	router.use((request) => {
		throw new Refusal(404, `No API was found for ${request.method} ${request.path}`);
	});
	router.use(answerRefusals(tenant));
	return router;
}

/** Gives the answer its number, and takes the hub out of the address: its name is optional and not checked (fact 4). */
const openAnswer: RequestHandler = (request, response, next) => {
	response.setHeader('Elements-Request-Id', randomUUID());
	request.url = request.url.replace(/^\/hubs\/[^/?]+(?=\/)/, '');
	request.originalUrl = `${request.baseUrl}${request.url}`;
	// Some clients name the media type of a form although they send nothing.
	const isEmpty = Number(request.headers['content-length'] ?? 0) === 0 && request.headers['transfer-encoding'] === undefined;
	if (isEmpty && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) delete request.headers['content-type'];
	next();
};

/** Errors in the platform's form (fact 55); what the validator threw is a break of the contract. */
function answerRefusals(tenant: Tenant): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		if (response.headersSent) return next(error);
		const requestId = String(response.getHeader('Elements-Request-Id'));
		const answer = (status: number, members: object): void => {
			response.status(status).type('json').send(JSON.stringify({ requestId, ...members }));
		};
		const message = error instanceof Error ? error.message : String(error);
		if (error instanceof Refusal) return answer(error.status, { message, providerMessage: error.providerMessage });
		const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
		const { sequence, method, path } = exchangeOf(request).entry;
		tenant.context.log.violations.push({ sequence, method, path, direction: status >= 500 ? 'response' : 'request', message });
		answer(status, { message });
	};
}
