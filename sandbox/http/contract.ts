/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { SandboxContext } from '../context';
import { basicClient } from '../oauth/basicClient';
import { exchangeOf } from './exchange';

/** A contract as the validator takes it. */
export type ContractDocument = Exclude<Parameters<typeof middleware>[0]['apiSpec'], string>;

let cached: Contract | undefined;

/** Checks requests, scopes and, when wanted, answers against the contract. */
export function contractMiddleware(context: SandboxContext): RequestHandler[] {
	const bearer = (request: Request, scopes: string[]): boolean => checkBearer(context, request, scopes);
	const contract = loadContract();
	const validator = middleware({
		apiSpec: structuredClone(contract.document),
		validateRequests: true,
		validateResponses: context.settings.validateResponses,
		validateSecurity: {
			handlers: {
				sendosoOAuth: bearer,
				sendosoScimOAuth: bearer,
				clientBasic: (request) => checkBasic(context, request),
			},
		},
	});
	return [refuseBareNames(contract.listNames), ...validator];
}

/** A list parameter carries brackets in its name; the validator alone would take it without. */
function refuseBareNames(listNames: ReadonlySet<string>): RequestHandler {
	return (request, _response, next) => {
		const bare = Object.keys(request.query).find((name) => listNames.has(name));
		if (bare === undefined) return next();
		next(Object.assign(new Error(`Unknown query parameter '${bare}'`), { status: 400 }));
	};
}

function checkBearer(context: SandboxContext, request: Request, scopes: string[]): boolean {
	const { bearer } = exchangeOf(request);
	const token = bearer === null ? null : context.tokens.use(bearer);
	if (token === null || !token.valid) return false;
	const missing = scopes.filter((scope) => !token.scopes.includes(scope));
	if (missing.length > 0) throw Object.assign(new Error(`The token lacks the scope ${missing.join(' ')}`), { status: 403 });
	return true;
}

function checkBasic(context: SandboxContext, request: Request): boolean {
	const client = basicClient(request);
	return client !== null && context.tokens.authenticate(client.id, client.secret) !== null;
}

interface Parameter {
	name: string;
	in: string;
	allowReserved?: boolean;
}

interface Contract {
	document: ContractDocument;
	/** Names of list parameters without their brackets. */
	listNames: Set<string>;
}

/** The contract, parsed once. */
function loadContract(): Contract {
	cached ??= readContract();
	return cached;
}

function readContract(): Contract {
	const document = readContractFile('sendoso.openapi.yaml') as { paths: Record<string, Record<string, { parameters?: Parameter[] }>> };
	const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
	const listNames = prepareQueryParameters(operations.flatMap((operation) => operation.parameters ?? []));
	return { document: document as unknown as ContractDocument, listNames };
}

/** A file of the folder `contract`, parsed. */
export function readContractFile(name: string): unknown {
	// Dates stay texts.
	return load(readFileSync(join(__dirname, '..', '..', 'contract', name), 'utf8'), { schema: CORE_SCHEMA });
}

/** Fits query parameters to the validator; gives the names of lists without their brackets. */
export function prepareQueryParameters(parameters: Parameter[]): Set<string> {
	const listNames = new Set<string>();
	for (const parameter of parameters.filter((candidate) => candidate.in === 'query')) {
		// Signs such as ":" and "@" are legal in a query (RFC 3986); the validator refuses them without this.
		parameter.allowReserved = true;
		if (!parameter.name.endsWith('[]')) continue;
		// The validator takes brackets off the names it receives, so it has to know the parameter without.
		parameter.name = parameter.name.slice(0, -2);
		listNames.add(parameter.name);
	}
	return listNames;
}
