import type { RequestHandler } from 'express';
import type { CatalogueManners, SandboxContext } from '../context';
import { exchangeOf, refuse } from './exchange';

const perMinutePaths = /^\/api\/v3\/(marketplace|smartsend)\//;
/** What the limit per application counts. */
export const limitedPaths = /^\/(api|oauth\/(token|revoke))(\/|$)/;

/** Refuses before anything else happens when the application is too fast. */
export function limitRate(context: SandboxContext): RequestHandler {
	return (request, response, next) => {
		const client = exchangeOf(request).clientId ?? 'unknown';
		if (!limitedPaths.test(request.path)) return next();
		const allowance = context.throttle.admit(client);
		if (allowance.tellsWhen) response.setHeader('Retry-After', String(Math.ceil((allowance.opensAt - context.clock.monotonic()) / 1000)));
		if (!allowance.admitted) return refuse(response, 429, 'Too many requests');
		if (!perMinutePaths.test(request.path)) return next();
		const admission = context.marketplaceThrottle.admit(client);
		const waiting = Math.max(0, admission.opensAt - context.clock.monotonic());
		response.setHeader('X-Rate-Limit-Reset', toldAs(context.settings.catalogue.reset, context.clock.now() + waiting, waiting));
		return admission.admitted ? next() : refuse(response, 429, 'Too many requests');
	};
}

/** The page does not say how the header tells the moment (A7). */
function toldAs(format: CatalogueManners['reset'], moment: number, waiting: number): string {
	if (format === 'date') return new Date(Math.ceil(moment / 1000) * 1000).toUTCString();
	return String(Math.ceil((format === 'seconds' ? waiting : moment) / 1000));
}
