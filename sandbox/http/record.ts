import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { SandboxContext } from '../context';
import { withoutSecrets } from '../requestLog';
import { exchangeOf, rememberExchange } from './exchange';

/** First of all: the log entry, the virtual date and a request id. */
export function recordArrival(context: SandboxContext): RequestHandler {
	return (request, response, next) => {
		const entry = context.log.open({
			method: request.method,
			path: request.path,
			query: { ...request.query },
			headers: request.headers,
		});
		rememberExchange(request, { entry, fault: null, bearer: bearerOf(request), clientId: null });
		response.setHeader('Date', new Date(context.clock.now() + context.settings.dateOffsetMilliseconds).toUTCString());
		response.setHeader('X-Request-Id', randomBytes(16).toString('hex'));
		response.on('close', () => {
			if (response.headersSent) entry.status ??= response.statusCode;
			context.log.close(entry, response.writableFinished ? 'answered' : 'aborted');
			context.events.emit('answered', entry);
		});
		next();
	};
}

/** After the body was read: what it says and which application sent it. */
export function recordBody(context: SandboxContext): RequestHandler {
	return (request, _response, next) => {
		const exchange = exchangeOf(request);
		const body: unknown = request.body;
		exchange.entry.body = isMembers(body) ? withoutSecrets(body) : (body ?? null);
		exchange.clientId = clientOf(context, request, exchange.bearer);
		exchange.entry.clientId = exchange.clientId;
		context.events.emit('request', exchange.entry);
		next();
	};
}

function bearerOf(request: Request): string | null {
	const [scheme, token] = (request.headers.authorization ?? '').split(' ');
	return scheme?.toLowerCase() === 'bearer' && token ? token : null;
}

function clientOf(context: SandboxContext, request: Request, bearer: string | null): string | null {
	if (bearer !== null) return context.tokens.inspect(bearer).clientId;
	const body: unknown = request.body;
	if (isMembers(body) && typeof body.client_id === 'string') return body.client_id;
	return typeof request.query.client_id === 'string' ? request.query.client_id : null;
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
