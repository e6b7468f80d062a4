import { Router } from 'express';
import type { Tenant } from './tenant';

/** Path of the page on which a person lets the connector into Sendoso. */
export const consentPath = '/connector-consent';

/** The page; it sends the browser back with a code, or with an error (fact 17). */
export function connectorConsent(tenant: Tenant): Router {
	const router = Router();

	router.get(consentPath, (request, response) => {
		const { callbackUrl, state } = request.query;
		if (!isWebAddress(callbackUrl)) return void response.status(400).type('html').send(page('<p>The address to return to is missing.</p>'));
		const hidden = Object.entries({ callbackUrl, state })
			.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(String(value ?? ''))}">`)
			.join('');
		response.type('html').send(
			page(`<h1>Let SAP Open Connectors use Sendoso?</h1>
<p>It will return to <b>${escapeHtml(new URL(callbackUrl).host)}</b>.</p>
<form method="post" action="${consentPath}">${hidden}
<button id="refuse" name="decision" value="refuse">Refuse</button>
<button id="approve" name="decision" value="approve">Allow</button>
</form>`),
		);
	});

	router.post(consentPath, (request, response) => {
		const { callbackUrl, state, decision }: Record<string, unknown> = request.body ?? {};
		if (!isWebAddress(callbackUrl)) return void response.status(400).type('html').send(page('<p>The address to return to is missing.</p>'));
		const address = new URL(callbackUrl);
		if (decision === 'approve') address.searchParams.set('code', tenant.instances.issueCode(callbackUrl));
		else address.searchParams.set('error', 'access_denied');
		address.searchParams.set('state', typeof state === 'string' ? state : '');
		response.redirect(302, address.toString());
	});

	return router;
}

function isWebAddress(value: unknown): value is string {
	return typeof value === 'string' && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

function page(content: string): string {
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sendoso stand-in</title><main>${content}</main></html>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
