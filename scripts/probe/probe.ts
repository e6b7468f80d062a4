/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig } from '../demo/json';
import { PlainFailure } from '../demo/failure';
import { surveyOpenConnectors } from './openConnectors/surveyOpenConnectors';
import { type Part, partOf, type Report } from './report/report';
import { surveySendoso } from './sendoso/surveySendoso';
import { kindOfHost, type Settings } from './settings';

/**
 * Reads all that can be read over the connections that were given. One that fails keeps nothing of the other back.
 *
 * @param hurry how many times faster than the documented pace; for tests against a server on this machine
 */
export async function probe({ sendoso, openConnectors }: Settings, hurry = 1): Promise<Report> {
	const parts: Part[] = [];
	const failures: string[] = [];
	const attempt = async (survey: () => Promise<Part>) => {
		try {
			parts.push(await survey());
		} catch (error) {
			if (!(error instanceof PlainFailure)) throw error;
			failures.push(error.message);
		}
	};
	if (sendoso !== undefined) await attempt(async () => partOf("Sendoso's own API", kindOfHost(sendoso.origin), await surveySendoso(sendoso, hurry)));
	if (openConnectors !== undefined) await attempt(async () => partOf('SAP Open Connectors', kindOfHost(openConnectors.baseUrl), [await surveyOpenConnectors(openConnectors, hurry)]));
	return { version: readVersion(), date: new Date().toISOString().slice(0, 10), parts, failures };
}

function readVersion(): string {
	const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
	return String(dig(manifest, 'version'));
}
