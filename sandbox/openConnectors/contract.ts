/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { parse } from 'yaml';
import type { SandboxContext } from '../context';

type ContractDocument = Exclude<Parameters<typeof middleware>[0]['apiSpec'], string>;

let cached: ContractDocument | undefined;

/** Checks requests, and answers when wanted, against the contract. Who may call is decided before (fact 7). */
export function connectorContract(context: SandboxContext): RequestHandler[] {
	return middleware({
		apiSpec: structuredClone((cached ??= readContract())),
		validateRequests: { allowUnknownQueryParameters: false },
		validateResponses: context.settings.validateResponses,
		validateSecurity: false,
	});
}

interface Parameter {
	in?: string;
	allowReserved?: boolean;
}

function readContract(): ContractDocument {
	const path = join(__dirname, '..', '..', 'contract', 'open-connectors.openapi.yaml');
	const document: { paths: Record<string, Record<string, { parameters?: Parameter[] }>>; components: { parameters: Record<string, Parameter> }; webhooks?: unknown; servers: unknown } = parse(
		readFileSync(path, 'utf8'),
	);
	// The validator knows no webhooks, and finds its paths below the address of the server.
	delete document.webhooks;
	document.servers = [{ url: '/elements/api-v2' }];
	const inline = Object.values(document.paths).flatMap((item) => Object.values(item)).flatMap((operation) => operation.parameters ?? []);
	for (const parameter of [...inline, ...Object.values(document.components.parameters)]) {
		// Signs such as ":" and "=" are legal in a query (RFC 3986); the validator refuses them without this.
		if (parameter.in === 'query') parameter.allowReserved = true;
	}
	return document as unknown as ContractDocument;
}
