/* eslint-disable import-x/no-unresolved -- the linter does not read the map by which this package names its files */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { textOf } from '../../../scripts/demo/failure';
import { dig, isRecord, type Json, listOf } from '../../../scripts/demo/json';
import { told, type Transcript } from './transcript';

/** What the server says of one of its tools. */
export interface ToolDescription {
	name: string;
	description: string;
	/** Names of the arguments, with their type and description. */
	properties: Json;
	required: string[];
}

/** What a call came to, as a model would get it. */
export interface ToolAnswer {
	isError: boolean;
	/** The whole text. */
	text: string;
	/** The items that the node gave; none in an error. */
	items: Json[];
}

/** Longest that a call may take: n8n itself gives a worker two minutes. */
const CALL_MS = 130_000;

/** A client of the Model Context Protocol that notes everything it says and hears. */
export class ToolClient {
	private constructor(
		private readonly name: string,
		private readonly client: Client,
		private readonly transcript: Transcript,
	) {}

	/**
	 * Opens a session with the official client.
	 *
	 * @throws when the server refuses the token
	 */
	static async connect(name: string, url: string, token: string, transcript: Transcript): Promise<ToolClient> {
		const client = new Client({ name, version: '1.0.0' });
		const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } });
		await client.connect(transport);
		return new ToolClient(name, client, transcript);
	}

	async listTools(): Promise<ToolDescription[]> {
		const { tools } = await this.client.listTools();
		const described = tools.map(({ name, description = '', inputSchema }) => ({
			name,
			description,
			properties: isRecord(inputSchema.properties) ? inputSchema.properties : {},
			required: inputSchema.required ?? [],
		}));
		for (const { name, description, properties } of described) this.transcript.add(this.name, `what is ${name}(${Object.keys(properties).join(', ')})?`, description);
		return described;
	}

	async call(name: string, given: Json = {}): Promise<ToolAnswer> {
		const answer = await this.ask(name, given);
		this.transcript.add(this.name, `${name} ${told(given)}`.trim(), `${answer.isError ? 'error: ' : ''}${answer.text}`);
		return answer;
	}

	async close(): Promise<void> {
		await this.client.close();
	}

	private async ask(name: string, given: Json): Promise<ToolAnswer> {
		try {
			const result = await this.client.callTool({ name, arguments: given }, undefined, { timeout: CALL_MS });
			const text = listOf(result.content).map((part) => String(dig(part, 'text') ?? '')).join('\n');
			return { isError: result.isError === true, text, items: itemsIn(text) };
		} catch (error) {
			return { isError: true, text: textOf(error), items: [] };
		}
	}
}

function itemsIn(text: string): Json[] {
	try {
		const value: unknown = JSON.parse(text);
		return listOf(value).filter(isRecord);
	} catch {
		return [];
	}
}
