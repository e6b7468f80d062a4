import { kindOfHost, readSettings } from '../../scripts/probe/settings';

const token = 'contract-sample-access-token';
const sap = { OPEN_CONNECTORS_USER_SECRET: 'dXNlcg+/=', OPEN_CONNECTORS_ORGANIZATION_SECRET: 'b3Jn+/=', OPEN_CONNECTORS_ELEMENT_TOKEN: 'ZWxlbWVudA+/=' };

test('production is where a token goes when no host is named', () => {
	expect(readSettings({ SENDOSO_ACCESS_TOKEN: ` ${token}\n` })).toEqual({ sendoso: { origin: 'https://app.sendoso.com', accessToken: token, scimAccessToken: undefined, recipient: undefined }, openConnectors: undefined });
});

test.each([
	['https://app.staging.sendo.so/', 'https://app.staging.sendo.so'],
	['app.staging.sendo.so', 'https://app.staging.sendo.so'],
	['http://localhost:7610', 'http://localhost:7610'],
	['https://localhost:7610', 'https://localhost:7610'],
	['http://[::1]:7610', 'http://[::1]:7610'],
	['https://192.0.2.7:8443', 'https://192.0.2.7:8443'],
])('SENDOSO_HOST %s is %s', (host, origin) => {
	expect(readSettings({ SENDOSO_ACCESS_TOKEN: token, SENDOSO_HOST: host }).sendoso?.origin).toBe(origin);
});

test.each(['http://app.sendoso.com', 'https://me:secret@app.sendoso.com', 'https://app.sendoso.com/api/v3', 'https://app.sendoso.com?x=1', 'ftp://app.sendoso.com', 'https://app sendoso.com'])('SENDOSO_HOST %s is refused by name, and not repeated', (host) => {
	const read = () => readSettings({ SENDOSO_ACCESS_TOKEN: token, SENDOSO_HOST: host });
	expect(read).toThrow(/^SENDOSO_HOST /);
	expect(read).not.toThrow(/secret/);
});

test.each(['secretTokenAbcdefgh', 'https://secretTokenAbcdefgh', 'secretTokenAbcdefgh:443', 'eyJhbGci.secretTokenAbcdefgh.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw'])('%s is taken for a token, never for a host', (host) => {
	const read = () => readSettings({ SENDOSO_ACCESS_TOKEN: token, SENDOSO_HOST: host });
	expect(read).toThrow(/^SENDOSO_HOST holds no whole host name/);
	expect(read).not.toThrow(/secretToken/i);
});

test.each(['localhost', 'localhost:3000', 'LOCALHOST:3000', '127.0.0.1:3000'])('%s needs a scheme', (host) => {
	expect(() => readSettings({ SENDOSO_ACCESS_TOKEN: token, SENDOSO_HOST: host })).toThrow('SENDOSO_HOST is on this machine and has no scheme. Write http:// or https:// in front of it');
	expect(() => readSettings({ ...sap, OPEN_CONNECTORS_BASE_URL: host })).toThrow(/^OPEN_CONNECTORS_BASE_URL is on this machine/);
});

test.each([
	['https://api.openconnectors.us2.ext.hana.ondemand.com', 'https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2'],
	['https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2/', 'https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2'],
	['https://api.example.org/elements/api-v2/hubs/rewards', 'https://api.example.org/elements/api-v2/hubs/rewards'],
])('OPEN_CONNECTORS_BASE_URL %s is %s', (typed, baseUrl) => {
	expect(readSettings({ ...sap, OPEN_CONNECTORS_BASE_URL: typed }).openConnectors).toMatchObject({ baseUrl, connectorKey: 'sendoso' });
});

test.each(['', 'http://api.example.org/elements/api-v2', 'https://api.example.org/a/../b', 'https://api.example.org/a?b', 'https://api.example.org/%2e%2e'])('OPEN_CONNECTORS_BASE_URL "%s" is refused by name', (typed) => {
	expect(() => readSettings({ ...sap, OPEN_CONNECTORS_BASE_URL: typed })).toThrow(/^OPEN_CONNECTORS_BASE_URL /);
});

test.each([
	[{}, 'There is no token'],
	[{ SENDOSO_HOST: 'https://app.sendoso.com' }, 'There is no token'],
	[{ SENDOSO_SCIM_ACCESS_TOKEN: token }, 'Set both'],
	[{ SENDOSO_ACCESS_TOKEN: 'two words' }, 'Paste it again'],
	[{ SENDOSO_ACCESS_TOKEN: 'a\r\nb' }, 'Paste it again'],
	[{ ...sap, OPEN_CONNECTORS_ELEMENT_TOKEN: '' }, 'needs OPEN_CONNECTORS_ELEMENT_TOKEN'],
	[{ ...sap, OPEN_CONNECTORS_BASE_URL: 'https://api.example.org', OPEN_CONNECTORS_CONNECTOR_KEY: '../x' }, 'OPEN_CONNECTORS_CONNECTOR_KEY'],
])('%j is refused with a sentence that says what to do', (environment, sentence) => {
	expect(() => readSettings(environment)).toThrow(sentence);
});

test.each([
	['https://app.sendoso.com', 'production'],
	['https://api.openconnectors.eu10.ext.hana.ondemand.com/elements/api-v2', 'production'],
	['https://api.openconnectors.trial.us10.ext.hana.ondemand.com/elements/api-v2', 'sandbox'],
	['https://app-sandbox.staging.sendo.so', 'sandbox'],
	['https://sendoso.proxy.example.org', 'other'],
	['https://app.sendoso.com.example.org', 'other'],
])('%s is a %s host', (address, kind) => {
	expect(kindOfHost(address)).toBe(kind);
});
