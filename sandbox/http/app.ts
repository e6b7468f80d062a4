import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import type { SandboxContext } from '../context';
import { consentRoutes, oauthRoutes } from '../oauth/routes';
import { injectFaults, interceptAnswer } from './answer';
import { contractMiddleware } from './contract';
import { groupRoutes } from './core/groups';
import { sendRoutes } from './core/sends';
import { touchRoutes } from './core/touches';
import { userRoutes } from './core/users';
import { answerErrors } from './errors';
import { legacyRoutes } from './legacy';
import { limitRate } from './limit';
import { marketplaceRoutes } from './marketplace';
import { recordArrival, recordBody } from './record';
import { scimRoutes } from './scim';
import { smartSendRoutes } from './smartSend';

/** Another API on the same server: everything below one path. */
export interface AdditionalApi {
	path: string;
	/** Sees every request after it was recorded; the limit of the direct API doesn't apply to it. */
	handler: RequestHandler;
}

/** The whole API server. */
export function buildApp(context: SandboxContext, additional: readonly AdditionalApi[] = []): Express {
	const app = express();
	app.disable('etag').disable('x-powered-by');
	app.use(recordArrival(context), interceptAnswer(context));
	app.use(express.json({ limit: '5mb' }), express.urlencoded({ extended: false }), recordBody(context));
	app.use(limitRate(context), injectFaults(context));
	for (const api of additional) app.use(api.path, api.handler);
	app.use(consentRoutes(context));
	app.use(contractMiddleware(context));
	for (const routes of sendosoRoutes(context)) app.use(routes);
	app.use(answerErrors(context));
	return app;
}

function sendosoRoutes(context: SandboxContext): Router[] {
	return [
		oauthRoutes(context),
		userRoutes(context),
		groupRoutes(context),
		touchRoutes(context),
		sendRoutes(context),
		marketplaceRoutes(context),
		smartSendRoutes(context),
		scimRoutes(context),
		legacyRoutes(context),
	];
}
