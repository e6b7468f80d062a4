import { PlainFailure } from '../demo/failure';
import { readHost } from '../../nodes/shared/transport/host';

type Environment = Record<string, string | undefined>;

/** Where and as whom Sendoso's own API is read. */
export interface SendosoSettings {
	origin: string;
	accessToken: string;
	scimAccessToken: string | undefined;
	/** Address to ask recommendations for. */
	recipient: string | undefined;
}

/** Where and as whom SAP Open Connectors is read. */
export interface OpenConnectorsSettings {
	/** With its path, without a slash at the end. */
	baseUrl: string;
	userSecret: string;
	organizationSecret: string;
	elementToken: string;
	connectorKey: string;
}

/** The connections that were given; at least one is. */
export interface Settings {
	sendoso: SendosoSettings | undefined;
	openConnectors: OpenConnectorsSettings | undefined;
}

const PRODUCTION = 'https://app.sendoso.com';
const SAP_SECRETS = ['OPEN_CONNECTORS_USER_SECRET', 'OPEN_CONNECTORS_ORGANIZATION_SECRET', 'OPEN_CONNECTORS_ELEMENT_TOKEN'] as const;

/** Reads all settings, before any secret leaves. */
export function readSettings(environment: Environment): Settings {
	const settings = { sendoso: readSendoso(environment), openConnectors: readOpenConnectors(environment) };
	if (settings.sendoso === undefined && settings.openConnectors === undefined) {
		throw new PlainFailure('There is no token. Set SENDOSO_ACCESS_TOKEN, or the OPEN_CONNECTORS_ variables, in the environment; docs/probe.md says how to get a token');
	}
	return settings;
}

function readSendoso(environment: Environment): SendosoSettings | undefined {
	const accessToken = secretIn(environment, 'SENDOSO_ACCESS_TOKEN');
	const scimAccessToken = secretIn(environment, 'SENDOSO_SCIM_ACCESS_TOKEN');
	if (accessToken === undefined && scimAccessToken === undefined) return undefined;
	if (accessToken === undefined) throw new PlainFailure('SENDOSO_SCIM_ACCESS_TOKEN is set without SENDOSO_ACCESS_TOKEN. Set both');
	const { origin } = hostIn(environment.SENDOSO_HOST?.trim() || PRODUCTION, 'SENDOSO_HOST');
	return { origin, accessToken, scimAccessToken, recipient: environment.SENDOSO_PROBE_RECIPIENT?.trim() || undefined };
}

function readOpenConnectors(environment: Environment): OpenConnectorsSettings | undefined {
	const secrets = SAP_SECRETS.map((name) => secretIn(environment, name));
	const missing = SAP_SECRETS.filter((_name, index) => secrets[index] === undefined);
	if (missing.length === SAP_SECRETS.length) return undefined;
	if (missing.length > 0) throw new PlainFailure(`SAP Open Connectors needs ${missing.join(' and ')}, too`);
	const [userSecret = '', organizationSecret = '', elementToken = ''] = secrets;
	const connectorKey = environment.OPEN_CONNECTORS_CONNECTOR_KEY?.trim() || 'sendoso';
	if (!/^[\w-]{1,60}$/.test(connectorKey)) throw new PlainFailure('OPEN_CONNECTORS_CONNECTOR_KEY holds something else than letters, digits, - and _');
	return { baseUrl: readBaseUrl(environment.OPEN_CONNECTORS_BASE_URL?.trim() ?? ''), userSecret, organizationSecret, elementToken, connectorKey };
}

/** Secrets belong to one landscape, so that there is no host to take by default. */
function readBaseUrl(typed: string): string {
	const name = 'OPEN_CONNECTORS_BASE_URL';
	if (typed === '') throw new PlainFailure(`${name} is empty. Enter the address of your tenant, such as https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2`);
	const [, host = typed, path = ''] = /^(\w+:\/\/[^/?#\s]+)(\/.*)?$/.exec(typed) ?? [];
	const { origin } = hostIn(host, name);
	const cleaned = path.replace(/\/+$/, '') || '/elements/api-v2';
	if (!/^(\/[\w-][\w.-]*)+$/.test(cleaned)) throw new PlainFailure(`${name} must end with its path: no query, fragment or dots in the place of a name`);
	return `${origin}${cleaned}`;
}

/** Of the hosts, only this machine has a name without a dot. */
const WHOLE_NAME = /\.([a-z]{2,24}|xn--[a-z0-9-]{1,59}|\d{1,3})$|^localhost$|^\[/i;
const THIS_MACHINE = /^(localhost|127(\.\d+){3})(:\d+)?$/i;

/** By the rules of the nodes: https, or http on this machine, and no user name. */
function hostIn(typed: string, name: string): { origin: string } {
	// Servers on one's desk rarely have a certificate, so that either scheme would be a guess.
	if (THIS_MACHINE.test(typed)) throw new PlainFailure(`${name} is on this machine and has no scheme. Write http:// or https:// in front of it`);
	const reading = readHost(/^[\w.-]+(:\d+)?$/.test(typed) ? `https://${typed}` : typed);
	if ('problem' in reading) throw new PlainFailure(reading.problem.replace("'Base URL'", name));
	// A token in the wrong variable would be asked for in the open, as a name.
	if (!WHOLE_NAME.test(reading.hostname)) throw new PlainFailure(`${name} holds no whole host name, such as app.sendoso.com. Nothing was asked; if it was a token, put it into its own variable`);
	return reading;
}

/** A header takes no line breaks and no signs beyond ASCII; pasted blanks around a secret are dropped. */
function secretIn(environment: Environment, name: string): string | undefined {
	const secret = environment[name]?.trim() || undefined;
	if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) throw new PlainFailure(`${name} holds blanks or signs that no token has. Paste it again`);
	return secret;
}

/** What a host is to the report, which never names one. */
export function kindOfHost(address: string): 'production' | 'sandbox' | 'other' {
	const { hostname } = new URL(address);
	if (hostname === 'app.sendoso.com' || /^api\.openconnectors\.[a-z]+\d+\.ext\.hana\.ondemand\.com$/.test(hostname)) return 'production';
	const isTrial = hostname.startsWith('api.openconnectors.') && /\.(ext\.hana|hanatrial)\.ondemand\.com$/.test(hostname);
	return isTrial || /^[a-z-]+\.staging\.sendo\.so$/.test(hostname) ? 'sandbox' : 'other';
}
