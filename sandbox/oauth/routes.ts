import { Router } from 'express';
import type { Response } from 'express';
import type { SandboxContext } from '../context';
import { basicClient } from './basicClient';
import { consentPage } from './consentPage';
import type { ConsentRequest } from './consentPage';

type TokenBody =
	| { grant_type: 'authorization_code'; code: string; redirect_uri: string; client_id: string; client_secret: string }
	| { grant_type: 'refresh_token'; refresh_token: string; client_id: string; client_secret: string };

/** The person's decision; posted by the consent page, so no part of the contract. */
export function consentRoutes(context: SandboxContext): Router {
	const router = Router();
	router.post('/oauth/authorize', (request, response) => {
		const form: Record<string, unknown> = request.body ?? {};
		const consent = readConsent(context, form, response);
		if (consent === null) return;
		const approved = form.decision === 'approve';
		redirectBack(response, consent, approved
			? { code: context.tokens.createCode(consent.client.id, consent.redirectUri, consent.scopes.join(' ')) }
			: { error: 'access_denied', error_description: 'The resource owner denied the request' });
	});
	return router;
}

/** Consent page, token endpoint and revocation. */
export function oauthRoutes(context: SandboxContext): Router {
	const { tokens } = context;
	const router = Router();

	router.get('/oauth/authorize', (request, response) => {
		const consent = readConsent(context, request.query, response);
		if (consent !== null) response.type('html').send(consentPage(consent));
	});

	router.post('/oauth/token', (request, response) => {
		const body: TokenBody = request.body;
		if (tokens.authenticate(body.client_id, body.client_secret) === null) {
			response.status(401).json({ error: 'invalid_client', error_description: 'The client could not be authenticated' });
			return;
		}
		const result =
			body.grant_type === 'refresh_token'
				? tokens.refresh(body.client_id, body.refresh_token)
				: tokens.exchange(body.client_id, body.code, body.redirect_uri);
		response.setHeader('Cache-Control', 'no-store');
		if ('error' in result) {
			const { status, ...refusal } = result;
			response.status(status).json(refusal);
			return;
		}
		response.json(result);
	});

	router.post('/oauth/revoke', (request, response) => {
		tokens.revoke(basicClient(request)?.id ?? '', String(request.query.token));
		response.json({});
	});

	return router;
}

/** Checks what an application asks for; answers by itself and gives null when it cannot be asked of a person. */
function readConsent(context: SandboxContext, members: Record<string, unknown>, response: Response): ConsentRequest | null {
	const text = (name: string): string => (typeof members[name] === 'string' ? members[name] : '');
	const client = context.tokens.client(text('client_id'));
	const redirectUri = text('redirect_uri');
	const refusal = client === undefined ? 'invalid_client' : isWebAddress(redirectUri) ? null : 'invalid_redirect_uri';
	if (client === undefined || refusal !== null) {
		response.status(400).json({ error: refusal, error_description: 'The application or its redirect URI is not known' });
		return null;
	}
	const scopes = (text('scope') || 'public').split(/\s+/).filter(Boolean);
	const consent: ConsentRequest = { client, redirectUri, scopes, state: text('state') || null };
	const error = text('response_type') !== 'code' ? 'unsupported_response_type' : unknownScope(consent) ? 'invalid_scope' : null;
	if (error === null) return consent;
	redirectBack(response, consent, { error });
	return null;
}

function unknownScope(consent: ConsentRequest): boolean {
	return consent.scopes.some((scope) => !consent.client.scopes.includes(scope));
}

function isWebAddress(text: string): boolean {
	return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function redirectBack(response: Response, consent: ConsentRequest, result: Record<string, string>): void {
	const address = new URL(consent.redirectUri);
	for (const [name, value] of Object.entries(result)) address.searchParams.set(name, value);
	if (consent.state !== null) address.searchParams.set('state', consent.state);
	response.redirect(302, address.toString());
}
