import { createHmac, randomBytes } from 'node:crypto';

/** Beginning of the three signature headers. */
export type HeaderPrefix = 'svix' | 'webhook';

/** An address that a person registered in the portal. */
export interface WebhookEndpoint {
	id: string;
	url: string;
	/** Names of the types that it gets; all when there are none (fact 66). */
	eventTypes: string[];
	headerPrefix: HeaderPrefix;
	paused: boolean;
	/** Switched off because every attempt failed for five days. */
	disabled: boolean;
	secret: string;
	/** The secret before it, as long as both sign. */
	previousSecret: string | null;
	/** When the previous secret stops to sign, in virtual time. */
	previousUntil: number | null;
	/** When the first of the attempts was made that all failed since, in virtual time. */
	failingSince: number | null;
	/** Answers that get lost on their way back. */
	answersToLose: number;
	/** What the timestamps of its deliveries are off. */
	timestampOffsetSeconds: number;
}

/** A secret as the portal shows it. */
export function newSecret(): string {
	return `whsec_${randomBytes(24).toString('base64')}`;
}

/**
 * The headers of one attempt (facts 68, 69), signed with every secret that is valid.
 *
 * @param at milliseconds since the epoch by the machine's own clock: that of the receiver has to agree
 */
export function signedHeaders(endpoint: WebhookEndpoint, id: string, body: string, at: number): Record<string, string> {
	const timestamp = String(Math.floor(at / 1000) + endpoint.timestampOffsetSeconds);
	const secrets = [endpoint.secret, endpoint.previousSecret].filter((secret) => secret !== null);
	const prefix = endpoint.headerPrefix;
	return {
		'Content-Type': 'application/json',
		'User-Agent': 'Svix-Webhooks/stand-in',
		[`${prefix}-id`]: id,
		[`${prefix}-timestamp`]: timestamp,
		[`${prefix}-signature`]: secrets.map((secret) => signatureOf(secret, id, timestamp, body)).join(' '),
	};
}

function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * Nothing leaves this machine.
 *
 * @throws when an address is none, or not one of this machine
 */
export function requireLoopback(address: string): void {
	const { protocol, hostname } = new URL(address);
	const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
	if (!['http:', 'https:'].includes(protocol) || !isHere) throw new Error(`The stand-in delivers to this machine only, such as to http://127.0.0.1:5678/…, not to ${address}`);
}
