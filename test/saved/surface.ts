import { type ICredentialDataDecryptedObject, type ICredentialType, type INode, NodeHelpers } from 'n8n-workflow';
import { SendosoOAuth2Api } from '../../credentials/SendosoOAuth2Api.credentials';
import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials';
import { SendosoWebhookApi } from '../../credentials/SendosoWebhookApi.credentials';
import { additionalData } from '../support/engine';
import { descriptionOf, NODES, placesOf, subjectsOf } from './known';

/** Names as members, so that more may come and none may go. */
const named = (names: unknown[]) => Object.fromEntries(names.map((name) => [String(name), true]));

/** What is promised beside parameters, and has to stay: addresses that were pasted, stored credentials, and modes of locators. */
export async function surface(): Promise<object> {
	const credentials = [new SendosoOAuth2Api(), new SendosoOpenConnectorsApi(), new SendosoWebhookApi()];
	return {
		webhooks: webhooks(),
		credentials: Object.fromEntries(credentials.map((type) => [type.name, fieldsOf(type)])),
		connections: {
			production: await connectionOf({}),
			sandbox: await connectionOf({ environment: 'sandbox' }),
			custom: await connectionOf({ environment: 'custom', baseUrl: 'https://sendoso.example.org/' }),
			scopes: await connectionOf({ customScopes: true, enabledScopes: 'public marketplace' }),
		},
		locators: Object.fromEntries(NODES.map((node) => [node, locatorsOf(node)])),
	};
}

function webhooks() {
	const node = { name: 'Sendoso Webhook Trigger', webhookId: 'saved-id' } as INode;
	return (descriptionOf('sendosoWebhookTrigger').webhooks ?? []).map(({ name, httpMethod, responseMode, responseData, path, isFullPath = false, restartWebhook = false }) => ({
		name,
		httpMethod,
		responseMode,
		responseData,
		path,
		isFullPath,
		restartWebhook,
		pasted: NodeHelpers.getNodeWebhookPath('workflow', node, String(path), isFullPath === true, restartWebhook),
	}));
}

function fieldsOf({ properties }: ICredentialType) {
	return Object.fromEntries(
		properties.map(({ name, type, default: value, options = [] }) => {
			// What an expression gives is kept, not how it is written.
			const fixed = String(value).startsWith('=') ? {} : { default: value };
			return [name, { type, ...fixed, choices: named(options.flatMap((option) => ('value' in option ? [option.value] : []))) }];
		}),
	);
}

/** Where a stored credential of Sendoso's API leads, as n8n resolves it. */
async function connectionOf(data: ICredentialDataDecryptedObject) {
	const { credentialsHelper } = additionalData({ id: 'saved', data, renewals: 0 }, 'manual');
	const { authUrl, accessTokenUrl, scope, allowedDomains } = await credentialsHelper.getDecrypted(null as never, null as never, null as never, null as never);
	return { authUrl, accessTokenUrl, scope, allowedDomains };
}

function locatorsOf(node: string) {
	const description = descriptionOf(node);
	const places = subjectsOf(description).flatMap((subject) => placesOf(description, subject).map(({ path, property }) => ({ place: `${subject} ${path}`, property })));
	return Object.fromEntries(places.filter(({ property }) => property.type === 'resourceLocator').map(({ place, property }) => [place, named((property.modes ?? []).map(({ name }) => name))]));
}
