import type { Request, RequestHandler, Response } from 'express';
import type { PendingAnswer, SandboxContext } from '../context';
import { performFault, wait } from '../faults/perform';
import { stageOf } from '../faults/plan';
import { exchangeOf } from './exchange';
import { oddList } from './odd/oddLists';

type SendText = (text: string) => void;

/** Holds every answer until the hooks ran, then lets a planned fault spoil it. */
export function interceptAnswer(context: SandboxContext): RequestHandler {
	return (request, response, next) => {
		const original = response.send.bind(response);
		const sendText: SendText = (text) => {
			original(text);
		};
		response.send = (body: unknown) => {
			finish(context, request, response, typeof body === 'string' ? body : '', sendText).catch(next);
			return response;
		};
		next();
	};
}

/** Picks the fault for this request and lets it happen now when it belongs before the work. */
export function injectFaults(context: SandboxContext): RequestHandler {
	return async (request, response, next) => {
		const exchange = exchangeOf(request);
		await wait(context.settings.latencyMilliseconds);
		const hit = context.faults.take({ method: request.method, path: request.path, body: exchange.entry.body });
		if (hit === null) return next();
		exchange.fault = hit;
		const stage = stageOf(hit.fault);
		exchange.entry.fault = `${hit.fault.action.kind} ${stage}`;
		if (stage === 'after') return next();
		await performFault(context, hit.fault.action, request, response, {
			proceed: next,
			send: (text) => response.send(text),
			answer: '',
		});
	};
}

async function finish(
	context: SandboxContext,
	request: Request,
	response: Response,
	body: string,
	sendText: SendText,
): Promise<void> {
	const listed = oddList(context.settings.lists, response, body);
	const answer = context.hooks.size === 0 ? listed : await runHooks(context, request, response, listed);
	const fault = exchangeOf(request).fault?.fault;
	if (fault === undefined || stageOf(fault) === 'before') return sendText(answer);
	await performFault(context, fault.action, request, response, {
		proceed: () => sendText(answer),
		send: sendText,
		answer,
	});
}

function isJson(response: Response): boolean {
	return String(response.getHeader('Content-Type') ?? '').includes('json');
}

async function runHooks(context: SandboxContext, request: Request, response: Response, body: string): Promise<string> {
	const readable = isJson(response);
	const pending: PendingAnswer = {
		request: exchangeOf(request).entry,
		status: response.statusCode,
		answer: readable ? JSON.parse(body) : body,
	};
	for (const hook of context.hooks) await hook(pending);
	response.status(pending.status);
	return readable ? JSON.stringify(pending.answer) : String(pending.answer);
}
