import { createHash } from 'node:crypto';
import type { VirtualClock } from './clock';

/** How a request ended: `aborted` means that the caller hung up first. */
export type RequestEnd = 'open' | 'answered' | 'dropped' | 'aborted';

/** One request as it was received. Secrets are replaced by fingerprints. */
export interface RequestEntry {
	sequence: number;
	/** Virtual time of arrival. */
	time: string;
	/** Real milliseconds since the server started. */
	arrivedAt: number;
	endedAt: number | null;
	method: string;
	path: string;
	query: Record<string, unknown>;
	body: unknown;
	headers: Record<string, string>;
	clientId: string | null;
	/** Requests under way when this one arrived, itself included. */
	inFlight: number;
	status: number | null;
	end: RequestEnd;
	/** The fault that hit, as text. */
	fault: string | null;
	/** Records that this request created, as `send:9014`; filled even when the answer is lost. */
	created: string[];
}

/** A request or an answer that broke the contract. */
export interface Violation {
	sequence: number;
	method: string;
	path: string;
	direction: 'request' | 'response';
	message: string;
}

const keptHeaders = ['accept', 'content-type', 'content-length', 'user-agent', 'x-requested-with', 'if-none-match'];
const secretMembers = /^(client_secret|refresh_token|access_token|code|token|apiKey|apiSecret|oauth\.api\.key|.*(secret|password)|oauth\.user\..*|.*signature\.key)$/;
const largestLog = 50_000;

/** Replaces a secret by something that can be compared but not used. */
export function fingerprint(secret: string): string {
	return `#${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`;
}

/** Everything received since it was last cleared. */
export class RequestLog {
	peakInFlight = 0;

	peakPerSecond = 0;

	readonly violations: Violation[] = [];

	private entries: RequestEntry[] = [];

	private recentArrivals: number[] = [];

	private inFlight = 0;

	private nextSequence = 1;

	constructor(private readonly clock: VirtualClock) {}

	open(received: { method: string; path: string; query: Record<string, unknown>; headers: Record<string, string | string[] | undefined> }): RequestEntry {
		const arrivedAt = this.clock.monotonic();
		this.inFlight += 1;
		this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
		this.recentArrivals = this.recentArrivals.filter((arrival) => arrival > arrivedAt - 1000);
		this.recentArrivals.push(arrivedAt);
		this.peakPerSecond = Math.max(this.peakPerSecond, this.recentArrivals.length);
		const entry: RequestEntry = {
			sequence: this.nextSequence++,
			time: new Date(this.clock.now()).toISOString(),
			arrivedAt,
			endedAt: null,
			method: received.method,
			path: received.path,
			query: withoutSecrets(received.query),
			body: null,
			headers: reducedHeaders(received.headers),
			clientId: null,
			inFlight: this.inFlight,
			status: null,
			end: 'open',
			fault: null,
			created: [],
		};
		this.entries.push(entry);
		if (this.entries.length > largestLog) this.entries.shift();
		return entry;
	}

	close(entry: RequestEntry, end: RequestEnd): void {
		if (entry.endedAt !== null) return;
		entry.endedAt = this.clock.monotonic();
		if (entry.end === 'open') entry.end = end;
		this.inFlight -= 1;
	}

	list(): RequestEntry[] {
		return this.entries;
	}

	/** Forgets what was received; requests under way stay counted. */
	clear(): void {
		this.entries = [];
		this.recentArrivals = [];
		this.violations.length = 0;
		this.peakInFlight = this.inFlight;
		this.peakPerSecond = 0;
	}
}

/** A copy of a body or query in which tokens and secrets are fingerprints. */
export function withoutSecrets(members: Record<string, unknown>): Record<string, unknown> {
	// An entry of a configuration names its key in another member.
	const valueIsSecret = typeof members.key === 'string' && secretMembers.test(members.key);
	return Object.fromEntries(
		Object.entries(members).map(([name, value]) => [
			name,
			(secretMembers.test(name) || (valueIsSecret && name === 'propertyValue')) && typeof value === 'string' ? fingerprint(value) : isMembers(value) ? withoutSecrets(value) : value,
		]),
	);
}

function isMembers(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reducedHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
	const reduced: Record<string, string> = {};
	for (const name of keptHeaders) {
		const value = headers[name];
		if (value !== undefined) reduced[name] = String(value);
	}
	const { authorization } = headers;
	if (typeof authorization === 'string') {
		reduced.authorization = authorization.split(', ').map(withoutSecret).join(', ');
	}
	return reduced;
}

/** `Bearer …`, and each part of a header that names several secrets. */
function withoutSecret(part: string): string {
	const [scheme = '', ...secret] = part.split(' ');
	return secret.length === 0 ? fingerprint(scheme) : `${scheme} ${fingerprint(secret.join(' '))}`;
}
