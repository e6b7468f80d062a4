/** The result of reading a host that a user typed: its origin, or what is wrong with it. */
export type HostReading = { origin: string; hostname: string } | { problem: string };

const LOOPBACK = /^(localhost|127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}|\[::1\])$/i;

/**
 * Reads a base address that a user typed, before any secret can leave for it.
 * Accepted: an `https` origin, or `http` on the loopback; nothing behind the host (interface 2).
 *
 * @returns the origin without a final slash, or a sentence that says what to change
 */
export function readHost(typed: string): HostReading {
	const text = typed.trim();
	if (text === '') return { problem: "'Base URL' is empty. Enter the address of the host, such as https://app.sendoso.com" };
	const parts = /^(https?):\/\/([^/?#\\\s]+)\/?([^]*)$/i.exec(text);
	if (!parts) return { problem: "'Base URL' must start with https:// and hold a host name" };
	const [, scheme = '', authority = '', rest = ''] = parts;
	if (authority.includes('@')) return { problem: "'Base URL' must not hold a user name or password" };
	if (rest !== '') return { problem: "'Base URL' must end after the host: no path, query or fragment" };
	const host = /^((?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)|\[[0-9a-f:]+\])(:\d{1,5})?$/i.exec(authority);
	if (!host) return { problem: "'Base URL' does not hold a valid host name" };
	if (Number((host[2] ?? ':0').slice(1)) > 65_535) return { problem: "'Base URL' has a port above 65535" };
	if (scheme.toLowerCase() === 'http' && !LOOPBACK.test(host[1] ?? '')) {
		return { problem: "'Base URL' must use https. Plain http is accepted on this machine (localhost) only" };
	}
	// One spelling for one host: what is shared by everything that goes there is found by it.
	if (!URL.canParse(text)) return { problem: "'Base URL' does not hold a valid host name" };
	const url = new URL(text);
	return { origin: url.origin, hostname: url.hostname };
}

/**
 * Reads the pace that a credential asks for.
 *
 * @returns requests per second, or a sentence that says what to change
 */
export function readRequestsPerSecond(value: unknown, otherwise: number): number | { problem: string } {
	const asked = Number(value ?? otherwise);
	if (Number.isFinite(asked) && asked >= 1 && asked <= 100) return asked;
	return { problem: "'Requests per Second' must be a number from 1 to 100" };
}
