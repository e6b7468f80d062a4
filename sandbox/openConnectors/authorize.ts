import type { RequestHandler } from 'express';
import { Refusal } from './errors';
import { demoOpenConnectors } from './options';
import type { Tenant } from './tenant';

/** The parts of the header by name, in whatever order they come (fact 7). */
function partsOf(header: string | undefined): Map<string, string> {
	return new Map(
		(header ?? '').split(',').map((part): [string, string] => {
			const [name = '', ...value] = part.trim().split(' ');
			return [name.toLowerCase(), value.join(' ')];
		}),
	);
}

/** Lets in who knows the tenant's secrets; calls about an instance need its token as well (facts 5, 6, 11). */
export function authorize(tenant: Tenant): RequestHandler {
	return (request, _response, next) => {
		const parts = partsOf(request.headers.authorization);
		const knowsTenant = parts.get('user') === demoOpenConnectors.userSecret && parts.get('organization') === demoOpenConnectors.organizationSecret;
		if (!knowsTenant) throw new Refusal(401, 'Invalid Organization or User secret, or invalid Element token provided.');
		if (/^\/(elements|instances|ping)(\/|$)/.test(request.path) && !/^\/instances\/enabled$/.test(request.path)) return next();
		const instance = tenant.instances.byToken(parts.get('element') ?? '');
		if (instance === undefined) throw new Refusal(401, 'Invalid Organization or User secret, or invalid Element token provided.');
		if (instance.disabled && request.path !== '/objects' && !request.path.endsWith('/enabled')) throw new Refusal(403, `The element instance ${instance.id} is disabled`);
		next();
	};
}
