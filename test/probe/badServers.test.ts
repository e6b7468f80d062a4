import { probe } from '../../scripts/probe/probe';
import type { OpenConnectorsSettings } from '../../scripts/probe/settings';
import { startServer } from './servers';
import { factsOf, HURRY } from './support';

const sap = (url: string): OpenConnectorsSettings => ({ baseUrl: `${url}/elements/api-v2`, userSecret: 'u', organizationSecret: 'o', elementToken: 'e', connectorKey: 'sendoso' });
const SIZE = '{"message":"Request quota exceeded for this bucket size"}';

test.each([
	['the large page alone', (path: string) => path.includes('pageSize=100'), 22, 'none'],
	['every page', (path: string) => path.includes('/touches'), 4, '429 after 3 answers, without Retry-After'],
	['another address', (path: string) => path.includes('/me'), 2, '429 after 1 answers, without Retry-After'],
])('a 429 that speaks of a size is believed once: %s', async (_name, isRefused, requests, seen) => {
	const { url, seen: asked } = await startServer((response, path) => (isRefused(path) ? response.writeHead(429).end(SIZE) : response.end('[]')));
	const report = await probe({ sendoso: undefined, openConnectors: sap(url) }, HURRY);
	expect(asked.length).toBe(requests);
	expect(factsOf(report).find(({ id }) => id === 'platform-too-many')?.seen).toBe(seen);
});
