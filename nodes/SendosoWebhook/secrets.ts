import type { ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { textOf } from '../shared/values/json';
import type { Problem } from '../shared/values/problem';

/** Credential with the secrets of an endpoint. */
export const SIGNING_CREDENTIAL = 'sendosoWebhookApi';

/** Base64 of 24 to 75 bytes: what Svix takes for the key of an endpoint. */
const KEY = /^[A-Za-z0-9+/]{32,100}={0,2}$/;

const PREFIX = 'whsec_';

const FIELDS = [
	['signingSecret', 'Signing Secret'],
	['previousSigningSecret', 'Previous Signing Secret'],
] as const;

/**
 * Reads the keys of a credential, the current one first (fact 69 a).
 *
 * @returns the keys, or what is wrong with a secret; the secret itself is never told
 */
export function readKeys(credential: ICredentialDataDecryptedObject): Buffer[] | Problem {
	const keys: Buffer[] = [];
	for (const [name, label] of FIELDS) {
		// Secrets hold no blanks; those around a pasted one are no part of it.
		const secret = textOf(credential[name]).replace(/\s/g, '');
		if (secret === '' && name === 'previousSigningSecret') continue;
		const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
		if (!KEY.test(encoded)) return unreadable(label, secret === '');
		keys.push(Buffer.from(encoded, 'base64'));
	}
	return keys;
}

function unreadable(label: string, isEmpty: boolean): Problem {
	return {
		message: isEmpty ? `'${label}' of the credential is empty` : `'${label}' of the credential is not a signing secret`,
		description: `Copy the secret of the endpoint from Sendoso's webhooks portal into '${label}': whsec_ and 32 or more characters behind it. Nothing is taken without it.`,
	};
}

/** The test of the credential. It can't ask Sendoso, and says so. */
export async function testSigningSecrets(this: ICredentialTestFunctions, { data }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	const keys = readKeys(data ?? {});
	if (!Array.isArray(keys)) return { status: 'Error', message: `${keys.message}. ${keys.description}` };
	return { status: 'OK', message: 'The secrets have the right form. Sendoso was not asked: whether they belong to your endpoint shows with its first delivery.' };
}
