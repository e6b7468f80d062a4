import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Problem } from '../../shared/errors/nodeErrors';
import type { Ending, FailedEnding } from '../../shared/execution/ending';
import { ask, describeOutcome, type ItemContext, itemError, read, toItem } from '../../shared/execution/itemContext';
import { limitOf, orUnlisted, unreadable } from '../../shared/execution/listResults';
import { answeredOnce } from '../../shared/execution/writeRequest';
import type { ApiRequest } from '../../shared/transport/httpCall';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isRow, member, textOf } from '../../shared/values/json';
import type { ConnectorAnswer } from '../answerShapes';
import { belongsTo, connectorKeyOf, CREDENTIAL } from '../connection';
import { collectConnectorRows } from '../lists/listReader';
import { isNoInstance } from '../lists/pageBody';
import { connectorPageReader, warnOfCount } from '../lists/pageReader';
import { isMasked, SECRET_KEY } from '../resources/connectorInstance/secrets';
import { writeRecord } from './writeRecord';

/** An instance as it may be shown: without its token and the secrets of its configuration, masked ones included. */
function withoutSecrets(instance: IDataObject): IDataObject {
	return shownOf(instance) as IDataObject;
}

/** What may be shown of a value, in whichever form a configuration comes: by its keys, or as a list of entries. */
function shownOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.filter((entry) => !isMasked(entry) && !(isRow(entry) && SECRET_KEY.test(textOf(entry.key)))).map(shownOf);
	if (!isRow(value)) return value;
	const shown = Object.entries(value).filter(([name, entry]) => !SECRET_KEY.test(name) && name !== 'providerData' && !isMasked(entry));
	return Object.fromEntries(shown.map(([name, entry]) => [name, shownOf(entry)]));
}

/**
 * Reads the address at which a person lets the connector in. Key and secret come from the credential only; the key is
 * part of the address, as the name of the application.
 */
export async function readOAuthUrl(item: ItemContext): Promise<INodeExecutionData[]> {
	const oauth = await readOAuth(item);
	if ('message' in oauth) throw itemError(item, oauth);
	const { oauthApiKey, oauthApiSecret, oauthCallbackUrl } = oauth;
	const state = textOf(member(item.parameters.additionalFields, 'state'));
	const qs = { apiKey: oauthApiKey, apiSecret: oauthApiSecret, callbackUrl: oauthCallbackUrl, ...(state === '' ? {} : { state }) };
	const connectorKey = await connectorKeyOf(item.caller);
	const path = `/elements/${encodeURIComponent(connectorKey)}/oauth/url`;
	const body = await read(item, { ...item.request, path, qs });
	const url = textOf(member(body, 'oauthUrl'));
	if (url === '') throw unreadable(item);
	return [toItem({ oauthUrl: url, element: textOf(member(body, 'element')) || connectorKey }, item.itemIndex)];
}

/** Reads the instances of the Sendoso connector. */
export async function readInstances(item: ItemContext): Promise<INodeExecutionData[]> {
	const connectorKey = await connectorKeyOf(item.caller);
	const reader = connectorPageReader(item, item.request, { isNothing: isNoInstance });
	const { rows, announced } = await orUnlisted(item, async () => await collectConnectorRows(reader, { limit: limitOf(item), pageSize: LARGEST_PAGE, accept: (row) => belongsTo(connectorKey, row) }));
	warnOfCount(item, announced);
	return rows.map((row) => toItem(withoutSecrets(row), item.itemIndex));
}

/** Reads one instance, and refuses those of other connectors. */
export async function readInstance(item: ItemContext): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	if (!isRow(body)) throw unreadable(item);
	const connectorKey = await connectorKeyOf(item.caller);
	if (!belongsTo(connectorKey, body)) throw itemError(item, foreign(connectorKey));
	return [toItem(withoutSecrets(body), item.itemIndex)];
}

/** Changes or deletes an instance, after a look at whose it is. */
export async function writeInstance(item: ItemContext, { usesCode = false }: Extract<ConnectorAnswer, { kind: 'instanceWrite' }>): Promise<Ending> {
	const request: ApiRequest = { method: 'GET', path: item.request.path, settings: item.request.settings };
	const [asked] = await Promise.allSettled([ask(item, request)]);
	if (asked.status === 'rejected') return notSent(asked.reason as Error & { description?: string });
	const answer = answerOf(asked.value);
	if (answer === undefined) {
		const { message, description, status, failure: cause } = describeOutcome(item, asked.value);
		return { kind: 'failed', failure: 'notSent', message, description, status, cause, mayRepeat: true };
	}
	const { body } = answer;
	const connectorKey = await connectorKeyOf(item.caller);
	if (!isRow(body) || !belongsTo(connectorKey, body)) return { kind: 'failed', failure: 'notSent', ...foreign(connectorKey), mayRepeat: false };
	const ending = await writeRecord(item, { kind: 'connectorWrite' });
	if (ending.kind === 'failed') return usesCode ? onlyUnsentAgain(ending) : ending;
	return { ...ending, items: ending.items.map(({ json }) => toItem(withoutSecrets(json), item.itemIndex)) };
}

/** Creates an instance with a grant code, which works once: never repeated (fact 19). Its token is in this output only. */
export async function createInstance(item: ItemContext): Promise<Ending> {
	const { request } = item;
	const oauth = await readOAuth(item);
	if ('message' in oauth) return { kind: 'failed', failure: 'notSent', ...oauth, mayRepeat: true };
	const { oauthApiKey, oauthApiSecret, oauthCallbackUrl, eventSignatureKey } = oauth;
	const { configuration, ...asked } = { ...request.body } as { configuration?: IDataObject };
	const signature = member(configuration, 'event.notification.enabled') === true && eventSignatureKey !== '' ? { 'event.notification.signature.key': eventSignatureKey } : {};
	const keys = { 'oauth.api.key': oauthApiKey, 'oauth.api.secret': oauthApiSecret, 'oauth.callback.url': oauthCallbackUrl };
	const body = { ...asked, element: { key: await connectorKeyOf(item.caller) }, configuration: { ...keys, ...configuration, ...signature } };
	const answer = await answeredOnce(item, { ...request, body });
	if (answer.kind === 'failed') return onlyUnsentAgain(answer);
	const created = isRow(answer.body) ? answer.body : {};
	item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'sent' });
	const [shown, kept] = [created.token ?? null, null].map((token) => [toItem({ ...withoutSecrets(created), token }, item.itemIndex)]);
	return { kind: 'succeeded', items: shown ?? [], kept };
}

/** A code is used up by a refusal, too (fact 19): only a request that was never made goes out again. */
function onlyUnsentAgain(ending: FailedEnding): FailedEnding {
	return { ...ending, mayRepeat: ending.mayRepeat && ending.failure === 'notSent' };
}

interface OAuthSettings {
	oauthApiKey: string;
	oauthApiSecret: string;
	oauthCallbackUrl: string;
	eventSignatureKey: string;
}

/** The part of the credential that only the beginning of an instance needs, or what is missing in it. */
async function readOAuth({ caller }: ItemContext): Promise<OAuthSettings | Problem> {
	const credential = await caller.getCredentials(CREDENTIAL);
	const [oauthApiKey = '', oauthApiSecret = '', oauthCallbackUrl = '', eventSignatureKey = ''] = ['oauthApiKey', 'oauthApiSecret', 'oauthCallbackUrl', 'eventSignatureKey'].map((name) => textOf(credential[name]));
	const missing = Object.entries({ 'OAuth API Key': oauthApiKey, 'OAuth API Secret': oauthApiSecret, 'OAuth Callback URL': oauthCallbackUrl }).find(([, value]) => value === '');
	if (missing === undefined) return { oauthApiKey, oauthApiSecret, oauthCallbackUrl, eventSignatureKey };
	return { message: `'${missing[0]}' is empty in the credential`, description: 'Sendoso hands key and secret out; fill them into the credential of the node.' };
}

function foreign(connectorKey: string): Problem {
	return {
		message: `The instance does not belong to the connector ${connectorKey}`,
		description: "Choose another one in 'Instance', or correct 'Connector Key' in the credential.",
	};
}

function notSent({ message, description }: Error & { description?: string }): FailedEnding {
	return { kind: 'failed', failure: 'notSent', message, description: description ?? 'Run it again.', mayRepeat: true };
}
