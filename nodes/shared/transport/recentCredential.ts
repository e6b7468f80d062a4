import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Connection } from './connection';

/** How long a credential that was read counts for further reads of the same item, in milliseconds. */
const LASTS_MS = 1_000;

interface Reading {
	/** Undefined when it was forgotten. */
	data: ICredentialDataDecryptedObject | undefined;
	/** A fingerprint of its access token; undefined where it has none. */
	token: string | undefined;
	/** When the reading began, or was forgotten, in elapsed milliseconds. */
	tick: number;
}

/** Forgotten with the connection, which an item or a poll has for itself. Out of here a credential goes to n8n alone. */
const readings = new WeakMap<Connection, Reading>();

/**
 * Reads the credential that n8n signs a request with. n8n reads it from its database, decrypts it and resolves its
 * expressions for every request, which costs more than all else that it does for one: pages that follow each other within a
 * second share one reading. What changes something never does.
 *
 * @param type the credential that n8n asks for
 * @param mayBeRecent whether one of the last second is good enough
 * @param read has n8n read it
 */
export async function readCredential(connection: Connection, type: string, mayBeRecent: boolean, read: () => Promise<ICredentialDataDecryptedObject>): Promise<{ data: ICredentialDataDecryptedObject; token: string | undefined }> {
	const { account: { clock }, credentialType, tokens } = connection;
	const known = readings.get(connection);
	// n8n writes into what it is given.
	if (mayBeRecent && known?.data !== undefined && type === credentialType && clock.elapsed() - known.tick < LASTS_MS) return { data: { ...known.data }, token: known.token };
	const tick = clock.elapsed();
	const data = await read();
	const token = tokens?.tokenOf(data);
	// One that took long may have been overtaken by another, or by a new token.
	const isLatest = tick >= (readings.get(connection)?.tick ?? tick);
	if (type === credentialType && isLatest) readings.set(connection, { data: { ...data }, token, tick });
	return { data, token };
}

/**
 * Takes over the credential that a connection was just opened with.
 *
 * @param data what n8n gave for the connection's type of credential
 */
export function openedWith(connection: Connection, data: ICredentialDataDecryptedObject) {
	const { account: { clock }, tokens } = connection;
	readings.set(connection, { data: { ...data }, token: tokens?.tokenOf(data), tick: clock.elapsed() });
}

/** Has the next request read the credential anew: another token has taken the place of a refused one. */
export function forgetCredential(connection: Connection) {
	readings.set(connection, { data: undefined, token: undefined, tick: connection.account.clock.elapsed() });
}
