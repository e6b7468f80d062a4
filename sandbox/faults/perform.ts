/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import type { Request, Response } from 'express';
import type { SandboxContext } from '../context';
import { exchangeOf } from '../http/exchange';
import { answerWith, errorWith, repeatedSecrets } from './repeatedSecrets';
import type { FaultAction } from './types';

/** The ways out that a fault can take. */
export interface FaultExits {
	/** Lets things go on as if there were no fault. */
	proceed(): void;
	/** Sends this text as the whole answer. */
	send(text: string): void;
	/** The answer that was about to go out; empty when the work was not done. */
	answer: string;
}

/** One piece of an answer that never ends, and the time between two, in milliseconds. */
const [DRIP, DRIP_EVERY_MS] = ['0,'.repeat(32_768), 5];

/** Waits in real time. */
export async function wait(milliseconds: number): Promise<void> {
	if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets a fault happen to a request. */
export async function performFault(
	context: SandboxContext,
	action: FaultAction,
	request: Request,
	response: Response,
	exits: FaultExits,
): Promise<void> {
	const { entry, clientId } = exchangeOf(request);
	switch (action.kind) {
		case 'delay':
			await wait(action.milliseconds);
			return exits.proceed();
		case 'status':
			response.status(action.status).set(action.headers ?? {});
			if (action.inBytes === true) {
				response.end(Buffer.from(String(action.body), 'latin1'));
				return;
			}
			return exits.send(bodyText(action.body, response));
		case 'drop':
			entry.end = 'dropped';
			request.socket.destroy();
			return;
		case 'stall':
			return;
		case 'drip':
			response.status(200).type('json').write('[');
			while (!response.destroyed) {
				response.write(DRIP);
				await wait(DRIP_EVERY_MS);
			}
			return;
		case 'cutBody': {
			entry.end = 'dropped';
			response.setHeader('Content-Length', Buffer.byteLength(exits.answer));
			response.write(exits.answer.slice(0, Math.floor(exits.answer.length / 2)), () => request.socket.destroy());
			return;
		}
		case 'malformedBody':
			return exits.send(`${exits.answer.slice(0, -1)},}`);
		case 'nested':
			return exits.send(nestedIn(exits.answer, action.levels));
		case 'wrongTypes':
			return exits.send(JSON.stringify(withWrongTypes(JSON.parse(exits.answer || '{}'), action)));
		case 'raw':
			request.socket.end(Buffer.from(action.text, 'latin1'));
			return;
		case 'unsuccessful':
			response.status(200);
			return exits.send(bodyText({ success: false, message: action.message ?? 'The request was not accepted' }, response));
		case 'repeatSecrets': {
			const secrets = repeatedSecrets(context, request);
			response.status(action.status);
			return exits.send(bodyText(exits.answer === '' ? errorWith(secrets) : answerWith(JSON.parse(exits.answer), secrets), response));
		}
		case 'redirect':
			response.status(action.status).set('Location', action.location);
			return exits.send('');
		case 'tooManyRequests':
			if (action.header !== undefined) response.set(action.header.name, action.header.value);
			if (action.blockMilliseconds !== undefined) context.throttle.block(clientId ?? 'unknown', action.blockMilliseconds);
			response.status(429);
			return exits.send(bodyText({ success: false, message: 'Too many requests' }, response));
	}
}

/** The text of an answer with one more member in its first record; a text, as nothing that deep can be written as JSON. */
function nestedIn(answer: string, levels: number): string {
	return answer.replace('{', `{"nested":${'['.repeat(levels)}${']'.repeat(levels)},`).replace(',}', '}');
}

type WrongTypes = Extract<FaultAction, { kind: 'wrongTypes' }>;

function withWrongTypes(answer: unknown, { of, value }: WrongTypes): unknown {
	if (of === 'answer') return value;
	if (of === 'members') return Array.isArray(answer) ? answer.map(() => value) : membersAs(answer, () => value);
	return Array.isArray(answer) ? answer.map((row) => membersAs(row, () => value)) : membersAs(answer, (member) => recordsAs(member, value));
}

/** The members of records, single or in a list; anything else stays. */
function recordsAs(member: unknown, value: unknown): unknown {
	if (Array.isArray(member)) return member.map((row) => membersAs(row, () => value));
	return membersAs(member, () => value);
}

function membersAs(record: unknown, change: (member: unknown) => unknown): unknown {
	if (typeof record !== 'object' || record === null) return record;
	return Object.fromEntries(Object.entries(record).map(([name, member]) => [name, change(member)]));
}

function bodyText(body: unknown, response: Response): string {
	if (body === undefined) return '';
	if (typeof body === 'string') {
		if (!response.hasHeader('Content-Type') || String(response.getHeader('Content-Type')).includes('json')) response.type('html');
		return body;
	}
	response.type('json');
	return JSON.stringify(body);
}
