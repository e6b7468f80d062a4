/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { callableNames, callControl, isReading } from './calls';
import type { SandboxControl } from './control';

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The control API and the console page; both for this machine only. */
export function buildControlApp(control: SandboxControl, apiUrl: () => string): Express {
	const app = express();
	app.disable('x-powered-by').disable('etag');
	app.use(onlyLocal, securityHeaders);
	app.use(express.static(join(__dirname, '..', 'console')));
	app.use(express.json({ limit: '20mb' }));

	app.get('/control', (_request, response) => {
		response.json({ api: apiUrl(), calls: callableNames });
	});

	const call: RequestHandler<{ name: string }> = async (request, response) => {
		const body: unknown = request.body;
		const given = typeof body === 'object' && body !== null && 'arguments' in body ? body.arguments : [];
		const result = await callControl(control, request.params.name, Array.isArray(given) ? given : [given]);
		response.json({ result: result ?? null });
	};
	// An image on any page of the web can make a browser send a GET, and a form a POST, but not one with this type.
	app.get('/control/:name', (request, response, next) => {
		if (isReading(request.params.name) || !callableNames.includes(request.params.name)) return call(request, response, next);
		return response.status(405).set('Allow', 'POST').json({ error: `${request.params.name} changes something: ask for it by POST, with Content-Type: application/json` });
	});
	app.post('/control/:name', (request, response, next) => {
		if (/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return call(request, response, next);
		return response.status(415).json({ error: 'A call by POST takes Content-Type: application/json' });
	});

	const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
		if (response.headersSent) next(error);
		else response.status(400).json({ error: error instanceof Error ? error.message : String(error) });
	};
	app.use(answerError);
	return app;
}

/** A foreign web page must not be able to reach this through a name that points here. */
const onlyLocal: RequestHandler = (request, response, next) => {
	const { origin } = request.headers;
	const allowedOrigin = origin === undefined || (URL.canParse(origin) && localNames.has(new URL(origin).hostname));
	const host = (request.headers.host ?? '').replace(/:\d+$/, '');
	if (localNames.has(host) && allowedOrigin) next();
	else response.status(403).json({ error: 'The control API answers to this machine only' });
};

const securityHeaders: RequestHandler = (_request, response, next) => {
	response.set({
		'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
		'X-Content-Type-Options': 'nosniff',
		'Cache-Control': 'no-store',
	});
	next();
};
