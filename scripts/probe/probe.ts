/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dig } from '../demo/json';
import { kindOfError, PlainFailure } from '../demo/failure';
import { surveyOpenConnectors } from './openConnectors/surveyOpenConnectors';
import { Progress, type Screen } from './progress';
import { type Part, partOf, type Report } from './report/report';
import { surveySendoso } from './sendoso/surveySendoso';
import type { Survey } from './survey';
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
	const attempt = async (title: string, host: string, read: () => Promise<Survey[]>) => {
		progress.begin(title.replace("'s own API", ''));
		try {
			const surveys = await read();
			parts.push(partOf(title, host, surveys));
			failures.push(...surveys.flatMap(({ failure }) => failure ?? []));
		} catch (error) {
			failures.push(error instanceof PlainFailure ? error.message : `${title}: stopped: ${kindOfError(error)}`);
		} finally {
			progress.end();
		}
	};
	if (sendoso !== undefined) await attempt("Sendoso's own API", kindOfHost(sendoso.origin), async () => await surveySendoso(sendoso, course));
	if (openConnectors !== undefined) await attempt('SAP Open Connectors', kindOfHost(openConnectors.baseUrl), async () => [await surveyOpenConnectors(openConnectors, course)]);
	return { version: readVersion(), date: new Date().toISOString().slice(0, 10), parts, failures };
}

function readVersion(): string {
	const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
	return String(dig(manifest, 'version'));
}
