import type { RequestHandler } from 'express';
import type { Tenant } from '../tenant';

/** Takes null members out of every answer, unless the instance was told not to (fact 35). */
export function dropNulls(tenant: Tenant): RequestHandler {
	return (request, response, next) => {
		const keep = tenant.instanceOf(request)?.configuration['filter.response.nulls'];
		if (keep === false || keep === 'false') return next();
		const answer = response.json.bind(response);
		response.json = (body: unknown) => answer(withoutNulls(body));
		next();
	};
}

function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
	return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
