import * as core from 'n8n-core';
import type { ClientApplication } from '../../sandbox';
import type { StoredCredential } from './engine';

/** A client application whose secret looks different in JSON, in an address and in a form. */
export const client: ClientApplication = { id: 'sandbox-client', secret: 'sample secret/with+signs="1"', name: 'Client', scopes: ['public', 'write', 'update', 'marketplace', 'smartsend', 'scim'] };

/** Secrets of a credential that stand in a text, however they are written. */
export function found(credential: StoredCredential, text: string): string[] {
	const { access_token, refresh_token } = credential.data.oauthTokenData as unknown as Record<string, string>;
	return [String(credential.data.clientSecret), access_token, refresh_token].flatMap((secret = '') => {
		const inside = (before: number) => Buffer.from('x'.repeat(before) + secret).toString('base64').slice(before === 0 ? 0 : 4, -4);
		const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), encodeURIComponent(secret).toLowerCase(), inside(0), inside(1), inside(2)];
		return forms.filter((form) => text.includes(form) || text.includes(JSON.stringify(form).slice(1, -1)));
	});
}

/** Collects what the node writes into n8n's log during each test. */
export function collectLog(): { lines: unknown[] } {
	const log = { lines: [] as unknown[] };
	beforeEach(() => {
		log.lines = [];
		const note = (...words: unknown[]) => void log.lines.push(words);
		jest.spyOn(ownerOfLogger() as { logger: unknown }, 'logger', 'get').mockReturnValue({ warn: note, debug: note, info: note, error: note });
	});
	afterEach(() => jest.restoreAllMocks());
	return log;
}

/** Prototype on which n8n's contexts have their logger. */
function ownerOfLogger(): object {
	for (let type: object | null = core.ExecuteSingleContext.prototype as object; type !== null; type = Object.getPrototypeOf(type) as object | null) {
		if (Object.hasOwn(type, 'logger')) return type;
	}
	throw new Error("n8n's contexts have no logger");
}
