/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig } from '../demo/json';
import { PlainFailure } from '../demo/failure';
import { surveyOpenConnectors } from './openConnectors/surveyOpenConnectors';
import { Progress, type Screen } from './progress';
import { type Part, partOf, type Report } from './report/report';
import { surveySendoso } from './sendoso/surveySendoso';
import { kindOfHost, type Settings } from './settings';

/**
 * Reads all that can be read over the connections that were given. One that fails keeps nothing of the other back.
 *
 * @param hurry how many times faster than the documented pace; for tests against a server on this machine
 * @param screen where it is shown how far the probe is
 */
export async function probe({ sendoso, openConnectors }: Settings, hurry = 1, screen?: Screen): Promise<Report> {
	const parts: Part[] = [];
	const failures: string[] = [];
	const progress = new Progress(screen);
	const course = { hurry, progress };
	const attempt = async (title: string, survey: () => Promise<Part>) => {
		progress.begin(title);
		try {
			parts.push(await survey());
		} catch (error) {
			if (!(error instanceof PlainFailure)) throw error;
			failures.push(error.message);
		} finally {
			progress.end();
		}
	};
	if (sendoso !== undefined) await attempt('Sendoso', async () => partOf("Sendoso's own API", kindOfHost(sendoso.origin), await surveySendoso(sendoso, course)));
	if (openConnectors !== undefined) await attempt('SAP Open Connectors', async () => partOf('SAP Open Connectors', kindOfHost(openConnectors.baseUrl), [await surveyOpenConnectors(openConnectors, course)]));
	return { version: readVersion(), date: new Date().toISOString().slice(0, 10), parts, failures };
}

function readVersion(): string {
	const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
	return String(dig(manifest, 'version'));
}
