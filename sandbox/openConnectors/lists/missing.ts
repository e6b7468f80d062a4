import type { RequestHandler } from 'express';
import { Refusal } from '../errors';
import type { Tenant } from '../tenant';

/** Refuses resources and methods that this instance does not have (facts 27, 28). */
export function refuseMissing(tenant: Tenant): RequestHandler {
	return (request, _response, next) => {
		const parts = request.path.split('/').slice(1);
		const [name = ''] = parts;
		const { missing, refusedMethods } = tenant.behaviour;
		if (missing.has(name)) throw unknownResource(name);
		const readsOne = request.method === 'GET' && parts.length === 2;
		if (refusedMethods.has(`${request.method} ${name}${readsOne ? '/id' : ''}`)) {
			throw new Refusal(405, `The method ${request.method} is not supported for ${request.path}`);
		}
		next();
	};
}

/** What is said of a resource that isn't there. */
export function unknownResource(name: string): Refusal {
	return new Refusal(404, `The resource ${name} was not found for this element instance`);
}
