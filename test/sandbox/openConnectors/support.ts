import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { demoOpenConnectors, type Sandbox, type SandboxOptions } from '../../../sandbox';
import { start } from '../support';

const { userSecret, organizationSecret, elementToken } = demoOpenConnectors;

/** The three parts of the header for an instance. */
export function headerOf(token: string = elementToken): string {
	return `User ${userSecret}, Organization ${organizationSecret}, Element ${token}`;
}

/** A client of the connector; any status is an answer. */
export function connectorClient(sandbox: Sandbox, authorization = headerOf()): AxiosInstance {
	return axios.create({
		baseURL: sandbox.openConnectorsUrl,
		validateStatus: () => true,
		maxRedirects: 0,
		headers: authorization === '' ? {} : { Authorization: authorization },
	});
}

/** A server with a client of its connector. */
export async function open(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client: AxiosInstance }> {
	const sandbox = await start(options);
	return { sandbox, client: connectorClient(sandbox) };
}

/** Values of one member of the rows in an answer. */
export function column(answer: AxiosResponse, name = 'id'): unknown[] {
	const rows: Array<Record<string, unknown>> = answer.data;
	return rows.map((row) => row[name]);
}
