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

/** Calls that need the tenant's secrets only; `/instances/enabled` names its instance by the token. */
const platformPaths = /^\/((elements|instances|accounts)(?!\/enabled(\/|$))(\/|$)|ping$)/;

/**
 * Lets in who knows the tenant's secrets; calls on behalf of an instance need its token instead of, or beside, the
 * organisation's secret (facts 5 to 7, 11). `/ping` takes either.
 */
export function authorize(tenant: Tenant): RequestHandler {
	const refuse = () => new Refusal(401, 'Invalid Organization or User secret, or invalid Element token provided.');
	return (request, response, next) => {
		const parts = partsOf(request.headers.authorization);
		const [organization, token] = [parts.get('organization'), parts.get('element')];
		if (parts.get('user') !== demoOpenConnectors.userSecret) throw refuse();
		if (organization !== undefined && organization !== demoOpenConnectors.organizationSecret) throw refuse();
		if (!tenant.throttle.admit(demoOpenConnectors.userSecret).admitted) throw new Refusal(429, 'Too many requests');

		if (platformPaths.test(request.path) && (token === undefined || request.path !== '/ping')) {
			if (organization === undefined) throw refuse();
			return next();
		}
		const instance = tenant.instances.byToken(token ?? '');
		if (instance === undefined) throw refuse();
		response.setHeader('Elements-Element-Instance-Id', String(instance.id));
		const staysOpen = request.path === '/objects' || request.path === '/instances/enabled';
		if (instance.disabled && !staysOpen) throw new Refusal(403, `The element instance ${instance.id} is disabled`);
		if (instance.element.key !== demoOpenConnectors.connectorKey) throw new Refusal(404, `No API was found for ${request.path} in the element ${instance.element.key}`);
		if (!instance.valid && !staysOpen) throw new Refusal(401, 'The provider does not accept the grant of this instance any more; authenticate it again');
		tenant.rememberCaller(request, instance);
		next();
	};
}
