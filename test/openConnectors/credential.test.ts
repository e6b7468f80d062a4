import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials';

const credential = { userSecret: 'user/+=', organizationSecret: ' organization ', elementToken: 'token\n' };
const headerFor = async (url: string, more: Record<string, string> = {}) => {
	const { headers } = await new SendosoOpenConnectorsApi().authenticate({ ...credential, ...more }, { url, baseURL: 'https://host.example/elements/api-v2' });
	return headers?.Authorization;
};

const TWO = 'User user/+=, Organization organization';

test.each([
	['/touches', `${TWO}, Element token`],
	['/instances', TWO],
	['/instances?page=2', TWO],
	['/instances/17/enabled', TWO],
	['/elements/sendoso/oauth/url', TWO],
	// It names its instance by the token (fact 99).
	['/instances/enabled', `${TWO}, Element token`],
	['/instances/enabled?x=1', `${TWO}, Element token`],
	['/instances/enabledX', TWO],
])('the header of %s', async (path, header) => {
	expect(await headerFor(path)).toBe(header);
});

test('without a token there is no part for it', async () => {
	expect(await headerFor('/touches', { elementToken: ' ' })).toBe(TWO);
});
