import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context';
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
		response.setHeader('X-Rate-Limit-Reset', String(Math.ceil((context.clock.now() + waiting) / 1000)));
		return admission.admitted ? next() : refuse(response, 429, 'Too many requests');
	};
}
