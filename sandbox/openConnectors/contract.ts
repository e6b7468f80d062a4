import type { RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import type { SandboxContext } from '../context';
import { type ContractDocument, prepareQueryParameters, readContractFile } from '../http/contract';
import { openConnectorsPath } from './options';

interface Operation {
	operationId?: string;
	summary?: string;
	parameters?: Parameter[];
}

interface Parameter {
	name: string;
	in: string;
	allowReserved?: boolean;
}

interface ConnectorDocument {
	paths: Record<string, Record<string, Operation>>;
	components: { parameters: Record<string, Parameter> };
	webhooks?: unknown;
	servers: Array<{ url: string }>;
}

let cached: ConnectorDocument | undefined;

/** Checks requests, and answers when wanted, against the contract. Who may call is decided before (fact 7). */
export function connectorContract(context: SandboxContext): RequestHandler[] {
	return middleware({
		apiSpec: structuredClone(document()) as unknown as ContractDocument,
		validateRequests: { allowUnknownQueryParameters: false },
		validateResponses: context.settings.validateResponses,
		validateSecurity: false,
		// Nothing is ever uploaded here; a file is refused.
		fileUploader: false,
	});
}

/** Everything the contract offers, by path and method. */
export function connectorPaths(): ConnectorDocument['paths'] {
	return document().paths;
}

function document(): ConnectorDocument {
	return (cached ??= readDocument());
}

function readDocument(): ConnectorDocument {
	const contract = readContractFile('open-connectors.openapi.yaml') as ConnectorDocument;
	// The validator knows no webhooks, and finds its paths below the address of the server.
	delete contract.webhooks;
	contract.servers = [{ url: openConnectorsPath }];
	const inline = Object.values(contract.paths).flatMap((item) => Object.values(item)).flatMap((operation) => operation.parameters ?? []);
	prepareQueryParameters([...inline, ...Object.values(contract.components.parameters)]);
	return contract;
}
