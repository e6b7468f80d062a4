/* eslint-disable @n8n/community-nodes/no-restricted-imports -- plays a chat model on a desk, never inside n8n */
import { createServer, type IncomingMessage } from 'node:http';
import { textOf } from '../../../scripts/demo/failure';
import { dig, isRecord, type Json, listOf } from '../../../scripts/demo/json';
import type { Lifetime } from '../../../scripts/demo/lifetime';

/** What the model says next: words, or calls of tools that it was offered. */
export type Line = { say: string } | { call: Array<{ tool: string; given: Json }> };

/** A server that answers chat completions with the lines of a script, whatever it is asked. */
export interface ScriptedModel {
	/** Base address, as OpenAI's own would be written into a credential. */
	url: string;
	/** Replaces what is left of the script, and forgets what was heard. */
	play(...lines: Line[]): void;
	/** Names of the tools that the last question offered. */
	offered(): string[];
	/** What tools answered, as the model was told in the last question. */
	toolAnswers(): string[];
}

/** Starts it on a port of this machine. */
export async function startScriptedModel(lifetime: Lifetime): Promise<ScriptedModel> {
	const script: Line[] = [];
	let question: unknown;
	let calls = 0;
	const server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			question = body;
			const line = script.shift() ?? { say: 'The script is over.' };
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(completion(line, () => `call_${++calls}`)));
		}).catch((error: unknown) => response.writeHead(400).end(textOf(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	lifetime.onEnd(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`,
		play: (...lines) => {
			script.splice(0, script.length, ...lines);
			question = undefined;
		},
		offered: () => listOf(dig(question, 'tools')).map((tool) => String(dig(tool, 'function', 'name'))).sort(),
		toolAnswers: () => listOf(dig(question, 'messages')).filter((message) => dig(message, 'role') === 'tool').map((message) => String(dig(message, 'content'))),
	};
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
	const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
	return isRecord(body) ? body : {};
}

function completion(line: Line, nextId: () => string): Json {
	const message = 'say' in line
		? { role: 'assistant', content: line.say }
		: { role: 'assistant', content: null, tool_calls: line.call.map(({ tool, given }) => ({ id: nextId(), type: 'function', function: { name: tool, arguments: JSON.stringify(given) } })) };
	return {
		id: 'completion',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: 'say' in line ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
