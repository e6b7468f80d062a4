import { type Request, type Response, Router } from 'express';
import type { Tenant } from '../tenant';

/** Path of the page on which a person lets the connector into Sendoso. */
export const consentPath = '/connector-consent';

/** The page, and where its two links lead: back to the callback with a code, or with an error (fact 17). */
export function connectorConsent(tenant: Tenant): Router {
	const router = Router();

	router.get(consentPath, (request, response) => {
		const callback = callbackOf(request, response);
		if (callback === null) return;
		const page = `${request.protocol}://${request.get('host') ?? ''}${consentPath}`;
		const query = new URLSearchParams({ callbackUrl: String(request.query.callbackUrl), state: stateOf(request) }).toString();
		const link = (decision: string, text: string): string => `<a id="${decision}" href="${escapeHtml(`${page}/${decision}?${query}`)}">${text}</a>`;
		answer(
			response,
			`<h1>Let SAP Open Connectors use Sendoso?</h1>
<p>It will return to <b>${escapeHtml(callback.host)}</b>.</p>
<p>${link('approve', 'Allow')} ${link('refuse', 'Refuse')}</p>`,
		);
	});

	router.get(`${consentPath}/:decision`, (request, response) => {
		const callback = callbackOf(request, response);
		if (callback === null) return;
		// Only a person's consent makes a code.
		if (request.params.decision === 'approve') callback.searchParams.set('code', tenant.instances.issueCode(String(request.query.callbackUrl)));
		else callback.searchParams.set('error', 'access_denied');
		callback.searchParams.set('state', stateOf(request));
		response.redirect(302, callback.toString());
	});

	return router;
}

/** Where the browser is to return; answers by itself and gives null when that is no web address. */
function callbackOf({ query: { callbackUrl } }: Request, response: Response): URL | null {
	const callback = typeof callbackUrl === 'string' && URL.canParse(callbackUrl) ? new URL(callbackUrl) : null;
	if (callback !== null && ['http:', 'https:'].includes(callback.protocol)) return callback;
	answer(response.status(400), '<p>The address to return to is missing.</p>');
	return null;
}

function stateOf({ query: { state } }: Request): string {
	return typeof state === 'string' ? state : '';
}

function answer(response: Response, content: string): void {
	response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Sendoso stand-in</title><main>${content}</main></html>`);
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
