import type { Request, Response } from 'express';
import type { SandboxContext } from '../context';
import type { FaultState } from '../faults/types';
import type { RequestEntry } from '../requestLog';
import type { SendRecord } from '../store/records';
import { viewOfSend } from '../store/views';

/** What the server keeps beside one request while it is answered. */
export interface Exchange {
	entry: RequestEntry;
	fault: FaultState | null;
	/** The text after `Bearer`. */
	bearer: string | null;
	clientId: string | null;
}

const exchanges = new WeakMap<Request, Exchange>();

/** Remembers the exchange of a request. */
export function rememberExchange(request: Request, exchange: Exchange): void {
	exchanges.set(request, exchange);
}

/** The exchange that the first middleware opened. */
export function exchangeOf(request: Request): Exchange {
	const exchange = exchanges.get(request);
	if (exchange === undefined) throw new Error('The request was not recorded on arrival');
	return exchange;
}

/** Notes the new send in the request log and tells the listeners. */
export function reportSend(context: SandboxContext, request: Request, send: SendRecord): void {
	exchangeOf(request).entry.created.push(`send:${send.id}`);
	context.events.emit('send', viewOfSend(send));
}

/** The error form with `success`. */
export function refuse(response: Response, status: number, message: string): void {
	response.status(status).json({ success: false, message });
}
