import type { ErrorRequestHandler, Request, Response } from 'express';
import type { SandboxContext } from '../context';
import { exchangeOf, refuse } from './exchange';

interface KnownError {
	status: number;
	message: string;
}

const unauthorizedText = 'The access token is invalid';

/** Turns what the validator or a route threw into the bodies the API uses, and records contract breaks. */
export function answerErrors(context: SandboxContext): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		if (response.headersSent) return next(error);
		const known = knownError(error);
		if (known.status === 401) return refuseToken(context, request, response);
		if (known.status === 403) return refuseIn(request, response, 403, known.message);
		const { entry } = exchangeOf(request);
		context.log.violations.push({
			sequence: entry.sequence,
			method: entry.method,
			path: entry.path,
			direction: known.status >= 500 ? 'response' : 'request',
			message: known.message,
		});
		refuseIn(request, response, known.status, documentedText(request) ?? known.message);
	};
}

function knownError(error: unknown): KnownError {
	if (!(error instanceof Error)) return { status: 500, message: String(error) };
	const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
	return { status, message: error.message };
}

/** Texts the public pages print for two kinds of bad input. */
function documentedText(request: Request): string | null {
	const body: unknown = request.body;
	if (request.path.startsWith('/api/v3/send')) return hasBlankEmail(body) ? "email can't be blank" : null;
	if (request.path === '/api/v3/users' && hasWrongRole(body)) return 'Role can be one of these: manager,regular';
	return null;
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function hasBlankEmail(body: unknown): boolean {
	const send = memberOf(body, 'send');
	const recipients = memberOf(send, 'recipient_users');
	const emails = Array.isArray(recipients)
		? recipients.map((recipient: unknown) => memberOf(recipient, 'email'))
		: [memberOf(send, 'email')];
	return emails.some((email) => typeof email !== 'string' || email.trim() === '');
}

function hasWrongRole(body: unknown): boolean {
	return !['regular', 'manager'].includes(String(memberOf(memberOf(body, 'user'), 'role')));
}

function refuseToken(context: SandboxContext, request: Request, response: Response): void {
	if (request.path.startsWith('/oauth/')) {
		response.status(401).json({ error: 'invalid_client', error_description: 'The client could not be authenticated' });
		return;
	}
	const { bearer } = exchangeOf(request);
	const token = bearer === null ? null : context.tokens.inspect(bearer);
	const expired = token !== null && !token.valid && token.expired;
	const text = expired ? 'The access token expired' : unauthorizedText;
	const isEgift = memberOf(memberOf(request.body, 'send'), 'via') === 'single_email_address';
	if (isEgift) response.status(401).json({ success: false, description: text, expired });
	else refuseIn(request, response, 401, text);
}

function refuseIn(request: Request, response: Response, status: number, message: string): void {
	if (request.path.startsWith('/oauth/')) {
		response.status(status).json({ error: oauthError(request), error_description: message });
	} else if (request.path.startsWith('/api/scim/')) {
		refuseScim(response, status, message);
	} else {
		refuse(response, status, message);
	}
}

function oauthError(request: Request): string {
	const grantType = memberOf(request.body, 'grant_type');
	const known = ['authorization_code', 'refresh_token', undefined].includes(typeof grantType === 'string' ? grantType : undefined);
	return known ? 'invalid_request' : 'unsupported_grant_type';
}

/** An error in the form of RFC 7644. */
export function refuseScim(response: Response, status: number, detail: string): void {
	response.status(status).json({
		schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
		status: String(status),
		detail,
	});
}
